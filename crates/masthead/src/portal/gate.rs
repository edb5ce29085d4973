//! How much is made at one time: questions, pages, and long work. One address has a part of each, so that others are
//! served beside it however much it asks for.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::{AppError, Portal, Reader};
use crate::visitor::household;

/// Questions that may wait for their answer, whatever it is: who asks one more
/// is told at once to come again, without a look at what it is.
pub(super) const QUESTIONS: usize = 1_024;

/// Pages that may be in the making at one time: some 50 ms of work. Who asks
/// for one more is told at once to come again.
pub(super) const MAKINGS: usize = 256;

/// Works of up to a second that may be done at one time.
pub(super) const LONG_WORKS: usize = 2;

/// One address, of IPv6 one /64, has this part of each, and one place at least.
pub(super) const PART_OF_ONE: usize = 4;

/// Whom no proxy names share with all such what so many addresses have.
pub(super) const PARTS_OF_UNNAMED: usize = 3;

/// Longer than this nobody waits for a place.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whose a request is, as far as that is known: a proxy that names nobody speaks for many, who are counted as one of
/// [`PARTS_OF_UNNAMED`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Whose(pub(super) Option<IpAddr>);

/// Places of one kind.
pub(super) struct Places {
    pub(super) all: Arc<Semaphore>,
    of_one: usize,
    /// Those who have a place or wait for one.
    by: Mutex<HashMap<Option<IpAddr>, Weak<Semaphore>>>,
}

/// One of them, until it is dropped.
pub(crate) struct Place {
    _own: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl Places {
    pub(super) fn new(all: usize) -> Self {
        Self::of(all, (all / PART_OF_ONE).max(1))
    }

    /// So many in all, and of one address.
    pub(super) fn of(all: usize, of_one: usize) -> Self {
        Self {
            all: Arc::new(Semaphore::new(all)),
            of_one,
            by: Mutex::default(),
        }
    }

    /// A place at once, or none.
    pub(super) fn try_take(&self, whose: Whose) -> Option<Place> {
        let own = self.own(whose).try_acquire_owned().ok()?;
        let all = Arc::clone(&self.all).try_acquire_owned().ok()?;
        Some(Place {
            _own: own,
            _all: all,
        })
    }

    /// A place, waited for; none after `patience`. Who has all of their part waits for that first, and keeps nobody
    /// waiting.
    pub(super) async fn take(&self, whose: Whose, patience: Duration) -> Option<Place> {
        timeout(patience, self.wait(whose)).await.ok().flatten()
    }

    async fn wait(&self, whose: Whose) -> Option<Place> {
        let own = self.own(whose).acquire_owned().await.ok()?;
        let all = Arc::clone(&self.all).acquire_owned().await.ok()?;
        Some(Place {
            _own: own,
            _all: all,
        })
    }

    fn own(&self, Whose(whose): Whose) -> Arc<Semaphore> {
        let household = whose.map(household);
        let mut by = self.by.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = by.get(&household).and_then(Weak::upgrade) {
            return own;
        }
        by.retain(|_, own| own.strong_count() > 0);
        let most = match household {
            Some(_) => self.of_one,
            None => self.of_one * PARTS_OF_UNNAMED,
        };
        let own = Arc::new(Semaphore::new(most));
        by.insert(household, Arc::downgrade(&own));
        own
    }
}

impl Portal {
    /// A place for a page in the making. Who only asks is told at once where
    /// there is none; who has sent something waits, since it would be lost.
    ///
    /// # Errors
    /// [`AppError::Busy`].
    pub(crate) async fn place(&self, reader: &Reader) -> Result<Place, AppError> {
        let whose = Whose(reader.address);
        let place = match reader.sends {
            true => self.gate.take(whose, PATIENCE).await,
            false => self.gate.try_take(whose),
        };
        place.ok_or(AppError::Busy)
    }

    /// Does what keeps a core busy for long: on a thread of its own, few at a
    /// time. `work` bounds itself; it is done to its end although its reader may
    /// have left, and keeps its place until then.
    ///
    /// # Errors
    /// [`AppError::Busy`] where no place got free; a defect where `work` panics.
    pub async fn long_work<T: Send + 'static>(
        &self,
        reader: &Reader,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let place = self.bench.take(Whose(reader.address), PATIENCE).await;
        let place = place.ok_or(AppError::Busy)?;
        let done = spawn_blocking(move || {
            let _place = place;
            work()
        });
        done.await
            .map_err(|error| AppError::Defect(error.to_string()))
    }
}
