use crate::id::{ArticleId, SlotId};
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// An editor filled a place on a page, or changed how it is filled.
#[derive(Debug, Serialize, Deserialize)]
pub struct SlotFilled {
    pub slot: SlotId,
    pub place: String,
    pub article: ArticleId,
}

impl Fact for SlotFilled {
    const KIND: &'static str = "slot.filled";
    const VERSION: i64 = 1;
}

/// What stood in a place, or was to come there, was taken out of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct SlotEmptied {
    pub slot: SlotId,
    pub place: String,
    pub article: ArticleId,
}

impl Fact for SlotEmptied {
    const KIND: &'static str = "slot.emptied";
    const VERSION: i64 = 1;
}

/// The desk changed a place. What stands there afterwards is kept under this
/// version of it; `act` is [`Act::name`](super::rules::Act::name).
#[derive(Debug, Serialize, Deserialize)]
pub struct PlaceChanged {
    pub place: String,
    pub version: i64,
    pub act: String,
}

impl Fact for PlaceChanged {
    const KIND: &'static str = "place.changed";
    const VERSION: i64 = 1;
}
