use std::collections::HashSet;
use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering};

use hashbrown::HashMap;

use crate::key::Asked;
use crate::queue::{self, Queues, Standing, Step};
use crate::{Key, Pressed};

/// What a page costs besides its bytes and its key: its entry, its place in
/// line, and its part of the index. Measured: what the allocator loses comes to
/// four tenths of what is accounted for.
const ENTRY_BYTES: usize = 1_500;
const MOST_TIMES: u8 = 3;

/// Until when a page may be shown, in milliseconds of the press's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Deadline {
    /// From then on the first who asks makes it anew.
    pub(crate) renew_at: u64,
    /// From then on nobody gets it.
    pub(crate) drop_at: u64,
}

impl Deadline {
    pub(crate) const NONE: Self = Self {
        renew_at: u64::MAX,
        drop_at: u64::MAX,
    };
    pub(crate) const PASSED: Self = Self {
        renew_at: 0,
        drop_at: 0,
    };

    pub(crate) fn earlier(self, other: Self) -> Self {
        Self {
            renew_at: self.renew_at.min(other.renew_at),
            drop_at: self.drop_at.min(other.drop_at),
        }
    }
}

/// What a deadline means now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Age {
    Fresh,
    /// Good enough while somebody makes it anew.
    Stale,
    Gone,
}

/// A page on the shelf. Readers share the shelf, so what they change is atomic.
pub(crate) struct Entry<D> {
    pub(crate) page: Option<Arc<Pressed>>,
    made_of: Box<[D]>,
    renew_at: AtomicU64,
    drop_at: AtomicU64,
    asked: AtomicU32,
    times: AtomicU8,
    weight: usize,
    standing: Standing,
}

impl<D> Entry<D> {
    /// Its age at the time that `now` says, which is asked for only where
    /// there is a deadline at all.
    pub(crate) fn age(&self, now: impl FnOnce() -> u64) -> Age {
        let renew_at = self.renew_at.load(Ordering::Acquire);
        if renew_at == u64::MAX {
            return Age::Fresh;
        }
        let now = now();
        if now >= self.drop_at.load(Ordering::Acquire) {
            Age::Gone
        } else if now >= renew_at {
            Age::Stale
        } else {
            Age::Fresh
        }
    }

    /// Notes that it was asked for, and says how often it has been since it
    /// was made.
    pub(crate) fn ask(&self) -> u32 {
        if self.times.load(Ordering::Relaxed) < MOST_TIMES {
            self.times.fetch_add(1, Ordering::Relaxed);
        }
        self.asked.fetch_add(1, Ordering::Relaxed).wrapping_add(1)
    }

    fn shorten(&self, deadline: Deadline) {
        self.renew_at.fetch_min(deadline.renew_at, Ordering::AcqRel);
        self.drop_at.fetch_min(deadline.drop_at, Ordering::AcqRel);
    }
}

/// A page as it comes to the shelf.
pub(crate) struct Arrival<D> {
    pub(crate) page: Arc<Pressed>,
    pub(crate) made_of: Vec<D>,
    pub(crate) deadline: Deadline,
}

/// One part of the press's pages, with its part of the memory.
pub(crate) struct Shelf<D> {
    entries: HashMap<Arc<Key>, Entry<D>>,
    made_of: std::collections::HashMap<D, HashSet<Arc<Key>>>,
    queues: Queues,
}

impl<D: Clone + Eq + Hash> Shelf<D> {
    pub(crate) fn new(limit_bytes: usize) -> Self {
        Self {
            entries: HashMap::new(),
            made_of: std::collections::HashMap::new(),
            queues: Queues::new(limit_bytes),
        }
    }

    pub(crate) fn get(&self, asked: Asked<'_>) -> Option<&Entry<D>> {
        self.entries.get(&asked)
    }

