use std::fmt::Display;
use std::time::Duration;

/// The first pause after a failure; it doubles up to the last.
const FIRST: Duration = Duration::from_millis(250);
/// Whoever mends the cause does not wait long for what follows.
const LAST: Duration = Duration::from_secs(10);

/// Something that is tried again and again: it is told once when it begins to
/// fail and once when it goes on, with longer and longer pauses between.
#[derive(Debug)]
pub struct Trouble {
    what: String,
    failures: u32,
}

impl Trouble {
    /// `what` as the beginning of a log line: `follower counts`.
    #[must_use]
    pub fn with(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            failures: 0,
        }
    }

    /// It failed: how long to wait until it is tried again.
    pub fn failed(&mut self, reason: &dyn Display) -> Duration {
        let what = &self.what;
        let pause = LAST.min(FIRST * (1 << self.failures.min(8)));
        match self.failures {
            0 => tracing::warn!(
                "{what}: {reason}; it is tried again, {} s apart at most",
                LAST.as_secs()
            ),
            failures => tracing::debug!(failures, "{what}: {reason}"),
        }
        self.failures += 1;
        pause
    }

    /// It went well.
    pub fn over(&mut self) {
        let failures = std::mem::take(&mut self.failures);
        if failures > 0 {
            let what = &self.what;
            tracing::info!(failures, "{what}: goes on, after {failures} failures");
        }
    }

    /// The pause after `outcome`, none where it went well.
    pub fn after<T, E: Display>(&mut self, outcome: Result<T, E>) -> Duration {
        match outcome {
            Ok(_) => {
                self.over();
                Duration::ZERO
            }
            Err(error) => self.failed(&error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_their_limit_and_begin_anew_once_it_went_well() {
        let mut trouble = Trouble::with("the bell");
        let pauses: Vec<_> = (0..9)
            .map(|_| trouble.failed(&"away").as_millis())
            .collect();
        assert_eq!(
            pauses,
            [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]
        );
        assert_eq!(trouble.after(Ok::<_, &str>(())), Duration::ZERO);
        assert_eq!(trouble.failed(&"away"), FIRST);
    }
}
