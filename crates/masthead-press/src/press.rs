use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use http::HeaderMap;
use tokio::time::Instant;

use crate::compress::Effort;
use crate::finish::{Finish, Finisher};
use crate::key::Asked;
use crate::shelf::{Age, Arrival, Deadline, Shelf};
use crate::touches::Touches;
use crate::turns::Turns;
use crate::{Haste, Key, Limits, Pressed, Sheet};

/// Parts of the pages, each with a lock of its own.
const SHELVES: usize = 8;
/// A page that would take more than this part of its shelf is not kept.
const LARGEST_PART: usize = 4;

/// Ready pages, each made of things `D`.
pub struct Press<D> {
    pages: Arc<Pages<D>>,
    finisher: OnceLock<Finisher>,
}

struct Pages<D> {
    limits: Limits,
    common: HeaderMap,
    started: Instant,
    shelves: [RwLock<Shelf<D>>; SHELVES],
    hasher: RandomState,
    touches: Touches<D>,
    turns: Turns,
}

impl<D: Clone + Eq + Hash + Send + Sync + 'static> Press<D> {
    /// `common` are the headers that every page is sent with.
    #[must_use]
    pub fn new(limits: Limits, common: HeaderMap) -> Self {
        let shelf = |_| RwLock::new(Shelf::new(limits.size_bytes / SHELVES));
        Self {
            pages: Arc::new(Pages {
                limits,
                common,
                started: Instant::now(),
                shelves: std::array::from_fn(shelf),
                hasher: RandomState::new(),
                touches: Touches::new(),
                turns: Turns::default(),
            }),
            finisher: OnceLock::new(),
        }
    }

    /// The page under this key, where it is ready: fresh, or stale for a
    /// moment while somebody makes it anew.
    #[must_use]
    pub fn ready(&self, address: &str, variant: u8) -> Option<Arc<Pressed>> {
        let pages = &self.pages;
        let asked = Asked { address, variant };
        let shelf = pages.read(asked);
        let entry = shelf.get(asked)?;
        let page = entry.page.as_ref()?;
        match entry.age(|| pages.now()) {
            Age::Fresh => {}
            Age::Stale if pages.turns.is_taken(asked) => {}
            Age::Stale | Age::Gone => return None,
        }
        let page = Arc::clone(page);
        if entry.ask() % pages.limits.finish_at == 0 && !page.is_finished() {
            drop(shelf);
            self.finish_later(Key::new(address, variant));
        }
        Some(page)
    }

    /// The page under `key`: the ready one, or the one that `make` makes. Of
    /// several that ask at once for a page that is not there, one makes it.
    /// `make` also says what the page is made of.
    ///
    /// # Errors
    /// Those of `make`; nothing is kept then.
    pub async fn page<E>(
        &self,
        key: Key,
        make: impl AsyncFnOnce() -> Result<(Sheet, Vec<D>), E>,
    ) -> Result<Arc<Pressed>, E> {
        if let Some(page) = self.ready(&key.address, key.variant) {
            return Ok(page);
        }
        let key = Arc::new(key);
        let _turn = self.pages.turns.take(&key).await;
        // Made while we waited: a stale page that we could renew is not asked for.
        if let Some(page) = self.pages.fresh(&key) {
            return Ok(page);
        }
        let since = self.pages.touches.count();
        let (sheet, made_of) = make().await?;
        Ok(self.pages.keep(&key, &sheet, made_of, since))
    }

    /// Says that `thing` has changed: every page made of it is dropped before
    /// this returns, or given the time that `haste` leaves it. One that is
    /// being made at this moment is treated alike.
    pub fn touch(&self, thing: &D, haste: Haste) {
        let deadline = match haste {
            Haste::AtOnce => Deadline::PASSED,
            Haste::Within { renew, drop } => Deadline {
                renew_at: self.pages.after(renew),
                drop_at: self.pages.after(drop),
            },
        };
        self.pages.touches.note(thing, deadline);
        for shelf in &self.pages.shelves {
            write(shelf).touch(thing, deadline);
        }
    }

    /// The number of pages kept.
    #[must_use]
    pub fn count(&self) -> usize {
        self.pages.sum(Shelf::count)
    }

    /// What they take of the memory they may have, in bytes.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.pages.sum(Shelf::size_bytes)
    }

    /// Started when the first page is worth it: a press of a command or a
    /// test needs no thread.
    fn finish_later(&self, key: Key) {
        let start = || Finisher::start(Arc::downgrade(&self.pages));
        self.finisher.get_or_init(start).ask(&Arc::new(key));
    }
}

