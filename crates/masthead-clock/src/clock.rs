use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::Millis;

/// A moment of this process: milliseconds since its clock was made. Setting the
/// machine's clock moves it neither on nor back, so what waits for a while
/// inside the process waits by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Steady(pub i64);

impl Steady {
    #[must_use]
    pub fn plus(self, span: Duration) -> Self {
        Self(self.0.saturating_add(whole_ms(span)))
    }
}

fn whole_ms(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

/// Where the present comes from: the machine, or a value that a test or
/// `MASTHEAD_CLOCK` holds still.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    Machine(Instant),
    Held(Arc<Held>),
}

#[derive(Debug)]
struct Held {
    at: AtomicI64,
    /// How far it was moved on, all in all.
    steady: AtomicI64,
}

/// A frozen clock was asked for with a text that is no time.
#[derive(Debug, thiserror::Error)]
#[error("{text:?} is not a time: write it as 2026-01-18T04:35:00+08:00")]
pub struct BadClock {
    text: String,
}

impl Clock {
    #[must_use]
    pub fn machine() -> Self {
        Self(Source::Machine(Instant::now()))
    }

    /// A clock that stands at `at` until [`Clock::set`] moves it.
    #[must_use]
    pub fn held(at: Millis) -> Self {
        Self(Source::Held(Arc::new(Held {
            at: AtomicI64::new(at.0),
            steady: AtomicI64::new(0),
        })))
    }

    /// A clock frozen at an RFC 3339 time with an offset.
    ///
    /// # Errors
    /// [`BadClock`] where `text` is not such a time.
    pub fn frozen(text: &str) -> Result<Self, BadClock> {
        let at: Timestamp = text.trim().parse().map_err(|_| BadClock {
            text: text.to_owned(),
        })?;
        Ok(Self::held(at.into()))
    }

    #[must_use]
    pub fn now(&self) -> Millis {
        match &self.0 {
            Source::Machine(_) => machine_now(),
            Source::Held(held) => Millis(held.at.load(Ordering::Relaxed)),
        }
    }

    /// The present for what waits inside this process. A held clock that is
    /// moved on moves it too, and one that is put back does not.
    #[must_use]
    pub fn steady(&self) -> Steady {
        match &self.0 {
            Source::Machine(begun) => Steady(whole_ms(begun.elapsed())),
            Source::Held(held) => Steady(held.steady.load(Ordering::Relaxed)),
        }
    }

    #[must_use]
    pub fn is_held(&self) -> bool {
        matches!(self.0, Source::Held(_))
    }

    /// Moves a held clock; the machine's clock is nobody's to move.
    pub fn set(&self, at: Millis) {
        if let Source::Held(held) = &self.0 {
            let before = held.at.swap(at.0, Ordering::Relaxed);
            let on = at.0.saturating_sub(before).max(0);
            held.steady.fetch_add(on, Ordering::Relaxed);
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "this is the seam")]
fn machine_now() -> Millis {
    Timestamp::now().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_clock_stands_where_it_was_put() {
        let clock = Clock::frozen("2026-01-18T04:35:00+08:00").expect("a time");
        assert_eq!(clock.now().to_string(), "2026-01-17T20:35:00Z");
        clock.set(Millis(5));
        assert_eq!(clock.now(), Millis(5));
    }

    #[test]
    fn a_clock_that_is_put_back_does_not_take_back_what_was_waited() {
        let clock = Clock::held(Millis(1_000));
        let begun = clock.steady();
        clock.set(Millis(5_000));
        clock.set(Millis(2_000));
        assert_eq!(clock.steady(), begun.plus(Duration::from_millis(4_000)));
        clock.set(Millis(2_500));
        assert_eq!(clock.steady(), begun.plus(Duration::from_millis(4_500)));
        let machine = Clock::machine();
        assert!(machine.steady() <= machine.steady());
    }

    #[test]
    fn a_time_without_an_offset_is_no_clock() {
        let refusal = Clock::frozen("2026-01-18 04:35").expect_err("no offset");
        assert!(refusal.to_string().contains("2026-01-18 04:35"));
    }
}
