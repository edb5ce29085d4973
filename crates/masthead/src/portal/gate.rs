//! How much is made at one time: questions, pages, and long work.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::SemaphorePermit;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::{Portal, Reader, Stop};

/// Questions that may wait for their answer, whatever it is: who asks one more
/// is told at once to come again, without a look at what it is.
pub(super) const QUESTIONS: usize = 1_024;

/// Pages that may be in the making at one time: some 50 ms of work. Who asks
/// for one more is told at once to come again.
pub(super) const MAKINGS: usize = 256;

/// Works of up to a second that may be done at one time.
pub(super) const LONG_WORKS: usize = 2;

/// Longer than this nobody waits for a place.
const PATIENCE: Duration = Duration::from_secs(10);

impl Portal {
    /// A place for a page in the making. Who only asks is told at once where
    /// there is none; who has sent something waits, since it would be lost.
    ///
    /// # Errors
    /// [`Stop::Busy`].
    pub(crate) async fn place(&self, reader: &Reader) -> Result<SemaphorePermit<'_>, Stop> {
        if !reader.sends {
            return self.gate.try_acquire().map_err(|_| Stop::Busy);
        }
        let place = timeout(PATIENCE, self.gate.acquire()).await;
        place.ok().and_then(Result::ok).ok_or(Stop::Busy)
    }

    /// Does what keeps a core busy for long: on a thread of its own, few at a
    /// time. `work` bounds itself; it is done to its end although its reader may
    /// have left, and keeps its place until then.
    ///
    /// # Errors
    /// [`Stop::Busy`] where no place got free; a defect where `work` panics.
    pub async fn long_work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Stop> {
        let place = timeout(PATIENCE, Arc::clone(&self.bench).acquire_owned()).await;
        let place = place.ok().and_then(Result::ok).ok_or(Stop::Busy)?;
        let done = spawn_blocking(move || {
            let _place = place;
            work()
        });
        done.await.map_err(|error| Stop::Defect(error.to_string()))
    }
}
