//! The desk: where operators work.

mod accounts;
pub mod pages;
mod routes;
mod samples;

use crate::portal::Feature;
use crate::web::samples::Sampled;

pub use routes::routes;

pub const FEATURE: Feature = Feature {
    routes,
    samples: &[
        Sampled::of::<pages::AccountsPage>(),
        Sampled::of::<pages::DeskPage>(),
    ],
    ..Feature::named("desk")
};
