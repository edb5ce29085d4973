use std::sync::{Mutex, MutexGuard, PoisonError};

use super::KeyRange;

/// The ranges of ids that are full. New articles have higher ids, so a full
/// range stays as it is, and the index of sitemaps walks only what came since:
/// all ids once in a process's life, then fewer than one sitemap holds.
#[derive(Default)]
pub struct FullRanges(Mutex<Vec<KeyRange>>);

impl FullRanges {
    #[must_use]
    pub fn list(&self) -> Vec<KeyRange> {
        self.all().clone()
    }

    /// Notes the ranges that were found after the `known` ones: all but the
    /// last of them are full.
    pub fn learn(&self, known: usize, found: &[KeyRange]) {
        let mut all = self.all();
        // Another request may have learnt the same meanwhile.
        if all.len() == known
            && let Some((_, full)) = found.split_last()
        {
            all.extend_from_slice(full);
        }
    }

    fn all(&self) -> MutexGuard<'_, Vec<KeyRange>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_ranges_are_learnt_once_and_the_last_is_left_open() {
        let [a, b, c] = [1, 11, 21].map(|first| KeyRange {
            first,
            last: first + 9,
        });
        let ranges = FullRanges::default();
        ranges.learn(0, &[a, b]);
        ranges.learn(0, &[a, b]);
        assert_eq!(ranges.list(), [a]);
        ranges.learn(1, &[b, c]);
        assert_eq!(ranges.list(), [a, b]);
        ranges.learn(2, &[]);
        assert_eq!(ranges.list(), [a, b]);
    }
}
