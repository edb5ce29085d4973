//! Who sends more of an upload just now: one at a time. Of several processes the database says who was first, once a
//! piece is written.

use crate::id::{AccountId, UploadId};
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An upload, and who says to have begun it: nobody takes another's turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sender {
    pub account: AccountId,
    pub upload: UploadId,
}

/// Those who send just now.
#[derive(Default)]
pub struct Senders(Arc<Mutex<HashSet<Sender>>>);

/// One of them, until it is dropped.
pub struct Sending {
    sender: Sender,
    all: Arc<Mutex<HashSet<Sender>>>,
}

impl Senders {
    /// The turn of who sends, or none where that is somebody's already.
    #[must_use]
    pub fn try_take(&self, sender: Sender) -> Option<Sending> {
        let is_free = lock(&self.0).insert(sender);
        is_free.then(|| Sending {
            sender,
            all: Arc::clone(&self.0),
        })
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        lock(&self.all).remove(&self.sender);
    }
}

fn lock(all: &Mutex<HashSet<Sender>>) -> MutexGuard<'_, HashSet<Sender>> {
    all.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_one_senders_until_it_is_dropped() {
        let senders = Senders::default();
        let of = |account, upload| {
            senders.try_take(Sender {
                account: AccountId(account),
                upload: UploadId(upload),
            })
        };
        let first = of(1, 7).expect("nobody sends");
        assert!(of(1, 7).is_none());
        assert!(of(2, 7).is_some(), "a stranger keeps nobody waiting");
        assert!(of(1, 8).is_some());
        drop(first);
        assert!(of(1, 7).is_some());
    }
}
