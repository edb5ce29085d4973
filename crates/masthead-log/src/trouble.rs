use std::fmt::Display;
use std::time::Duration;

use masthead_db::{Fault, FaultKind};

use crate::Failure;

/// The first pause after a failure; it doubles up to the last.
const FIRST: Duration = Duration::from_millis(250);
/// Whoever mends the cause does not wait long for what follows.
const LAST: Duration = Duration::from_secs(10);

/// Why something failed: another kind is another reason, another text is not.
pub trait Reason: Display {
    /// None of what has no kind: all that counts as one reason.
    fn kind(&self) -> Option<FaultKind>;
}

impl Reason for Fault {
    fn kind(&self) -> Option<FaultKind> {
        Some(Fault::kind(self))
    }
}

impl Reason for Failure {
    fn kind(&self) -> Option<FaultKind> {
        match self {
            Self::Fault(fault) => Some(fault.kind()),
            Self::Event { .. } => None,
        }
    }
}

/// Something that is tried again and again: it is told once when it begins to
/// fail, once more for each other reason meanwhile, and once when it goes on,
/// with longer and longer pauses between.
#[derive(Debug)]
pub struct Trouble {
    what: String,
    failures: u32,
    /// The kinds of reasons that were told since it began.
    told: Vec<Option<FaultKind>>,
}

impl Trouble {
    /// `what` as the beginning of a log line: `follower counts`.
    #[must_use]
    pub fn with(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            failures: 0,
            told: Vec::new(),
        }
    }

    /// It failed: how long to wait until it is tried again.
    pub fn failed(&mut self, reason: &dyn Reason) -> Duration {
        let pause = LAST.min(FIRST * (1 << self.failures.min(8)));
        let is_untold = self.is_untold(reason.kind());
        let (what, failures) = (&self.what, self.failures);
        match is_untold {
            true => tracing::warn!(
                "{what}: {reason}; it is tried again, {} s apart at most",
                LAST.as_secs()
            ),
            false => tracing::debug!(failures, "{what}: {reason}"),
        }
        self.failures += 1;
        pause
    }

    /// The first time that it is asked with this kind, until it went well.
    fn is_untold(&mut self, kind: Option<FaultKind>) -> bool {
        let is_untold = !self.told.contains(&kind);
        if is_untold {
            self.told.push(kind);
        }
        is_untold
    }

    /// It went well.
    pub fn over(&mut self) {
        self.told.clear();
        let failures = std::mem::take(&mut self.failures);
        if failures > 0 {
            let what = &self.what;
            tracing::info!(failures, "{what}: goes on, after {failures} failures");
        }
    }

    /// The pause after `outcome`, none where it went well.
    pub fn after<T, E: Reason>(&mut self, outcome: Result<T, E>) -> Duration {
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
        let away = Fault::shape("away");
        let pauses: Vec<_> = (0..9).map(|_| trouble.failed(&away).as_millis()).collect();
        assert_eq!(
            pauses,
            [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]
        );
        assert_eq!(trouble.after(Ok::<_, Fault>(())), Duration::ZERO);
        assert_eq!(trouble.failed(&away), FIRST);
    }

    #[test]
    fn another_reason_is_told_once_and_not_hidden_behind_the_first() {
        use FaultKind::{Full, Unavailable};
        let mut trouble = Trouble::with("the bell");
        let told = [Unavailable, Unavailable, Full, Unavailable, Full]
            .map(|kind| trouble.is_untold(Some(kind)));
        assert_eq!(told, [true, false, true, false, false]);
        trouble.over();
        assert!(trouble.is_untold(Some(Full)));
    }
}
