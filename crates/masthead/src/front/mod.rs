//! The front: what many pages show of the portal as a whole (sections,
//! filled slots, rankings), read together at most once a second and shared.

mod read;
mod rules;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use masthead_clock::Millis;
use masthead_db::{Db, Fault};
use tokio::time::Instant;

pub use read::Front;

/// What changes often, counts and ranks, is never shown older than this.
const FRESH_FOR: Duration = Duration::from_secs(1);

/// The front as it was last read.
#[derive(Default)]
pub struct FrontDesk {
    last: Mutex<Option<(Instant, Arc<Front>)>>,
    /// One reads, the others wait for it.
    turn: tokio::sync::Mutex<()>,
}

impl FrontDesk {
    /// # Errors
    /// What the database says.
    pub async fn front(&self, db: &Db, now: Millis) -> Result<Arc<Front>, Fault> {
        if let Some(front) = self.fresh() {
            return Ok(front);
        }
        let _mine = self.turn.lock().await;
        if let Some(front) = self.fresh() {
            return Ok(front);
        }
        let front = Arc::new(db.read(move |tx| read::read(tx, now)).await?);
        let until = Instant::now() + FRESH_FOR;
        *self.lock() = Some((until, Arc::clone(&front)));
        Ok(front)
    }

    /// The next page reads anew.
    pub fn forget(&self) {
        *self.lock() = None;
    }

    fn fresh(&self) -> Option<Arc<Front>> {
        let last = self.lock();
        let (until, front) = last.as_ref()?;
        (*until > Instant::now()).then(|| Arc::clone(front))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<(Instant, Arc<Front>)>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
