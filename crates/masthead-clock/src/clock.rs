use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

use crate::Millis;

/// Where the present comes from: the machine, or a value that a test or
/// `MASTHEAD_CLOCK` holds still.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    Machine,
    Held(Arc<AtomicI64>),
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
        Self(Source::Machine)
    }

    /// A clock that stands at `at` until [`Clock::set`] moves it.
    #[must_use]
    pub fn held(at: Millis) -> Self {
        Self(Source::Held(Arc::new(AtomicI64::new(at.0))))
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
            Source::Machine => machine_now(),
            Source::Held(at) => Millis(at.load(Ordering::Relaxed)),
        }
    }

    #[must_use]
    pub fn is_held(&self) -> bool {
        matches!(self.0, Source::Held(_))
    }

    /// Moves a held clock; the machine's clock is nobody's to move.
    pub fn set(&self, at: Millis) {
        if let Source::Held(held) = &self.0 {
            held.store(at.0, Ordering::Relaxed);
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
    fn a_time_without_an_offset_is_no_clock() {
        let refusal = Clock::frozen("2026-01-18 04:35").expect_err("no offset");
        assert!(refusal.to_string().contains("2026-01-18 04:35"));
    }
}
