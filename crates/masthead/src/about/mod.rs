//! Pages of plain explanation.

pub mod pages;
mod routes;
pub(crate) mod samples;

use crate::portal::{Feature, Kind, Part};
use crate::web::samples::Sampled;

pub use routes::routes;
pub(crate) use routes::{contact, layout};

pub(crate) const ACCESSIBILITY: Kind = Kind::new("Accessibility", &[Part::Site.own()]);

pub const FEATURE: Feature = Feature {
    routes,
    kinds: &[ACCESSIBILITY],
    samples: &[Sampled::of::<pages::AccessibilityPage>()],
    ..Feature::named("about")
};
