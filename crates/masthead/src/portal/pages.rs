//! How pages learn that something has changed.

use std::time::Duration;

use masthead_clock::Millis;

use super::things::News;
use super::{Portal, Role, Thing, Touch, Use};

/// Views move ranks so much later: every page shows some, and readers come
/// all the time.
const VIEWS_MOVE_RANKS: Duration = Duration::from_secs(3);

impl Portal {
    /// Touches every page made of a thing, in haste as the news asks.
    pub(crate) fn tell_pages(&self, touch: Touch, at: Millis) {
        let Touch { thing, news } = touch;
        match (thing, news) {
            (Thing::Front, News::Changed | News::Grew) => self.front.forget(),
            // Its pages are told once a rank has moved indeed: see `tick`.
            (Thing::Front, News::Counted) => return self.front.doubt(at),
            (Thing::Front, News::Viewed) => return self.front.doubt(at.plus(VIEWS_MOVE_RANKS)),
            _ => {}
        }
        self.touch(thing, news, at);
    }

    pub(crate) fn touch(&self, thing: Thing, news: News, at: Millis) {
        let ago_ms = self.clock.now().0.saturating_sub(at.0);
        let ago = Duration::from_millis(u64::try_from(ago_ms).unwrap_or_default());
        for role in [Role::Own, Role::Aside] {
            self.press
                .touch(&Use { thing, role }, news.haste(role, ago));
        }
    }
}
