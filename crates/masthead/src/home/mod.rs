//! The home page.

pub mod pages;
mod routes;
mod samples;

use crate::portal::{Feature, Kind, Part};
use crate::web::samples::Sampled;

pub use routes::{compose, routes, stands, top_stories};

pub(crate) const HOME: Kind = Kind::new(
    "Home",
    &[Part::Site.own(), Part::Front.own(), Part::Newest.own()],
);

pub const FEATURE: Feature = Feature {
    routes,
    kinds: &[HOME],
    samples: &[Sampled::of::<pages::HomePage>()],
    ..Feature::named("home")
};
