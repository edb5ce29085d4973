//! Slots: places on pages that an editor fills for a time.

mod changes;
pub mod events;
pub mod rules;
pub mod store;

use crate::portal::{Feature, List, Reason, Table, Told, Work, with_ids};

pub const FEATURE: Feature = Feature {
    events: &[
        Told::changing::<events::SlotFilled>(r#"{"slot":8,"place":"home/top","article":1}"#),
        Told::changing::<events::SlotEmptied>(r#"{"slot":8,"place":"home/top","article":1}"#),
        Told::changing::<events::PlaceChanged>(r#"{"place":"home/top","version":2,"act":"moved"}"#),
    ],
    tables: &[
        with_ids!("slot"),
        Table::keyed("place"),
        Table::keyed("place_version"),
    ],
    lists: &[
        List::new("fillings of a place", store::open::OF_PLACE)
            .with_words(&[1])
            .for_reasons(&[Reason::of(
                Work::Sorts,
                "its page shows all of its fillings, 40 at most (MOST_FILLINGS)",
            )]),
        List::new("versions of a place", store::version::VERSIONS).with_words(&[1]),
    ],
    ..Feature::named("slot")
};
