//! Addresses below `/.well-known/` that programs of readers ask by
//! themselves.

mod routes;
#[cfg(suite)]
mod tests;

use crate::portal::Feature;

use routes::routes;

pub const FEATURE: Feature = Feature {
    routes,
    ..Feature::named("well_known")
};