    /// Puts a page in the place of the one before it, or in a new one.
    pub(crate) fn put(&mut self, key: &Arc<Key>, arrival: Arrival<D>) {
        let weight = ENTRY_BYTES + key.address.len() + arrival.page.size_bytes();
        let (standing, times) = self.make_place(key, weight);
        for thing in &arrival.made_of {
            let keys = self.made_of.entry(thing.clone()).or_default();
            keys.insert(Arc::clone(key));
        }
        let entry = Entry {
            page: Some(arrival.page),
            made_of: arrival.made_of.into(),
            renew_at: AtomicU64::new(arrival.deadline.renew_at),
            drop_at: AtomicU64::new(arrival.deadline.drop_at),
            asked: AtomicU32::new(0),
            times: AtomicU8::new(times),
            weight,
            standing,
        };
        self.entries.insert(Arc::clone(key), entry);
        self.make_room();
    }

    /// The place in line of the entry before, with how often it was asked
    /// for: a page that is made anew is no new page.
    fn make_place(&mut self, key: &Arc<Key>, weight: usize) -> (Standing, u8) {
        let Some(before) = self.entries.remove(&key.asked()) else {
            return (self.queues.enter(key, weight), 0);
        };
        self.unlink(key, &before.made_of);
        self.queues.reweigh(before.standing, before.weight, weight);
        (before.standing, before.times.into_inner())
    }

    /// Puts a better compression in the place of the same page.
    pub(crate) fn swap(&mut self, key: &Key, before: &Arc<Pressed>, after: Arc<Pressed>) {
        let Some(entry) = self.entries.get_mut(&key.asked()) else {
            return;
        };
        let same = entry
            .page
            .as_ref()
            .is_some_and(|page| Arc::ptr_eq(page, before));
        if !same {
            return;
        }
        let weight = entry.weight - before.size_bytes() + after.size_bytes();
        self.queues.reweigh(entry.standing, entry.weight, weight);
        entry.weight = weight;
        entry.page = Some(after);
        self.make_room();
    }

    /// Shortens the time of every page made of `thing`; one whose time is up
    /// is dropped, and only its place in line stays.
    pub(crate) fn touch(&mut self, thing: &D, deadline: Deadline) {
        if deadline != Deadline::PASSED {
            for key in self.made_of.get(thing).into_iter().flatten() {
                if let Some(entry) = self.entries.get(&key.asked()) {
                    entry.shorten(deadline);
                }
            }
            return;
        }
        for key in self.made_of.remove(thing).unwrap_or_default() {
            self.empty(&key);
        }
    }

    fn empty(&mut self, key: &Arc<Key>) {
        let Some(entry) = self.entries.get_mut(&key.asked()) else {
            return;
        };
        let made_of = std::mem::take(&mut entry.made_of);
        let weight = ENTRY_BYTES + key.address.len();
        self.queues.reweigh(entry.standing, entry.weight, weight);
        entry.weight = weight;
        entry.page = None;
        self.unlink(key, &made_of);
    }

    fn make_room(&mut self) {
        loop {
            let entries = &self.entries;
            let step = self.queues.step(|place| {
                let entry = entries.get(&place.key.asked())?;
                (entry.standing.number == place.number).then(|| queue::Asked {
                    times: entry.times.load(Ordering::Relaxed),
                    weight: entry.weight,
                })
            });
            match step {
                Step::Enough => return,
                Step::Stays(key, standing) => self.stays(&key, standing),
                Step::Goes(key) => {
                    if let Some(entry) = self.entries.remove(&key.asked()) {
                        self.unlink(&key, &entry.made_of);
                    }
                }
            }
        }
    }

    fn stays(&mut self, key: &Key, standing: Standing) {
        if let Some(entry) = self.entries.get_mut(&key.asked()) {
            entry.standing = standing;
            let times = entry.times.get_mut();
            *times = times.saturating_sub(1);
        }
    }

    fn unlink(&mut self, key: &Arc<Key>, made_of: &[D]) {
        for thing in made_of {
            if let Some(keys) = self.made_of.get_mut(thing) {
                keys.remove(key);
                if keys.is_empty() {
                    self.made_of.remove(thing);
                }
            }
        }
    }

    pub(crate) fn count(&self) -> usize {
        let entries = self.entries.values();
        entries.filter(|entry| entry.page.is_some()).count()
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.queues.size_bytes()
    }
}