impl<D: Clone + Eq + Hash> Pages<D> {
    fn now(&self) -> u64 {
        self.after(Duration::ZERO)
    }

    /// Milliseconds of the press's clock, `later` from now.
    fn after(&self, later: Duration) -> u64 {
        let at = self.started.elapsed().saturating_add(later);
        u64::try_from(at.as_millis()).unwrap_or(u64::MAX - 1)
    }

    fn fresh(&self, key: &Key) -> Option<Arc<Pressed>> {
        let shelf = self.read(key.asked());
        let entry = shelf.get(key.asked())?;
        let fresh = entry.age(|| self.now()) == Age::Fresh;
        entry.page.clone().filter(|_| fresh)
    }

    /// Keeps a page for as long as what was touched while it was made leaves
    /// it. One that differs from the last in its clock alone is dropped for
    /// the last one: its bytes and ETag stand.
    fn keep(&self, key: &Arc<Key>, sheet: &Sheet, made_of: Vec<D>, since: u64) -> Arc<Pressed> {
        let page = self
            .same(key, sheet)
            .unwrap_or_else(|| Arc::new(Pressed::new(sheet, &self.common, Effort::Quick)));
        if page.size_bytes() > self.limits.size_bytes / SHELVES / LARGEST_PART {
            return page;
        }
        let mut shelf = self.write(key.asked());
        // Asked under the lock: a touch later than this finds the page here.
        let deadline = self.touches.deadline(since, &made_of);
        if deadline != Deadline::PASSED {
            let arrival = Arrival {
                page: Arc::clone(&page),
                made_of,
                deadline,
            };
            shelf.put(key, arrival);
        }
        page
    }

    fn same(&self, key: &Key, sheet: &Sheet) -> Option<Arc<Pressed>> {
        let last = self.read(key.asked()).get(key.asked())?.page.clone()?;
        sheet.says_the_same_as(&last.unpacked()).then_some(last)
    }

    fn read(&self, asked: Asked<'_>) -> RwLockReadGuard<'_, Shelf<D>> {
        read(self.shelf(asked))
    }

    fn write(&self, asked: Asked<'_>) -> RwLockWriteGuard<'_, Shelf<D>> {
        write(self.shelf(asked))
    }

    fn shelf(&self, asked: Asked<'_>) -> &RwLock<Shelf<D>> {
        &self.shelves[self.hasher.hash_one(asked) as usize % SHELVES]
    }

    fn sum(&self, of: impl Fn(&Shelf<D>) -> usize) -> usize {
        self.shelves.iter().map(|shelf| of(&read(shelf))).sum()
    }
}

impl<D: Clone + Eq + Hash + Send + Sync + 'static> Finish for Pages<D> {
    fn finish(&self, key: &Key) {
        let page = self.fresh(key).filter(|page| !page.is_finished());
        if let Some(page) = page {
            let finished = Arc::new(page.finished());
            self.write(key.asked()).swap(key, &page, finished);
        }
    }
}

// No code of ours panics while it holds a shelf half changed.
fn read<D>(shelf: &RwLock<Shelf<D>>) -> RwLockReadGuard<'_, Shelf<D>> {
    shelf.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<D>(shelf: &RwLock<Shelf<D>>) -> RwLockWriteGuard<'_, Shelf<D>> {
    shelf.write().unwrap_or_else(PoisonError::into_inner)
}
