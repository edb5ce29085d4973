use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as Turn, MutexGuard as TurnGuard};
use tokio::time::Instant;

use super::KeyRange;
use crate::id::ArticleId;

/// What the index names is read anew so seldom for names that it does not know:
/// whoever makes names up costs next to nothing.
const READ_AGAIN: Duration = Duration::from_secs(1);

/// The ranges of ids of which there are sitemaps. New articles have higher ids,
/// so a full range keeps its ends, and the index walks only what came since:
/// all ids once in a process's life, then fewer than one sitemap holds. What is
/// not full yet has no end in its name, which so stays the same until it is.
#[derive(Default)]
pub struct Ranges {
    named: Mutex<Named>,
    /// Of those who read the ids: one at a time.
    turn: Turn<()>,
}

#[derive(Default)]
struct Named {
    full: Vec<KeyRange>,
    open: Option<KeyRange>,
    read_at: Option<Instant>,
}

impl Ranges {
    /// The right to read what came since, until it is dropped.
    pub async fn turn(&self) -> TurnGuard<'_, ()> {
        self.turn.lock().await
    }

    /// The last id of which it is known where it belongs.
    #[must_use]
    pub fn known(&self) -> ArticleId {
        self.all()
            .full
            .last()
            .map_or(ArticleId(0), |range| range.last)
    }

    /// Notes the ranges that were found after the [`known`](Self::known) ones:
    /// all but the last of them are full. Gives all that there are.
    pub fn learn(&self, found: &[KeyRange]) -> Vec<KeyRange> {
        let mut all = self.all();
        all.open = None;
        if let Some((last, full)) = found.split_last() {
            all.full.extend_from_slice(full);
            all.open = Some(KeyRange::from(last.first));
        }
        all.read_at = Some(Instant::now());
        all.full.iter().copied().chain(all.open).collect()
    }

    /// Whether the index names this range, as far as is known: none where it
    /// has to be read again to say so.
    #[must_use]
    pub fn names(&self, range: KeyRange) -> Option<bool> {
        let all = self.all();
        if all.open == Some(range)
            || all
                .full
                .binary_search_by_key(&range.first, |full| full.first)
                .is_ok_and(|at| all.full[at] == range)
        {
            return Some(true);
        }
        let is_new = all.read_at.is_some_and(|at| at.elapsed() < READ_AGAIN);
        is_new.then_some(false)
    }

    fn all(&self) -> MutexGuard<'_, Named> {
        self.named.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    fn range(first: ArticleId) -> KeyRange {
        KeyRange {
            first,
            last: ArticleId(first.0 + 9),
        }
    }

    #[test]
    fn full_ranges_are_learnt_once_and_the_last_is_left_open() {
        let ranges = Ranges::default();
        assert_eq!(
            ranges.learn(&[range(ArticleId(1)), range(ArticleId(11))]),
            [range(ArticleId(1)), KeyRange::from(ArticleId(11))]
        );
        assert_eq!(ranges.known(), ArticleId(10));
        let all = ranges.learn(&[range(ArticleId(11)), range(ArticleId(21))]);
        assert_eq!(
            all,
            [
                range(ArticleId(1)),
                range(ArticleId(11)),
                KeyRange::from(ArticleId(21))
            ]
        );
        assert_eq!(
            ranges.learn(&[]),
            [range(ArticleId(1)), range(ArticleId(11))]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn names_that_were_made_up_do_not_make_anybody_read_the_ids() {
        let ranges = Ranges::default();
        assert_eq!(
            ranges.names(range(ArticleId(1))),
            None,
            "nothing is known yet"
        );
        ranges.learn(&[range(ArticleId(1)), range(ArticleId(11))]);
        assert_eq!(ranges.names(range(ArticleId(1))), Some(true));
        assert_eq!(ranges.names(KeyRange::from(ArticleId(11))), Some(true));
        for made_up in [
            range(ArticleId(2)),
            range(ArticleId(11)),
            KeyRange::from(ArticleId(1)),
        ] {
            assert_eq!(ranges.names(made_up), Some(false));
        }
        advance(READ_AGAIN).await;
        assert_eq!(ranges.names(range(ArticleId(2))), None);
        assert_eq!(
            ranges.names(range(ArticleId(1))),
            Some(true),
            "a full one stays"
        );
    }
}
