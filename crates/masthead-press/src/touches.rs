use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::shelf::Deadline;

/// So many touches are remembered for pages that are being made.
const REMEMBERED: usize = 1_024;

/// What was touched lately, in order: a page that was being made meanwhile
/// has to know.
pub(crate) struct Touches<D>(Mutex<Ring<D>>);

struct Ring<D> {
    last: VecDeque<(u64, D, Deadline)>,
    count: u64,
}

impl<D: Clone + Eq> Touches<D> {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Ring {
            last: VecDeque::new(),
            count: 0,
        }))
    }

    /// The number of touches up to now: taken before a page's making begins.
    pub(crate) fn count(&self) -> u64 {
        self.ring().count
    }

    pub(crate) fn note(&self, thing: &D, deadline: Deadline) {
        let mut ring = self.ring();
        ring.count += 1;
        let number = ring.count;
        ring.last.push_back((number, thing.clone(), deadline));
        if ring.last.len() > REMEMBERED {
            ring.last.pop_front();
        }
    }

    /// How long a page made of these things may be shown, if its making began
    /// after `since` touches. One that nobody can answer for any more is
    /// dropped.
    pub(crate) fn deadline(&self, since: u64, made_of: &[D]) -> Deadline {
        let ring = self.ring();
        if ring
            .last
            .front()
            .is_some_and(|(first, ..)| *first > since + 1)
        {
            return Deadline::PASSED;
        }
        ring.last
            .iter()
            .filter(|(number, thing, _)| *number > since && made_of.contains(thing))
            .fold(Deadline::NONE, |all, (_, _, deadline)| {
                all.earlier(*deadline)
            })
    }

    fn ring(&self) -> MutexGuard<'_, Ring<D>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
