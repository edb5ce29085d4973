//! What editors fill shows on the front.

use super::events::{PlaceChanged, SlotEmptied, SlotFilled};
use crate::front::Front;
use crate::portal::{Changes, News, Thing, Touch};

impl Changes for SlotFilled {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![Thing::Front.has(News::Changed)]
    }
}

impl Changes for SlotEmptied {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![Thing::Front.has(News::Changed)]
    }
}

impl Changes for PlaceChanged {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![Thing::Front.has(News::Changed)]
    }
}
