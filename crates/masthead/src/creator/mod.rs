//! Creators (号): publishing accounts with members, followers and an archive.

mod changes;
mod compose;
pub mod events;
pub mod look;
pub mod pages;
pub(crate) mod routes;
mod samples;
pub mod store;

use crate::portal::{Feature, Kind, List, Part, Table, Told, with_ids};
use crate::web::samples::Sampled;

pub use routes::routes;

pub(crate) const CREATOR: Kind = Kind::new("Creator", &[Part::Site.own(), Part::Creator.own()]);

pub(crate) const ARCHIVE: Kind =
    Kind::new("CreatorArchive", &[Part::Site.own(), Part::Creator.own()]);

pub(crate) const CREATORS: Kind = Kind::new(
    "Creators",
    &[
        Part::Site.own(),
        Part::Creators.own(),
        Part::Bylines.aside(),
    ],
);

pub const FEATURE: Feature = Feature {
    routes,
    kinds: &[CREATOR, ARCHIVE, CREATORS],
    events: &[
        Told::changing::<events::CreatorChanged>(r#"{"creator":2}"#),
        Told::changing::<events::CreatorFollowed>(r#"{"creator":2,"reader":5}"#),
        Told::changing::<events::CreatorUnfollowed>(r#"{"creator":2,"reader":5}"#),
    ],
    tables: &[
        Table::keyed("membership"),
        Table::keyed("follow"),
        Table::keyed("credit_turn"),
        with_ids!("creator"),
        Table::keyed("creator_look"),
        Table::keyed("creator_month"),
        Table::keyed("creator_subject"),
    ],
    lists: &[List::new("months", store::MONTHS)],
    samples: &[
        Sampled::of::<pages::ArchivePage>(),
        Sampled::of::<pages::CreatorPage>(),
        Sampled::of::<pages::CreatorsPage>(),
    ],
    ..Feature::named("creator")
};
