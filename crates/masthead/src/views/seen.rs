use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Mutex, PoisonError};

const SHARDS: usize = 16;
/// Hashes in a generation of a shard: what a table of 65,536 places takes
/// before it grows. Two generations of 16 shards hold 1.8 million, in 19 MB.
const GENERATION: usize = 57_344;

/// Which hashes came before, as far as memory allows: when a generation is
/// full the one before it is forgotten, so that a flood of visitors costs a
/// few double counts and no memory.
pub(super) struct Seen {
    shards: [Mutex<Shard>; SHARDS],
    generation: usize,
}

#[derive(Default)]
struct Shard {
    slot: i64,
    current: HashSet<u64, Plain>,
    previous: HashSet<u64, Plain>,
}

/// What is kept is a keyed hash already: it needs no second one.
type Plain = BuildHasherDefault<Itself>;

#[derive(Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl Default for Seen {
    fn default() -> Self {
        Self::with_generation(GENERATION)
    }
}

impl Seen {
    /// `generation` is the number of hashes in one generation of a shard.
    fn with_generation(generation: usize) -> Self {
        Self {
            shards: std::array::from_fn(|_| Mutex::default()),
            generation,
        }
    }

    /// True where `hash`, made in the half hour `slot`, comes for the first time.
    pub(super) fn is_first(&self, hash: u64, slot: i64) -> bool {
        // The table takes its places from the low bits and seven high ones.
        let shard = (hash >> 40) as usize % SHARDS;
        let mut shard = self.shards[shard]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if slot > shard.slot {
            // Hashes of an earlier half hour never come again, but for requests
            // that were under way when it ended.
            shard.slot = slot;
            shard.turn();
        }
        if shard.previous.contains(&hash) || shard.current.contains(&hash) {
            return false;
        }
        if shard.current.len() >= self.generation {
            shard.turn();
        }
        shard.current.insert(hash)
    }
}

impl Shard {
    fn turn(&mut self) {
        std::mem::swap(&mut self.current, &mut self.previous);
        self.current.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spreads small numbers as a hash would.
    fn hash(number: u64) -> u64 {
        number.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    #[test]
    fn a_hash_is_new_once() {
        let seen = Seen::default();
        assert!(seen.is_first(hash(1), 7));
        assert!(!seen.is_first(hash(1), 7));
        assert!(seen.is_first(hash(2), 7));
    }

    #[test]
    fn what_was_under_way_when_the_half_hour_ended_is_still_known() {
        let seen = Seen::default();
        assert!(seen.is_first(hash(1), 7));
        assert!(seen.is_first(hash(2), 8));
        assert!(!seen.is_first(hash(1), 7));
    }

    #[test]
    fn a_flood_of_visitors_takes_no_more_than_its_memory() {
        let seen = Seen::with_generation(64);
        for number in 0..100_000 {
            assert!(seen.is_first(hash(number), 7));
        }
        for shard in &seen.shards {
            let shard = shard.lock().expect("nobody panicked");
            assert!(shard.current.len() <= 64 && shard.previous.len() <= 64);
        }
        assert!(!seen.is_first(hash(99_999), 7), "the last is known");
        assert!(seen.is_first(hash(0), 7), "the first is forgotten");
    }

    #[test]
    fn a_full_generation_keeps_to_the_memory_that_is_stated() {
        let mut set: HashSet<u64, Plain> = HashSet::default();
        set.extend((0..GENERATION as u64).map(hash));
        // Eight bytes and a mark for each of 65,536 places, times 32.
        assert_eq!(set.capacity(), GENERATION);
    }
}
