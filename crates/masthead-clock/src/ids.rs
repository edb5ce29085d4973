use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::Clock;

/// Bits below the milliseconds: 4,096 ids a millisecond before the counter
/// runs ahead of the clock, which it may.
const COUNTER_BITS: u32 = 12;
/// 2024-01-01T00:00:00Z: keeps ids short for the first years.
const EPOCH_MS: i64 = 1_704_067_200_000;

/// Ids that sort by time: milliseconds since 2024 above a counter, strictly
/// growing within a process even when its clock stands or steps back.
#[derive(Clone, Debug)]
pub struct Ids {
    clock: Clock,
    last: Arc<AtomicI64>,
}

impl Ids {
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            last: Arc::new(AtomicI64::new(0)),
        }
    }

    /// Never gives an id at or below `id`: called at start with the highest
    /// id in the store, so that a clock that was set back doubles none.
    pub fn above(&self, id: i64) {
        self.last.fetch_max(id, Ordering::Relaxed);
    }

    pub fn fresh(&self) -> i64 {
        let floor = (self.clock.now().0 - EPOCH_MS).max(0) << COUNTER_BITS;
        let next = |last: i64| floor.max(last + 1);
        match self
            .last
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| {
                Some(next(last))
            }) {
            Ok(before) | Err(before) => next(before),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::thread;

    use super::*;
    use crate::Millis;

    #[test]
    fn ids_grow_while_the_clock_stands() {
        let ids = Ids::new(Clock::held(Millis(EPOCH_MS + 7)));
        let (a, b) = (ids.fresh(), ids.fresh());
        assert!(a < b);
        assert_eq!(a >> COUNTER_BITS, 7);
    }

    #[test]
    fn parallel_takers_never_share_an_id() {
        let ids = Ids::new(Clock::held(Millis(EPOCH_MS)));
        let taken: Vec<i64> = thread::scope(|scope| {
            let takers: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| (0..1000).map(|_| ids.fresh()).collect::<Vec<_>>()))
                .collect();
            takers
                .into_iter()
                .flat_map(|taker| taker.join().expect("taker"))
                .collect()
        });
        assert_eq!(taken.iter().collect::<HashSet<_>>().len(), 4000);
    }
}
