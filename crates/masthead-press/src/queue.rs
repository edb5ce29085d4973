//! Which page goes when memory runs out.
//!
//! S3-FIFO (Yang, Zhang, Qiu, Yue, Rashmi: FIFO queues are all you need for
//! cache eviction, SOSP 2023), by bytes: new pages stand in a small queue and
//! reach the main one only when they are asked for again before they come up,
//! or soon after they have gone. A crawler that walks the archive passes
//! through the small queue and leaves what people read alone.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use hashbrown::HashSet;

use crate::Key;

/// The small queue's part of the memory: a tenth, as in the paper.
const SMALL_PART: usize = 10;
/// Asked for so often while it stood in the small queue, a page is kept.
const AGAIN: u8 = 1;

/// A key's place in line. Numbers tell it from an earlier place of the same
/// key, which is skipped when it comes up.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) key: Arc<Key>,
    pub(crate) number: u64,
}

/// Where a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) number: u64,
    pub(crate) is_main: bool,
}

/// What the shelf says of a page that has come up.
pub(crate) struct Asked {
    /// How often it was asked for since it last came up, at most three.
    pub(crate) times: u8,
    pub(crate) weight: usize,
}

/// What became of the page that came up.
pub(crate) enum Step {
    /// There is room.
    Enough,
    /// It was asked for: it has a new place, and one time less to stay for.
    Stays(Arc<Key>, Standing),
    Goes(Arc<Key>),
}

pub(crate) struct Queues {
    small: VecDeque<Place>,
    main: VecDeque<Place>,
    small_bytes: usize,
    main_bytes: usize,
    limit_bytes: usize,
    gone: Gone,
    numbers: u64,
}

impl Queues {
    pub(crate) fn new(limit_bytes: usize) -> Self {
        Self {
            small: VecDeque::new(),
            main: VecDeque::new(),
            small_bytes: 0,
            main_bytes: 0,
            limit_bytes,
            gone: Gone::default(),
            numbers: 0,
        }
    }

    /// Lines a new page up.
    pub(crate) fn enter(&mut self, key: &Arc<Key>, weight: usize) -> Standing {
        let is_main = self.gone.came_back(key);
        self.line_up(Arc::clone(key), weight, is_main)
    }

    /// A page in line weighs something else now, or nothing any more.
    pub(crate) fn reweigh(&mut self, standing: Standing, before: usize, after: usize) {
        let bytes = match standing.is_main {
            true => &mut self.main_bytes,
            false => &mut self.small_bytes,
        };
        *bytes = *bytes + after - before;
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.small_bytes + self.main_bytes
    }

    /// One step towards having room. `ask` says how a page in line was asked
    /// for, and [`None`] where the place is an old one.
    pub(crate) fn step(&mut self, ask: impl Fn(&Place) -> Option<Asked>) -> Step {
        while self.size_bytes() > self.limit_bytes {
            let over = self.small_bytes * SMALL_PART > self.limit_bytes;
            let is_main = self.small.is_empty() || !(over || self.main.is_empty());
            let Some(place) = self.line(is_main).pop_front() else {
                break;
            };
            if let Some(asked) = ask(&place) {
                return self.came_up(place, asked, is_main);
            }
        }
        Step::Enough
    }

    fn came_up(&mut self, place: Place, asked: Asked, is_main: bool) -> Step {
        let number = place.number;
        self.reweigh(Standing { number, is_main }, asked.weight, 0);
        let enough = if is_main { 0 } else { AGAIN };
        if asked.times > enough {
            let standing = self.line_up(Arc::clone(&place.key), asked.weight, true);
            return Step::Stays(place.key, standing);
        }
        if !is_main {
            self.gone.note(&place.key, self.main.len());
        }
        Step::Goes(place.key)
    }

    fn line(&mut self, is_main: bool) -> &mut VecDeque<Place> {
        match is_main {
            true => &mut self.main,
            false => &mut self.small,
        }
    }

    fn line_up(&mut self, key: Arc<Key>, weight: usize, is_main: bool) -> Standing {
        self.numbers += 1;
        let number = self.numbers;
        self.line(is_main).push_back(Place { key, number });
        let standing = Standing { number, is_main };
        self.reweigh(standing, 0, weight);
        standing
    }
}

/// The pages that left the small queue last, by the hash of their key: as many
/// as the main queue holds.
#[derive(Default)]
struct Gone {
    hashes: HashSet<u64>,
    order: VecDeque<u64>,
    hasher: RandomState,
}

/// While the main queue is short.
const FEWEST_REMEMBERED: usize = 256;

impl Gone {
    fn note(&mut self, key: &Key, held: usize) {
        let hash = self.hasher.hash_one(key);
        if self.hashes.insert(hash) {
            self.order.push_back(hash);
        }
        while self.order.len() > held.max(FEWEST_REMEMBERED) {
            let Some(oldest) = self.order.pop_front() else {
                break;
            };
            self.hashes.remove(&oldest);
        }
    }

    fn came_back(&self, key: &Key) -> bool {
        self.hashes.contains(&self.hasher.hash_one(key))
    }
}
