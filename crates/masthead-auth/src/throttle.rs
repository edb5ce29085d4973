use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use masthead_clock::Steady;

/// So many tries at once, and one more after each `every`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub burst: u32,
    pub every: Duration,
}

impl Rate {
    /// So many times as many tries, at once and later.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self {
            burst: self.burst.saturating_mul(times),
            every: self.every / times.max(1),
        }
    }
}

/// How often each key (an account, an address) may try. Kept in memory: a start
/// forgets it.
///
/// The generic cell rate algorithm (ITU-T I.371): of each key it keeps one
/// time, at which all its tries would be back. Of the key itself only a number
/// is kept, drawn with a secret of the process: some 20 bytes however long it is.
pub struct Throttle {
    every_ms: i64,
    /// How far that time may lie ahead.
    ahead_ms: i64,
    most: usize,
    numbers: RandomState,
    full_at: Mutex<HashMap<u64, i64>>,
}

impl Throttle {
    /// Of at most `most` keys. A crowd that is larger refuses nobody: those who
    /// tried least are forgotten first, and those who tried most are kept, so
    /// that whoever guesses at one account has to send the whole crowd as often
    /// to be forgotten.
    #[must_use]
    pub fn new(rate: Rate, most: usize) -> Self {
        let every_ms = i64::try_from(rate.every.as_millis()).unwrap_or(i64::MAX / 1_000_000);
        Self {
            every_ms,
            ahead_ms: every_ms.saturating_mul(rate.burst.into()),
            most,
            numbers: RandomState::new(),
            full_at: Mutex::default(),
        }
    }

    /// Takes one try of `key`.
    ///
    /// # Errors
    /// How long to wait where there is none left; nothing is taken then.
    pub fn take(&self, key: impl Hash, now: Steady) -> Result<(), Duration> {
        let number = self.numbers.hash_one(key);
        let mut all = self.all();
        let full_at = all.get(&number).copied().unwrap_or(now.0).max(now.0);
        let then = full_at.saturating_add(self.every_ms);
        let over_ms = then - now.0 - self.ahead_ms;
        if over_ms > 0 {
            let wait_ms = u64::try_from(over_ms).unwrap_or_default();
            return Err(Duration::from_millis(wait_ms));
        }
        if all.len() >= self.most && !all.contains_key(&number) {
            make_room(&mut all, self.most, now);
        }
        all.insert(number, then);
        Ok(())
    }

    /// Gives all tries of `key` back: it has proved itself.
    pub fn forgive(&self, key: impl Hash) {
        let number = self.numbers.hash_one(key);
        self.all().remove(&number);
    }

    fn all(&self) -> MutexGuard<'_, HashMap<u64, i64>> {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Forgets who has all tries back, and of the others, where they are still too
/// many, the quarter that tried least: one look at all for many new keys.
fn make_room(all: &mut HashMap<u64, i64>, most: usize, now: Steady) {
    all.retain(|_, full_at| *full_at > now.0);
    let keep = most - most.div_ceil(4);
    let Some(over) = all.len().checked_sub(keep).filter(|over| *over > 0) else {
        return;
    };
    let mut times: Vec<i64> = all.values().copied().collect();
    let (_, least, _) = times.select_nth_unstable(over - 1);
    let (least, mut left) = (*least, over);
    // Of those who tried as often as the last of them only as many as are left.
    all.retain(|_, full_at| {
        let goes = *full_at <= least && left > 0;
        left -= usize::from(goes);
        !goes
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three_a_minute(most: usize) -> Throttle {
        let rate = Rate {
            burst: 3,
            every: Duration::from_secs(20),
        };
        Throttle::new(rate, most)
    }

    #[test]
    fn a_burst_is_let_through_and_then_one_at_a_time() {
        let (throttle, start) = (three_a_minute(10), Steady(1_000));
        for _ in 0..3 {
            assert_eq!(throttle.take("a", start), Ok(()));
        }
        assert_eq!(throttle.take("a", start), Err(Duration::from_secs(20)));
        assert_eq!(throttle.take("b", start), Ok(()), "another is another");
        let later = Steady(start.0 + 20_000);
        assert_eq!(throttle.take("a", later), Ok(()));
        assert!(throttle.take("a", later).is_err());
    }

    #[test]
    fn who_has_proved_itself_begins_anew() {
        let throttle = three_a_minute(10);
        for _ in 0..3 {
            throttle.take("a", Steady(0)).expect("a try");
        }
        throttle.forgive("a");
        assert_eq!(throttle.take("a", Steady(0)), Ok(()));
    }

    #[test]
    fn a_crowd_that_fills_the_room_refuses_nobody_and_makes_nobody_forgotten_who_guesses() {
        let throttle = three_a_minute(100);
        for _ in 0..3 {
            assert_eq!(throttle.take("guesser", Steady(0)), Ok(()));
        }
        for stranger in 0..5_000 {
            assert_eq!(throttle.take(stranger, Steady(0)), Ok(()), "{stranger}");
        }
        assert!(throttle.take("guesser", Steady(0)).is_err());
        assert_eq!(throttle.take("somebody new", Steady(0)), Ok(()));
        assert!(throttle.all().len() <= 100);
    }

    #[test]
    fn a_rate_for_many_is_the_same_pace_for_each() {
        let rate = Rate {
            burst: 3,
            every: Duration::from_secs(20),
        };
        let for_four = Rate {
            burst: 12,
            every: Duration::from_secs(5),
        };
        assert_eq!(rate.times(4), for_four);
    }
}
