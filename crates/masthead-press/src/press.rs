use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::{Pressed, Sheet};

/// So many touches are remembered for pages that are being made.
const TOUCHES: usize = 1_024;

#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Pages in all encodings together, in bytes.
    pub size_bytes: usize,
    /// After this long a page is made again when asked for: what changes
    /// without an event of its own (counts, ranks) is never older.
    pub fresh_for: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            size_bytes: 64 * 1024 * 1024,
            fresh_for: Duration::from_secs(1),
        }
    }
}

/// Ready pages by key `K`, each made of things `D`.
pub struct Press<K, D> {
    limits: Limits,
    shelf: Mutex<Shelf<K, D>>,
}

struct Shelf<K, D> {
    pages: HashMap<K, Entry<D>>,
    made_of: HashMap<D, HashSet<K>>,
    /// Keys in the order in which they came, for making room.
    order: VecDeque<K>,
    size_bytes: usize,
    /// Pages being made: who comes second waits for the first.
    making: HashMap<K, Arc<tokio::sync::Mutex<()>>>,
    /// The last touches, each with its number.
    touches: VecDeque<(u64, D)>,
    touched: u64,
}

struct Entry<D> {
    page: Arc<Pressed>,
    fingerprint: [u8; 32],
    fresh_until: Instant,
    made_of: Vec<D>,
}

impl<K: Clone + Eq + Hash, D: Clone + Eq + Hash> Press<K, D> {
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            shelf: Mutex::new(Shelf {
                pages: HashMap::new(),
                made_of: HashMap::new(),
                order: VecDeque::new(),
                size_bytes: 0,
                making: HashMap::new(),
                touches: VecDeque::new(),
                touched: 0,
            }),
        }
    }

    /// The page under `key`: the ready one, or the one that `make` makes. Of
    /// several that ask at once for a page that is not there, one makes it.
    /// `make` also says what the page is made of.
    ///
    /// # Errors
    /// Those of `make`; nothing is kept then.
    pub async fn page<E>(
        &self,
        key: K,
        make: impl AsyncFnOnce() -> Result<(Sheet, Vec<D>), E>,
    ) -> Result<Arc<Pressed>, E> {
        if let Some(page) = self.ready(&key) {
            return Ok(page);
        }
        let turn = self.turn(&key);
        let _mine = turn.lock().await;
        if let Some(page) = self.ready(&key) {
            return Ok(page);
        }
        let since = self.shelf().touched;
        let made = make().await;
        let kept = made.map(|(sheet, made_of)| self.keep(&key, sheet, made_of, since));
        self.shelf().making.remove(&key);
        kept
    }

    /// Drops every page that is made of `thing`, before this returns.
    pub fn touch(&self, thing: &D) {
        let mut shelf = self.shelf();
        shelf.touched += 1;
        let number = shelf.touched;
        shelf.touches.push_back((number, thing.clone()));
        if shelf.touches.len() > TOUCHES {
            shelf.touches.pop_front();
        }
        for key in shelf.made_of.remove(thing).unwrap_or_default() {
            shelf.drop_page(&key);
        }
    }

    /// The number of pages kept.
    #[must_use]
    pub fn count(&self) -> usize {
        self.shelf().pages.len()
    }

    fn ready(&self, key: &K) -> Option<Arc<Pressed>> {
        let shelf = self.shelf();
        let entry = shelf.pages.get(key)?;
        (entry.fresh_until > Instant::now()).then(|| Arc::clone(&entry.page))
    }

    fn turn(&self, key: &K) -> Arc<tokio::sync::Mutex<()>> {
        Arc::clone(self.shelf().making.entry(key.clone()).or_default())
    }

    /// Keeps a page, unless something that it is made of was touched since
    /// its making began. One that differs from the last in its clock alone is
    /// dropped for the last one: its bytes and ETag stand.
    fn keep(&self, key: &K, sheet: Sheet, made_of: Vec<D>, since: u64) -> Arc<Pressed> {
        let fingerprint = sheet.fingerprint();
        let fresh_until = Instant::now() + self.limits.fresh_for;
        if let Some(entry) = self.shelf().pages.get_mut(key)
            && entry.fingerprint == fingerprint
        {
            entry.fresh_until = fresh_until;
            return Arc::clone(&entry.page);
        }
        let page = Arc::new(sheet.press());
        let mut shelf = self.shelf();
        shelf.drop_page(key);
        if !shelf.touched_since(since, &made_of) {
            let entry = Entry {
                page: Arc::clone(&page),
                fingerprint,
                fresh_until,
                made_of,
            };
            shelf.insert(key, entry, self.limits.size_bytes);
        }
        page
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf<K, D>> {
        // No code of ours panics while it holds the shelf half changed.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Clone + Eq + Hash, D: Clone + Eq + Hash> Shelf<K, D> {
    fn touched_since(&self, since: u64, made_of: &[D]) -> bool {
        let forgotten = self
            .touches
            .front()
            .is_some_and(|(number, _)| *number > since + 1);
        forgotten
            || self
                .touches
                .iter()
                .any(|(number, thing)| *number > since && made_of.contains(thing))
    }

    fn insert(&mut self, key: &K, entry: Entry<D>, limit_bytes: usize) {
        self.size_bytes += entry.page.size_bytes();
        for thing in &entry.made_of {
            self.made_of
                .entry(thing.clone())
                .or_default()
                .insert(key.clone());
        }
        self.pages.insert(key.clone(), entry);
        self.order.push_back(key.clone());
        while self.size_bytes > limit_bytes {
            let Some(oldest) = self.order.pop_front() else {
                break;
            };
            self.drop_page(&oldest);
        }
        // Dropped keys stay in the queue until they come up; bound it.
        if self.order.len() > 2 * self.pages.len() + 64 {
            self.order.retain(|key| self.pages.contains_key(key));
        }
    }

    fn drop_page(&mut self, key: &K) {
        let Some(entry) = self.pages.remove(key) else {
            return;
        };
        self.size_bytes -= entry.page.size_bytes();
        for thing in entry.made_of {
            if let Some(keys) = self.made_of.get_mut(&thing) {
                keys.remove(key);
                if keys.is_empty() {
                    self.made_of.remove(&thing);
                }
            }
        }
    }
}
