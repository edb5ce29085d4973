//! The desk sets the portal up: its name, its channels and its columns.

mod edit;
mod form;
mod kind;
mod list;
mod name;
pub mod pages;
mod routes;
pub mod rules;
mod samples;
mod store;
#[cfg(suite)]
mod tests;

use crate::portal::{Feature, Table};
use crate::web::samples::Sampled;

pub use kind::Kind;
pub use routes::routes;
pub(crate) use store::take_turn;

pub const FEATURE: Feature = Feature {
    routes,
    tables: &[Table::keyed("section_turn")],
    samples: &[
        Sampled::of::<pages::SectionPage>(),
        Sampled::of::<pages::SectionsPage>(),
        Sampled::of::<pages::SitePage>(),
    ],
    ..Feature::named("section")
};
