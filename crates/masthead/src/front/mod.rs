//! The front: what many pages show of the portal as a whole (sections,
//! filled slots, rankings), read together and shared.

mod around;
mod awaited;
mod beside;
mod cards;
mod read;
mod rules;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::id::ColumnId;
use masthead_clock::Millis;
use masthead_db::{Db, Fault};

pub use beside::Beside;
pub use read::Front;

/// The front as it was last read.
#[derive(Default)]
pub struct FrontDesk {
    state: Mutex<State>,
    /// One reads, the others wait for it.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    last: Option<Arc<Front>>,
    /// Grows whenever the last front is forgotten: what was being read then is
    /// not kept.
    forgotten: u64,
    /// From when on a rank or a count may have moved.
    doubted_at: Option<Millis>,
}

impl Front {
    /// The front as it will be at `at`, for one who looks ahead: see
    /// [`read::read_ahead`]. Some queries for each section, kept nowhere.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ahead(db: &Db, at: Millis) -> Result<Self, Fault> {
        db.read(move |tx| read::read_ahead(tx, at)).await
    }

    /// A column and its tabs: what its page and its feeds take their articles from.
    #[must_use]
    pub fn family(&self, column: ColumnId) -> Vec<ColumnId> {
        let columns = self.columns.iter();
        let family = columns.filter(|row| row.id == column || row.parent == Some(column));
        family.map(|row| row.id).collect()
    }
}

impl FrontDesk {
    /// The front: the last one, or a new reading where it was forgotten.
    ///
    /// # Errors
    /// What the database says.
    pub async fn front(&self, db: &Db, now: Millis) -> Result<Arc<Front>, Fault> {
        if let Some(front) = self.last() {
            return Ok(front);
        }
        let _mine = self.turn.lock().await;
        match self.last() {
            Some(front) => Ok(front),
            None => self.read(db, now).await,
        }
    }

    /// The front as pages show it, if there is one.
    #[must_use]
    pub fn last(&self) -> Option<Arc<Front>> {
        self.state().last.clone()
    }

    /// The next page reads anew.
    pub fn forget(&self) {
        let mut state = self.state();
        state.last = None;
        state.forgotten += 1;
        state.doubted_at = None;
    }

    /// From `at` on a rank or a count may have moved: [`FrontDesk::renew`]
    /// will see.
    pub fn doubt(&self, at: Millis) {
        let mut state = self.state();
        let earlier = state.doubted_at.map_or(at, |before| before.min(at));
        state.doubted_at = Some(earlier);
    }

    /// Reads the front anew where it is in doubt, or a time has come at which
    /// it changes by itself. Where it is another one indeed, since when.
    ///
    /// # Errors
    /// What the database says.
    pub async fn renew(&self, db: &Db, now: Millis) -> Result<Option<Millis>, Fault> {
        let (last, since) = {
            let mut state = self.state();
            let Some(last) = state.last.clone() else {
                return Ok(None);
            };
            let due = last.next_change_at.filter(|at| *at <= now);
            let doubted = state.doubted_at.take_if(|at| *at <= now);
            (last, doubted.into_iter().chain(due).min())
        };
        let Some(since) = since else {
            return Ok(None);
        };
        let _mine = self.turn.lock().await;
        let front = self
            .read(db, now)
            .await
            .inspect_err(|_| self.doubt(since))?;
        Ok((!front.shows_the_same(&last)).then_some(since))
    }

    async fn read(&self, db: &Db, now: Millis) -> Result<Arc<Front>, Fault> {
        let forgotten = self.state().forgotten;
        let front = Arc::new(db.read(move |tx| read::read(tx, now)).await?);
        let mut state = self.state();
        if state.forgotten == forgotten {
            state.last = Some(Arc::clone(&front));
        }
        Ok(front)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
