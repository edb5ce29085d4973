use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

tokio::task_local! {
    static METER: Arc<Meter>;
}

/// What one request asked of the database.
#[derive(Debug, Default)]
pub struct Meter {
    queries: AtomicU64,
    micros: AtomicU64,
}

impl Meter {
    #[must_use]
    pub fn queries(&self) -> u64 {
        self.queries.load(Ordering::Relaxed)
    }

    /// Time on connections, waiting for one not included, in microseconds.
    #[must_use]
    pub fn micros(&self) -> u64 {
        self.micros.load(Ordering::Relaxed)
    }

    pub(crate) fn add(&self, queries: u32, spent: Duration) {
        self.queries.fetch_add(queries.into(), Ordering::Relaxed);
        let micros = u64::try_from(spent.as_micros()).unwrap_or(u64::MAX);
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }

    pub(crate) fn current() -> Option<Arc<Self>> {
        METER.try_with(Arc::clone).ok()
    }
}

/// Runs `work` and counts its database work on `meter`.
pub async fn metered<F: Future>(meter: Arc<Meter>, work: F) -> F::Output {
    METER.scope(meter, work).await
}
