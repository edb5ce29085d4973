use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// Cells in a row. A hash has one in each of two rows: those of 1.8 million
/// visitors of a half hour, which is all that [`Seen`](super::seen::Seen) tells
/// apart, share a cell by chance with 1.7 others, and both of their cells with
/// as many as refuse one in about four million. 4 MiB in all.
const CELLS: usize = 1 << 21;
/// Threads that count at once without waiting for each other, as a rule.
const TURNS: usize = 32;

/// How often a hash was counted in this half hour, as far as two bytes say: by
/// chance more, never less. It takes the same memory whoever comes.
#[derive(Default)]
pub(super) struct Crowd {
    /// Made for the first who comes.
    rows: OnceLock<[Box<[AtomicU8]>; 2]>,
    slot: AtomicI64,
    /// One for each hash, of which many share one: its two cells move together.
    /// Two threads that each move one of them first would both be the last.
    turns: [Mutex<()>; TURNS],
}

impl Crowd {
    fn rows(&self) -> &[Box<[AtomicU8]>; 2] {
        let row = || (0..CELLS).map(|_| AtomicU8::new(0)).collect();
        self.rows.get_or_init(|| [row(), row()])
    }

    /// Counts once more, while that makes no more than `most`. Gives whether it did.
    pub(super) fn takes(&self, hash: u64, most: u8) -> bool {
        let rows = self.rows();
        // The halves of a keyed hash are as good as two hashes.
        let cells = [
            &rows[0][hash as usize % CELLS],
            &rows[1][(hash >> 32) as usize % CELLS],
        ];
        if cells
            .iter()
            .all(|cell| cell.load(Ordering::Relaxed) >= most)
        {
            return false;
        }
        let turn = &self.turns[(hash >> 59) as usize % TURNS];
        let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
        let one_more = |cell: &AtomicU8| {
            let more = |count: u8| count.checked_add(1);
            let was = cell.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
            was.unwrap_or_else(|full| full)
        };
        let before = cells.map(one_more);
        before[0].min(before[1]) < most
    }

    /// Forgets what was counted in an earlier half hour than `slot`. A visitor
    /// that comes while it does so may be counted once more.
    pub(super) fn forget_before(&self, slot: i64) {
        if self.slot.swap(slot, Ordering::Relaxed) == slot {
            return;
        }
        for cell in self.rows.get().into_iter().flatten().flatten() {
            cell.store(0, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spreads small numbers as a hash would.
    fn hash(number: u64) -> u64 {
        let spread = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (spread ^ (spread >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    }

    #[test]
    fn a_hash_counts_so_often_and_again_in_another_half_hour() {
        let crowd = Crowd::default();
        crowd.forget_before(7);
        let takes = |number| (0..300).filter(|_| crowd.takes(hash(number), 8)).count();
        assert_eq!((takes(1), takes(2)), (8, 8));
        crowd.forget_before(7);
        assert_eq!(takes(1), 0);
        crowd.forget_before(8);
        assert_eq!(takes(1), 8);
    }

    #[test]
    fn threads_that_count_for_one_hash_at_once_do_not_pass_the_bound() {
        let crowd = Crowd::default();
        let counted = std::thread::scope(|scope| {
            let count = || (0..10_000).filter(|_| crowd.takes(hash(5), 64)).count();
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(count)).collect();
            let counts = threads.into_iter().map(|thread| thread.join());
            counts
                .map(|count| count.expect("a counting thread"))
                .sum::<usize>()
        });
        assert_eq!(counted, 64);
    }

    #[test]
    fn a_flood_of_others_hardly_ever_takes_from_one() {
        let crowd = Crowd::default();
        let refused = (0..400_000).filter(|number| !crowd.takes(hash(*number), 8));
        assert!(refused.count() < 5);
    }
}
