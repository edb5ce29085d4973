//! The search page.

pub mod pages;
mod routes;
mod samples;
#[cfg(suite)]
mod tests;

use crate::portal::{Feature, Kind, Part};
use crate::web::samples::Sampled;

pub use routes::routes;

pub(crate) const SEARCH: Kind = Kind::new("Search", &[Part::Site.own()]);

pub const FEATURE: Feature = Feature {
    routes,
    kinds: &[SEARCH],
    samples: &[Sampled::of::<pages::SearchPage>()],
    ..Feature::named("search")
};
