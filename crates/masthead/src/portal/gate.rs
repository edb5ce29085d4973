//! How much is made at one time: questions, pages, and long work. One address has a part of each, so that others are
//! served beside it however much it asks for.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::{Portal, Reader, Stop};
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

/// Longer than this nobody waits for a place.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whose a request is, as far as that is known: a proxy that names nobody speaks for many, who share what all have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whose(pub(super) Option<IpAddr>);

/// Places of one kind.
pub(super) struct Places {
    pub(super) all: Arc<Semaphore>,
    of_one: usize,
    /// Those who have a place or wait for one.
    by: Mutex<HashMap<IpAddr, Weak<Semaphore>>>,
}

/// One of them, until it is dropped.
pub(crate) struct Place {
    _own: Option<OwnedSemaphorePermit>,
    _all: OwnedSemaphorePermit,
}

impl Places {
    pub(super) fn new(all: usize) -> Self {
        Self {
            all: Arc::new(Semaphore::new(all)),
            of_one: (all / PART_OF_ONE).max(1),
            by: Mutex::default(),
        }
    }

    /// A place at once, or none.
    pub(super) fn try_take(&self, Whose(whose): Whose) -> Option<Place> {
        let own = match whose {
            Some(address) => Some(self.own(address).try_acquire_owned().ok()?),
            None => None,
        };
        let all = Arc::clone(&self.all).try_acquire_owned().ok()?;
        Some(Place {
            _own: own,
            _all: all,
        })
    }

    /// A place, waited for; none after [`PATIENCE`]. Who has all of their part waits for that first, and keeps nobody
    /// waiting.
    async fn take(&self, whose: Whose) -> Option<Place> {
        timeout(PATIENCE, self.wait(whose)).await.ok().flatten()
    }

    async fn wait(&self, Whose(whose): Whose) -> Option<Place> {
        let own = match whose {
            Some(address) => Some(self.own(address).acquire_owned().await.ok()?),
            None => None,
        };
        let all = Arc::clone(&self.all).acquire_owned().await.ok()?;
        Some(Place {
            _own: own,
            _all: all,
        })
    }

    fn own(&self, address: IpAddr) -> Arc<Semaphore> {
        let household = household(address);
        let mut by = self.by.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = by.get(&household).and_then(Weak::upgrade) {
            return own;
        }
        by.retain(|_, own| own.strong_count() > 0);
        let own = Arc::new(Semaphore::new(self.of_one));
        by.insert(household, Arc::downgrade(&own));
        own
    }
}

impl Portal {
    /// A place for a page in the making. Who only asks is told at once where
    /// there is none; who has sent something waits, since it would be lost.
    ///
    /// # Errors
    /// [`Stop::Busy`].
    pub(crate) async fn place(&self, reader: &Reader) -> Result<Place, Stop> {
        let whose = Whose(reader.address);
        let place = match reader.sends {
            true => self.gate.take(whose).await,
            false => self.gate.try_take(whose),
        };
        place.ok_or(Stop::Busy)
    }

    /// Does what keeps a core busy for long: on a thread of its own, few at a
    /// time. `work` bounds itself; it is done to its end although its reader may
    /// have left, and keeps its place until then.
    ///
    /// # Errors
    /// [`Stop::Busy`] where no place got free; a defect where `work` panics.
    pub async fn long_work<T: Send + 'static>(
        &self,
        reader: &Reader,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Stop> {
        let place = self.bench.take(Whose(reader.address)).await;
        let place = place.ok_or(Stop::Busy)?;
        let done = spawn_blocking(move || {
            let _place = place;
            work()
        });
        done.await.map_err(|error| Stop::Defect(error.to_string()))
    }
}
