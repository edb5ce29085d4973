//! Channels (频道): the sections of the portal, a tree. An article has one.

mod changes;
pub mod events;
pub mod pages;
pub(crate) mod routes;
mod samples;
pub mod store;

use crate::portal::{Feature, Kind, Part, Told, with_ids};
use crate::web::samples::Sampled;

pub use routes::{compose, routes};

pub(crate) const CHANNEL: Kind = Kind::new(
    "Channel",
    &[
        Part::Site.own(),
        Part::Channel.own(),
        Part::Bylines.aside(),
        Part::Front.aside(),
    ],
);

pub const FEATURE: Feature = Feature {
    routes,
    kinds: &[CHANNEL],
    events: &[
        Told::changing::<events::ChannelChanged>(r#"{"channel":3}"#),
        Told::changing::<events::ChannelRemoved>(r#"{"channel":3,"slug":"sports"}"#),
    ],
    tables: &[with_ids!("channel")],
    samples: &[Sampled::of::<pages::ChannelPage>()],
    ..Feature::named("channel")
};
