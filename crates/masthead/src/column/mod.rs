//! Columns (栏目): curated series with a page of their own, and tabs of a parent.

mod changes;
pub mod events;
pub mod pages;
mod routes;
mod samples;
pub mod store;

use crate::portal::{Feature, Kind, Part, Told, with_ids};
use crate::web::samples::Sampled;

pub use routes::{compose, routes};

pub(crate) const COLUMN: Kind = Kind::new(
    "Column",
    &[
        Part::Site.own(),
        Part::Columns.own(),
        Part::Bylines.aside(),
        Part::Front.aside(),
    ],
);

pub const FEATURE: Feature = Feature {
    routes,
    kinds: &[COLUMN],
    events: &[
        Told::changing::<events::ColumnChanged>(r#"{"column":4}"#),
        Told::changing::<events::ColumnRemoved>(r#"{"column":4,"slug":"walks"}"#),
    ],
    tables: &[with_ids!("news_column")],
    samples: &[Sampled::of::<pages::ColumnPage>()],
    ..Feature::named("column")
};
