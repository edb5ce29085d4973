//! What happens to columns changes every page: their tabs stand beside most.

use super::events::{ColumnChanged, ColumnRemoved};
use crate::front::Front;
use crate::portal::{Changes, News, Thing, Touch};

impl Changes for ColumnChanged {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![
            Thing::Site.has(News::Changed),
            Thing::Front.has(News::Changed),
        ]
    }
}

impl Changes for ColumnRemoved {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![
            Thing::Site.has(News::Changed),
            Thing::Front.has(News::Changed),
        ]
    }
}
