//! What nobody is served, in memory: read again once it has changed.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

use masthead_db::{Db, Fault};
use masthead_media::Hash;

use super::store::withheld;

/// The hashes that are withheld; not read yet at the start.
pub struct Withheld {
    known: RwLock<HashSet<Hash>>,
    /// Grows with every change.
    changes: AtomicU64,
    /// The change up to which `known` holds. It follows `known`, never goes before it: whoever sees that nothing has
    /// changed since also sees what is known.
    known_at: AtomicU64,
    /// One reads, the others wait for it.
    turn: tokio::sync::Mutex<()>,
}

impl Default for Withheld {
    fn default() -> Self {
        Self {
            known: RwLock::default(),
            changes: AtomicU64::new(1),
            known_at: AtomicU64::new(0),
            turn: tokio::sync::Mutex::default(),
        }
    }
}

impl Withheld {
    /// It has changed: the next request reads it.
    pub fn doubt(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// Whether nobody is served this.
    ///
    /// # Errors
    /// What the database says.
    pub async fn has(&self, db: &Db, hash: Hash) -> Result<bool, Fault> {
        if self.is_doubted() {
            let _mine = self.turn.lock().await;
            if self.is_doubted() {
                self.read(db).await?;
            }
        }
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        Ok(known.contains(&hash))
    }

    fn is_doubted(&self) -> bool {
        self.known_at.load(Ordering::Acquire) < self.changes.load(Ordering::Acquire)
    }

    async fn read(&self, db: &Db) -> Result<(), Fault> {
        // Before it is read: what changes meanwhile is not known then. Where this ends early, by a fault or as the
        // reader has gone, it stays in doubt.
        let changes = self.changes.load(Ordering::Acquire);
        let all = db.read(withheld::list).await?;
        let all: HashSet<Hash> = all.iter().filter_map(|hash| hash.parse().ok()).collect();
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = all;
        self.known_at.store(changes, Ordering::Release);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use masthead_db::testing::TestDb;
    use masthead_db::{Tx, params};

    use super::*;
    use crate::schema::STEPS;

    async fn withholds(data: &TestDb, hash: Hash) {
        let hash = hash.to_string();
        let write = data.db.write(move |tx: &mut Tx<'_>| {
            tx.execute(
                "INSERT INTO media (hash, format, master_format, width, height, animated,
                    transparent, size_bytes, ai_status, marks, stored_at)
                VALUES ($1, 'jpg', 'jpg', 1, 1, 0, 0, 1, 'none', '{}', 0)",
                params![&hash],
            )?;
            tx.execute("INSERT INTO withheld (hash) VALUES ($1)", params![&hash])
        });
        write.await.map_err(|fault: Fault| fault).expect("written");
    }

    #[tokio::test]
    async fn nobody_is_served_what_is_withheld_while_the_set_is_being_read() {
        for data in TestDb::each(STEPS) {
            let hash = Hash::of(b"taken down");
            withholds(&data, hash).await;
            let withheld = Withheld::default();
            let mut cx = Context::from_waker(Waker::noop());
            let mut first = pin!(withheld.has(&data.db, hash));
            let reads = first.as_mut().poll(&mut cx).is_pending();
            // It waits, or knows: that it is served is no answer.
            let mut second = pin!(withheld.has(&data.db, hash));
            let known = match second.as_mut().poll(&mut cx) {
                Poll::Ready(known) => known,
                Poll::Pending => {
                    if reads {
                        assert!(first.await.expect("read"));
                    }
                    second.await
                }
            };
            assert!(known.expect("read"));
        }
    }

    #[tokio::test]
    async fn a_reader_who_leaves_while_the_set_is_read_leaves_it_in_doubt() {
        for data in TestDb::each(STEPS) {
            let hash = Hash::of(b"taken down");
            withholds(&data, hash).await;
            let withheld = Withheld::default();
            {
                let mut cx = Context::from_waker(Waker::noop());
                let first = pin!(withheld.has(&data.db, hash));
                let _begun = first.poll(&mut cx);
            }
            assert!(withheld.has(&data.db, hash).await.expect("read"));
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn the_first_forty_readers_after_a_start_all_miss_what_was_taken_down() {
        for data in TestDb::each(STEPS) {
            let hash = Hash::of(b"taken down");
            withholds(&data, hash).await;
            let withheld = std::sync::Arc::new(Withheld::default());
            let readers: Vec<_> = (0..40)
                .map(|_| {
                    let (withheld, db) = (std::sync::Arc::clone(&withheld), data.db.clone());
                    tokio::spawn(async move { withheld.has(&db, hash).await })
                })
                .collect();
            for reader in readers {
                assert!(reader.await.expect("no panic").expect("read"));
            }
        }
    }
}
