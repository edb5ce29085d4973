//! The portal's pictures and films: where they are found, how they travel, and who makes the smaller copies.
//!
//! A picture is served as soon as it is stored: until a smaller copy stands, its master answers in its place. What the
//! bytes mean, and which of them may be published, is the crate `masthead-media`'s matter.

pub mod events;
pub mod http_date;
pub mod keep;
pub mod pool;
pub mod private;
pub mod range;
mod routes;
pub mod serve;
pub mod store;
#[cfg(suite)]
mod stray_tests;
pub mod strays;
pub mod stream;
pub mod sweep;
#[cfg(suite)]
mod tests;
pub mod urls;
pub mod withheld;
pub mod worker;

use crate::portal::{Feature, List, Table, Told};

pub use routes::routes;

pub const FEATURE: Feature = Feature {
    routes,
    events: &[
        Told::quiet::<events::MediaStored>(r#"{"hash":"00"}"#),
        Told::quiet::<events::MediaScaled>(r#"{"hash":"00"}"#),
        Told::quiet::<events::WithheldChanged>(r#"{"article":1}"#),
        Told::quiet::<events::MediaRemoved>(r#"{"hash":"a"}"#),
    ],
    tables: &[
        Table::keyed("media"),
        Table::keyed("media_upload"),
        Table::keyed("private_file"),
        Table::keyed("private_day"),
        Table::keyed("withheld"),
    ],
    lists: &[
        List::new("files to look at", store::upload::DUE),
        List::new("private files to look at", store::private::DUE),
    ],
    ..Feature::named("media")
};
