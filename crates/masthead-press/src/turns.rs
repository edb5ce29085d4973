use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hashbrown::HashMap;
use tokio::sync::{Mutex as Lock, OwnedMutexGuard};

use crate::Key;
use crate::key::Asked;

/// Pages being made: who comes second waits for the first.
#[derive(Default)]
pub(crate) struct Turns(Mutex<HashMap<Arc<Key>, Arc<Lock<()>>>>);

/// The right to make a page, until it is dropped: also by a reader who goes
/// away in the middle.
pub(crate) struct Turn<'t> {
    turns: &'t Turns,
    key: Arc<Key>,
    lock: Arc<Lock<()>>,
    guard: Option<OwnedMutexGuard<()>>,
}

impl Turns {
    pub(crate) async fn take(&self, key: &Arc<Key>) -> Turn<'_> {
        let lock = Arc::clone(self.all().entry(Arc::clone(key)).or_default());
        let mut turn = Turn {
            turns: self,
            key: Arc::clone(key),
            lock: Arc::clone(&lock),
            guard: None,
        };
        turn.guard = Some(lock.lock_owned().await);
        turn
    }

    /// Whether somebody is making this page.
    pub(crate) fn is_taken(&self, key: Asked<'_>) -> bool {
        let all = self.all();
        all.get(&key).is_some_and(|lock| lock.try_lock().is_err())
    }

    #[cfg(test)]
    pub(crate) fn count(&self) -> usize {
        self.all().len()
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Arc<Key>, Arc<Lock<()>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.guard = None;
        let mut all = self.turns.all();
        // Ours and the table's: nobody waits for it.
        if Arc::strong_count(&self.lock) == 2 {
            all.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_turn_that_ends_leaves_nothing_behind() {
        let turns = Turns::default();
        let key = Arc::new(Key::new("/", 0));
        let turn = turns.take(&key).await;
        assert!(turns.is_taken(key.asked()));
        let mut second = Box::pin(turns.take(&key));
        let waits = std::future::poll_fn(|context| {
            std::task::Poll::Ready(second.as_mut().poll(context).is_pending())
        });
        assert!(waits.await);
        drop(turn);
        drop(second.await);
        assert_eq!(turns.count(), 0);
    }
}
