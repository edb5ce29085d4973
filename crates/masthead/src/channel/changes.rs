//! What happens to channels changes every page: they stand in the head of each.

use super::events::{ChannelChanged, ChannelRemoved};
use crate::front::Front;
use crate::portal::{Changes, News, Thing, Touch};

impl Changes for ChannelChanged {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![
            Thing::Site.has(News::Changed),
            Thing::Front.has(News::Changed),
        ]
    }
}

impl Changes for ChannelRemoved {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![
            Thing::Site.has(News::Changed),
            Thing::Front.has(News::Changed),
        ]
    }
}
