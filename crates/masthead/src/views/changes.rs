//! Views move counts and ranks.

use super::events::ViewsCounted;
use crate::front::Front;
use crate::portal::{Changes, News, Thing, Touch};

impl Changes for ViewsCounted {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        let articles = self.articles.iter().copied().map(Thing::Article);
        let things = articles.chain([Thing::Front]);
        things.map(|thing| thing.has(News::Viewed)).collect()
    }
}
