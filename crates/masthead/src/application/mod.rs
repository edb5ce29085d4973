//! Applying to join as a creator, and the desk's queue that decides on it. A
//! person keeps one open application; every change of it is one guarded write
//! of the whole row.

mod apply;
mod code;
mod compose;
mod decide;
pub mod events;
pub mod files;
pub mod form;
mod letters;
mod look;
mod names;
mod own;
pub mod pages;
mod queue;
mod routes;
pub mod rules;
mod samples;
mod sent_files;
pub mod store;
#[cfg(suite)]
mod tests;
pub mod words;

use crate::portal::{Feature, Kind, List, Part, Table, Told, with_ids};
use crate::web::samples::Sampled;

pub use compose::hand_in;
pub use routes::routes;

pub(crate) const JOIN: Kind = Kind::new("Join", &[Part::Site.own()]);

pub const FEATURE: Feature = Feature {
    routes,
    kinds: &[JOIN],
    events: &[
        Told::quiet::<events::ApplicationChanged>(
            r#"{"application":12,"account":5,"state":"waiting"}"#,
        ),
        Told::quiet::<events::ApplicationClaimed>(r#"{"application":12,"account":5,"by":null}"#),
        Told::quiet::<events::DocumentOpened>(r#"{"application":12,"document":13,"by":5}"#),
    ],
    tables: &[
        with_ids!("application"),
        with_ids!("application_document"),
        with_ids!("application_word"),
        Table::keyed("naming_turn"),
    ],
    lists: &[
        List::new("applications", store::LIST).with_words(&[1, 2]),
        List::new("words of an application", words::LIST),
    ],
    samples: &[
        Sampled::of::<pages::ApplicationPage>(),
        Sampled::of::<pages::ApplicationsPage>(),
        Sampled::of::<pages::ApplyPage>(),
        Sampled::of::<pages::JoinPage>(),
        Sampled::of::<pages::OwnApplicationPage>(),
    ],
    ..Feature::named("application")
};
