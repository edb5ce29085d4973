use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use masthead_clock::Millis;

/// So many tries at once, and one more after each `every`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub burst: u32,
    pub every: Duration,
}

/// How often each `K` (an account, an address) may try. Kept in memory: a start
/// forgets it.
///
/// The generic cell rate algorithm (ITU-T I.371): of each key it keeps one
/// time, at which all its tries would be back.
pub struct Throttle<K> {
    every_ms: i64,
    /// How far that time may lie ahead.
    ahead_ms: i64,
    most: usize,
    full_at: Mutex<HashMap<K, i64>>,
}

impl<K: Eq + Hash> Throttle<K> {
    /// Of at most `most` keys. More at the same time can only be an attack
    /// from everywhere: then keys that it does not know yet have to wait.
    #[must_use]
    pub fn new(rate: Rate, most: usize) -> Self {
        let every_ms = i64::try_from(rate.every.as_millis()).unwrap_or(i64::MAX / 1_000_000);
        Self {
            every_ms,
            ahead_ms: every_ms.saturating_mul(rate.burst.into()),
            most,
            full_at: Mutex::default(),
        }
    }

    /// Takes one try of `key`.
    ///
    /// # Errors
    /// How long to wait where there is none left; nothing is taken then.
    pub fn take(&self, key: K, now: Millis) -> Result<(), Duration> {
        let mut all = self.all();
        let full_at = all.get(&key).copied().unwrap_or(now.0).max(now.0);
        let then = full_at.saturating_add(self.every_ms);
        let over_ms = then - now.0 - self.ahead_ms;
        if over_ms > 0 {
            return Err(wait(over_ms));
        }
        if all.len() >= self.most && !all.contains_key(&key) {
            all.retain(|_, full_at| *full_at > now.0);
            if all.len() >= self.most {
                return Err(wait(self.every_ms));
            }
        }
        all.insert(key, then);
        Ok(())
    }

    /// Gives all tries of `key` back: it has proved itself.
    pub fn forgive(&self, key: &K) {
        self.all().remove(key);
    }

    fn all(&self) -> MutexGuard<'_, HashMap<K, i64>> {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn wait(ms: i64) -> Duration {
    Duration::from_millis(u64::try_from(ms).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three_a_minute(most: usize) -> Throttle<&'static str> {
        let rate = Rate {
            burst: 3,
            every: Duration::from_secs(20),
        };
        Throttle::new(rate, most)
    }

    #[test]
    fn a_burst_is_let_through_and_then_one_at_a_time() {
        let (throttle, start) = (three_a_minute(10), Millis(1_000));
        for _ in 0..3 {
            assert_eq!(throttle.take("a", start), Ok(()));
        }
        assert_eq!(throttle.take("a", start), Err(Duration::from_secs(20)));
        assert_eq!(throttle.take("b", start), Ok(()), "another is another");
        let later = Millis(start.0 + 20_000);
        assert_eq!(throttle.take("a", later), Ok(()));
        assert!(throttle.take("a", later).is_err());
    }

    #[test]
    fn who_has_proved_itself_begins_anew() {
        let throttle = three_a_minute(10);
        for _ in 0..3 {
            throttle.take("a", Millis(0)).expect("a try");
        }
        throttle.forgive(&"a");
        assert_eq!(throttle.take("a", Millis(0)), Ok(()));
    }

    #[test]
    fn a_crowd_takes_no_more_than_its_room_and_leaves_it_again() {
        let throttle = three_a_minute(2);
        assert_eq!(throttle.take("a", Millis(0)), Ok(()));
        assert_eq!(throttle.take("b", Millis(0)), Ok(()));
        assert!(throttle.take("c", Millis(0)).is_err());
        assert_eq!(throttle.take("c", Millis(20_000)), Ok(()));
    }
}
