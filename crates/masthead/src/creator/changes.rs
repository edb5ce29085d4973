//! What happens to creators changes their pages and those that name them.

use super::events::{CreatorChanged, CreatorFollowed, CreatorUnfollowed};
use crate::front::Front;
use crate::portal::{Changes, News, Thing, Touch};

impl Changes for CreatorChanged {
    fn changes(&self, front: Option<&Front>) -> Vec<Touch> {
        let shown = front.is_none_or(|front| front.shows_creator(self.creator));
        let on_front = if shown { News::Changed } else { News::Counted };
        vec![
            Thing::Creator(self.creator).has(News::Changed),
            Thing::Creators.has(News::Grew),
            Thing::Front.has(on_front),
        ]
    }
}

impl Changes for CreatorFollowed {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![Thing::Creator(self.creator).has(News::Counted)]
    }
}

impl Changes for CreatorUnfollowed {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![Thing::Creator(self.creator).has(News::Counted)]
    }
}
