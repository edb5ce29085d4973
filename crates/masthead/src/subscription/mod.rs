//! Which letters somebody wants, and how they are ended.

pub mod events;
pub mod pages;
mod routes;
pub mod rules;
mod samples;
mod send;
mod settings;
mod stop;
pub mod store;

use crate::portal::{Feature, Table, Told};
use crate::web::samples::Sampled;

pub use routes::routes;
pub use rules::{DIGEST_HOUR, Topic, Way};
pub use send::{Envelope, send, send_always};

pub const FEATURE: Feature = Feature {
    routes,
    events: &[Told::quiet::<events::LettersChosen>(r#"{"account":5}"#)],
    tables: &[Table::keyed("seal"), Table::keyed("subscription")],
    samples: &[
        Sampled::of::<pages::SettingsPage>(),
        Sampled::of::<pages::StopPage>(),
    ],
    ..Feature::named("subscription")
};
