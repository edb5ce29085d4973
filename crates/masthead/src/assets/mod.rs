//! Files of ours that pages name (style sheets, scripts, the mark), and whether the portal can serve.

mod routes;

use crate::portal::Feature;

pub use routes::routes;

pub const FEATURE: Feature = Feature {
    routes,
    ..Feature::named("assets")
};
