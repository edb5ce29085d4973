//! Curation: the desk fills places on pages, for a time, sees how a page will
//! look, and puts an earlier state of a place back.

mod access;
mod change;
mod coming;
mod form;
mod list;
pub mod pages;
mod place;
mod preview;
mod read;
mod routes;
mod samples;
#[cfg(suite)]
mod tests;
mod versions;

use crate::portal::Feature;
use crate::web::samples::Sampled;

pub use routes::routes;

pub const FEATURE: Feature = Feature {
    routes,
    samples: &[
        Sampled::of::<pages::PlacePage>(),
        Sampled::of::<pages::PlacesPage>(),
    ],
    ..Feature::named("curation")
};
