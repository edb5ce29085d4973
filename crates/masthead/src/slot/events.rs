use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// An editor filled a place on a page, or changed how it is filled.
#[derive(Debug, Serialize, Deserialize)]
pub struct SlotFilled {
    pub slot: i64,
    pub place: String,
    pub article: i64,
}

impl Fact for SlotFilled {
    const KIND: &'static str = "slot.filled";
    const VERSION: i64 = 1;
}
