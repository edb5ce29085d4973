use std::sync::{Arc, Mutex, PoisonError};

use crate::Clock;

/// Bits below the milliseconds: a counter, and below it the number of the
/// process. 32 ids a millisecond before the counter runs ahead of the clock,
/// which it may.
const LOW_BITS: u32 = 12;
const NODE_BITS: u32 = 7;
/// 2024-01-01T00:00:00Z: keeps ids short for the first years, and below 2^53
/// (what JavaScript counts exactly) until 2093.
const EPOCH_MS: i64 = 1_704_067_200_000;

/// Ids that sort by time: milliseconds since 2024, a counter, and the number
/// of the process that draws them. They grow strictly within a process, even
/// when its clock stands or steps back, and no two processes with different
/// numbers ever draw the same one.
#[derive(Clone, Debug)]
pub struct Ids {
    clock: Clock,
    drawn: Arc<Mutex<Drawn>>,
}

#[derive(Debug)]
struct Drawn {
    last: i64,
    node: i64,
}

impl Ids {
    /// How many processes there may be at a time, this one's number being 0:
    /// whoever has no number of its own ([`Ids::draw_as`]) draws as that.
    pub const NODES: i64 = 1 << NODE_BITS;

    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            drawn: Arc::new(Mutex::new(Drawn { last: 0, node: 0 })),
        }
    }

    /// Draws from now on as this process of all: `node` is below [`Ids::NODES`],
    /// and no other process draws with it meanwhile.
    pub fn draw_as(&self, node: i64) {
        self.drawn().node = node.rem_euclid(Self::NODES);
    }

    /// Never gives an id at or below `id`: called at start with the highest
    /// id in the store, so that a clock that was set back doubles none.
    pub fn above(&self, id: i64) {
        let mut drawn = self.drawn();
        drawn.last = drawn.last.max(id);
    }

    /// The highest id that was given, or that ids shall be above.
    #[must_use]
    pub fn last(&self) -> i64 {
        self.drawn().last
    }

    /// The next id, of whatever type.
    pub fn fresh<I: From<i64>>(&self) -> I {
        let now = (self.clock.now().0 - EPOCH_MS).max(0) << LOW_BITS;
        let mut drawn = self.drawn();
        drawn.last = now.max(following(drawn.last)) | drawn.node;
        drawn.last.into()
    }

    fn drawn(&self) -> std::sync::MutexGuard<'_, Drawn> {
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The lowest id above `last` in which no process is named yet.
fn following(last: i64) -> i64 {
    ((last >> NODE_BITS) + 1) << NODE_BITS
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::thread;

    use super::*;
    use crate::Millis;

    fn at(ms: i64) -> Ids {
        Ids::new(Clock::held(Millis(EPOCH_MS + ms)))
    }

    #[test]
    fn ids_grow_while_the_clock_stands() {
        let ids = at(7);
        let (a, b) = (ids.fresh::<i64>(), ids.fresh::<i64>());
        assert!(a < b);
        assert_eq!(a >> LOW_BITS, 7);
    }

    #[test]
    fn parallel_takers_never_share_an_id() {
        let ids = at(0);
        let taken: Vec<i64> = thread::scope(|scope| {
            let takers: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| (0..1000).map(|_| ids.fresh::<i64>()).collect::<Vec<_>>()))
                .collect();
            takers
                .into_iter()
                .flat_map(|taker| taker.join().expect("taker"))
                .collect()
        });
        assert_eq!(taken.iter().collect::<HashSet<_>>().len(), 4000);
    }

    #[test]
    fn processes_at_the_same_moment_never_share_an_id() {
        let mut taken: HashSet<i64> = HashSet::new();
        for node in 0..Ids::NODES {
            let ids = at(7);
            ids.draw_as(node);
            ids.above(5 << LOW_BITS);
            assert!((0..100).all(|_| taken.insert(ids.fresh::<i64>())));
        }
    }

    #[test]
    fn a_later_moment_sorts_behind_whoever_draws() {
        let (early, late) = (at(7), at(8));
        early.draw_as(Ids::NODES - 1);
        late.draw_as(0);
        assert!(early.fresh::<i64>() < late.fresh::<i64>());
    }

    #[test]
    fn ids_go_on_above_the_highest_when_the_clock_was_set_back() {
        let ids = at(7);
        ids.draw_as(3);
        for highest in [90 << LOW_BITS, (90 << LOW_BITS) + 4_095] {
            ids.above(highest);
            let id = ids.fresh::<i64>();
            assert!(id > highest && id % Ids::NODES == 3);
        }
    }

    #[test]
    fn an_id_is_exact_in_javascript_for_decades() {
        let years = 365 * 86_400_000_i64;
        assert!(at(69 * years).fresh::<i64>() < 1 << 53);
    }
}
