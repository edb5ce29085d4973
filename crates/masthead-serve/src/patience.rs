//! How long a sender is waited for who sends little.

use std::time::Duration;

use tokio::time::Instant;

/// Time that waiting uses up and that bytes give back, never more than there
/// was at first. A byte now and then does not prolong it by more than its worth,
/// and time in which nobody waits costs nothing.
pub(crate) struct Patience {
    whole: Duration,
    left: Duration,
    bytes_per_second: u32,
    waits_since: Option<Instant>,
}

impl Patience {
    pub(crate) fn new(whole: Duration, bytes_per_second: u32) -> Self {
        Self {
            whole,
            left: whole,
            bytes_per_second: bytes_per_second.max(1),
            waits_since: None,
        }
    }

    /// Waiting begins, or goes on: until when.
    pub(crate) fn begin(&mut self) -> Instant {
        let since = *self.waits_since.get_or_insert_with(Instant::now);
        since + self.left
    }

    pub(crate) fn end(&mut self) {
        if let Some(since) = self.waits_since.take() {
            self.left = self.left.saturating_sub(since.elapsed());
        }
    }

    pub(crate) fn restore(&mut self, size_bytes: u64) {
        let seconds = size_bytes as f64 / f64::from(self.bytes_per_second);
        let worth = Duration::try_from_secs_f64(seconds).unwrap_or(self.whole);
        self.left = self.left.saturating_add(worth).min(self.whole);
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    const WHOLE: Duration = Duration::from_secs(20);

    /// Seconds that a sender lasts who sends `bytes` every ten seconds.
    async fn lasts(bytes: u64) -> u64 {
        let begun = Instant::now();
        let mut patience = Patience::new(WHOLE, 1_000);
        for _ in 0..1_000 {
            let due = patience.begin();
            let next = Instant::now() + Duration::from_secs(10);
            if due < next {
                return (due - begun).as_secs();
            }
            advance(Duration::from_secs(10)).await;
            patience.end();
            patience.restore(bytes);
        }
        u64::MAX
    }

    #[tokio::test(start_paused = true)]
    async fn a_byte_in_ten_seconds_is_not_waited_for_and_a_steady_sender_is() {
        assert_eq!(lasts(1).await, 20);
        assert_eq!(lasts(5_000).await, 35);
        assert_eq!(lasts(10_000).await, u64::MAX);
    }

    #[tokio::test(start_paused = true)]
    async fn what_came_at_once_buys_no_hour_and_work_costs_nothing() {
        let mut patience = Patience::new(WHOLE, 1_000);
        patience.restore(100_000_000);
        advance(Duration::from_secs(3_600)).await;
        let due = patience.begin();
        assert_eq!(due, Instant::now() + WHOLE);
    }
}
