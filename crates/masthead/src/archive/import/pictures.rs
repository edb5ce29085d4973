use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use masthead_archive::{MediaError, Source};
use masthead_db::{Db, Fault};
use masthead_media::{Format, Hash, Limits, Object, Picture, Store, StoreError, read};
use tokio::runtime::Runtime;

use super::{Home, ImportError, Options};
use crate::media::pool::Pool;
use crate::media::store::put::{MediaFields, find_size};

/// Paths whose picture is remembered; beyond it all are forgotten and read
/// again. About 1 kB each.
const REMEMBERED: usize = 10_000;

/// A picture that a row may show.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) hash: String,
    /// In pixels.
    pub(super) width: u32,
    pub(super) height: u32,
    /// The row that has to stand before one refers to it; none for a picture
    /// that was stored before.
    pub(super) fields: Option<Arc<MediaFields>>,
}

/// A picture, or why there is none.
pub(super) type Found = Result<Shown, String>;

/// Empty while the first worker who came reads it; the others wait.
type Slot = Arc<Mutex<Option<Found>>>;

/// Reads each picture of an archive once, and keeps its bytes in the store
/// before a row names it.
pub(super) struct Pictures {
    db: Db,
    store: Store,
    pool: Pool,
    limits: Limits,
    runtime: Runtime,
    until_the_end: bool,
    memo: Mutex<HashMap<String, Slot>>,
    /// Stored by this import, and shown by no row that is committed.
    unshown: Mutex<HashMap<Hash, Format>>,
}

impl Pictures {
    pub(super) fn new(home: &Home, options: &Options) -> Result<Self, ImportError> {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        Ok(Self {
            db: home.db.clone(),
            store: home.store.clone(),
            pool: Pool::default(),
            limits: options.media_limits.clone(),
            until_the_end: options.strict,
            runtime: runtime.map_err(|error| ImportError::Store(StoreError::Folder(error)))?,
            memo: Mutex::default(),
            unshown: Mutex::default(),
        })
    }

    /// The picture of this name: `media/…` of the archive, or the hash of one
    /// that is kept already.
    pub(super) fn find(&self, source: &Source, name: &str) -> Result<Found, ImportError> {
        let slot = self.slot(name);
        let mut found = held(&slot);
        if found.is_none() {
            *found = Some(match name.parse::<Hash>() {
                Ok(hash) => self.kept(hash)?,
                Err(_) => self.take(source, name)?,
            });
        }
        Ok(found.clone().unwrap_or_else(|| Err(String::new())))
    }

    fn slot(&self, name: &str) -> Slot {
        let mut memo = held(&self.memo);
        if memo.len() >= REMEMBERED && !memo.contains_key(name) {
            memo.clear();
        }
        Arc::clone(memo.entry(name.to_owned()).or_default())
    }

    fn kept(&self, hash: Hash) -> Result<Found, Fault> {
        let hash = hash.to_string();
        let sought = hash.clone();
        let size = self.db.read_now(move |tx| find_size(tx, &sought))?;
        let pixels = |side: i64| u32::try_from(side).unwrap_or(1);
        Ok(match size {
            None => Err(format!("{hash}: no picture of this hash is kept here")),
            Some((width, height)) => Ok(Shown {
                hash,
                width: pixels(width),
                height: pixels(height),
                fields: None,
            }),
        })
    }

    fn take(&self, source: &Source, path: &str) -> Result<Found, ImportError> {
        let bytes = match source.media(path) {
            Ok(bytes) => bytes,
            Err(MediaError::Missing(_)) => {
                return Ok(Err(format!("{path}: no such file in the archive")));
            }
            Err(error) => return Ok(Err(error.to_string())),
        };
        // Held until the picture lies in the store.
        let place = self
            .runtime
            .block_on(self.pool.memory(path, &bytes, &self.limits));
        let picture = match read(&bytes, path, &self.limits) {
            Ok(picture) => picture,
            Err(refusal) => return Ok(Err(format!("{path}: {refusal}"))),
        };
        let fields = MediaFields::of(&picture, bytes.len());
        self.runtime.block_on(self.keep(&picture, bytes.into()))?;
        drop(place);
        Ok(Ok(Shown {
            hash: fields.hash.clone(),
            width: fields.width,
            height: fields.height,
            fields: Some(Arc::new(fields)),
        }))
    }

    async fn keep(&self, picture: &Picture, bytes: Bytes) -> Result<(), StoreError> {
        let master = Object::Master(picture.master_format);
        if self
            .store
            .head(picture.hash, Object::Original)
            .await?
            .is_some()
            && self.store.head(picture.hash, master).await?.is_some()
        {
            return Ok(());
        }
        held(&self.unshown).insert(picture.hash, picture.master_format);
        self.store.put_picture(picture, bytes).await
    }

    /// A batch with a row that shows it has been written.
    pub(super) fn shown(&self, hash: &str) {
        // One transaction for all may still come to nothing: then the end of
        // the import asks the database.
        if self.until_the_end {
            return;
        }
        if let Ok(hash) = hash.parse() {
            held(&self.unshown).remove(&hash);
        }
    }

    /// Takes the files of this import that no row shows out of the store
    /// again: those of lines that were refused.
    pub(super) fn sweep(&self) -> Result<(), ImportError> {
        let unshown = std::mem::take(&mut *held(&self.unshown));
        for (hash, format) in unshown {
            if self.kept(hash)?.is_err() {
                let delete = async {
                    self.store.delete(hash, Object::Master(format)).await?;
                    self.store.delete(hash, Object::Original).await
                };
                self.runtime.block_on(delete)?;
            }
        }
        Ok(())
    }
}

/// A worker that panicked leaves nothing half-done in these.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
