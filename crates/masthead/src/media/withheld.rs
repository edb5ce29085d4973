//! What nobody is served, in memory: read again once it has changed.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};

use masthead_db::{Db, Fault};
use masthead_media::Hash;

use super::store::withheld;

/// The hashes that are withheld; not read yet at the start.
pub struct Withheld {
    known: RwLock<HashSet<Hash>>,
    doubted: AtomicBool,
    /// One reads, the others wait for it.
    turn: tokio::sync::Mutex<()>,
}

impl Default for Withheld {
    fn default() -> Self {
        Self {
            known: RwLock::default(),
            doubted: AtomicBool::new(true),
            turn: tokio::sync::Mutex::default(),
        }
    }
}

impl Withheld {
    /// It has changed: the next request reads it.
    pub fn doubt(&self) {
        self.doubted.store(true, Ordering::Release);
    }

    /// Whether nobody is served this.
    ///
    /// # Errors
    /// What the database says.
    pub async fn has(&self, db: &Db, hash: Hash) -> Result<bool, Fault> {
        if self.doubted.load(Ordering::Acquire) {
            let _mine = self.turn.lock().await;
            // Before it is read: what changes meanwhile puts it in doubt again.
            if self.doubted.swap(false, Ordering::AcqRel) {
                self.read(db).await.inspect_err(|_| self.doubt())?;
            }
        }
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        Ok(known.contains(&hash))
    }

    async fn read(&self, db: &Db) -> Result<(), Fault> {
        let all = db.read(withheld::list).await?;
        let all: HashSet<Hash> = all.iter().filter_map(|hash| hash.parse().ok()).collect();
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = all;
        Ok(())
    }
}
