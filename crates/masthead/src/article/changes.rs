//! What happens to articles changes their pages, the lists that they are part
//! of, and the front.

use super::events::{ArticleHidden, ArticleKept, ArticlePublished, ArticleRevised, Standing};
use crate::front::Front;
use crate::portal::{Changes, News, Thing, Touch};

/// The lists that an article is part of.
pub(crate) fn in_lists(standing: &Standing, news: News) -> Vec<Touch> {
    let mut things = vec![Thing::Newest, Thing::Creator(standing.creator)];
    things.extend(standing.channel.map(Thing::Channel));
    things.extend(standing.columns.iter().copied().map(Thing::Column));
    things.into_iter().map(|thing| thing.has(news)).collect()
}

impl Changes for ArticlePublished {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        let mut things = in_lists(&self.standing, News::Grew);
        things.extend([
            Thing::Article(self.article).has(News::Changed),
            Thing::Front.has(News::Grew),
        ]);
        things
    }
}

impl Changes for ArticleRevised {
    fn changes(&self, front: Option<&Front>) -> Vec<Touch> {
        let mut things = in_lists(&self.before, News::Changed);
        things.extend(in_lists(&self.after, News::Changed));
        let shown = front.is_none_or(|front| front.shows_article(self.article));
        let on_front = if shown { News::Changed } else { News::Grew };
        things.extend([
            Thing::Article(self.article).has(News::Changed),
            Thing::Front.has(on_front),
        ]);
        things
    }
}

impl Changes for ArticleHidden {
    /// It may stand in any list of any page: all of them go.
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        let mut things = in_lists(&self.before, News::Changed);
        things.extend([
            Thing::Article(self.article).has(News::Changed),
            Thing::Front.has(News::Changed),
        ]);
        things
    }
}

impl Changes for ArticleKept {
    /// The page that is left of a retracted one may come or go.
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![Thing::Article(self.article).has(News::Changed)]
    }
}
