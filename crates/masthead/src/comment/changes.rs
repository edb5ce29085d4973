//! A comment changes the page of its article, and counts beside others.

use super::events::{CommentChanged, CommentPosted};
use crate::front::Front;
use crate::portal::{Changes, News, Thing, Touch};

impl Changes for CommentPosted {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![
            Thing::Article(self.article).has(News::Grew),
            Thing::Front.has(News::Counted),
        ]
    }
}

impl Changes for CommentChanged {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![
            Thing::Article(self.article).has(News::Changed),
            Thing::Front.has(News::Counted),
        ]
    }
}
