//! The hot list.

pub mod pages;
mod routes;
mod samples;

use crate::portal::{Feature, Kind, Part};
use crate::web::samples::Sampled;

pub use routes::{compose, routes};

pub(crate) const HOT: Kind = Kind::new("Hot", &[Part::Site.own(), Part::Front.own()]);

pub const FEATURE: Feature = Feature {
    routes,
    kinds: &[HOT],
    samples: &[Sampled::of::<pages::HotPage>()],
    ..Feature::named("hot")
};
