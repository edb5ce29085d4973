//! A file on its way, in parts: `incoming/{upload}/{part}`. A part is whole and on the disk before it is counted.

use std::ops::Range;

use bytes::Bytes;
use object_store::{ObjectStore, ObjectStoreExt, path::Path};

use crate::hash::Hasher;
use crate::store::{found, of, path};
use crate::{FilmKind, FilmSource, Hash, Object, Store, StoreError};

/// So much is in memory at a time.
const PIECE_BYTES: u64 = 1024 * 1024;
/// An object store takes no smaller pieces of a large file than this.
const WRITTEN_BYTES: usize = 8 * 1024 * 1024;

/// One part of a file on its way. `name` is `a`–`z`, digits, `-`, `_`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartOf {
    pub name: String,
    pub starts_at: u64,
    pub size_bytes: u64,
}

/// The file that the parts make, read where it is wanted.
#[derive(Debug, Clone)]
pub struct Parts {
    store: Store,
    upload: String,
    /// By `starts_at`, without a gap.
    parts: Vec<PartOf>,
}

impl Parts {
    /// `None` where the parts leave a gap.
    #[must_use]
    pub fn new(store: Store, upload: String, mut parts: Vec<PartOf>) -> Option<Self> {
        parts.sort_by_key(|part| part.starts_at);
        let mut end = 0;
        for part in &parts {
            if part.starts_at != end {
                return None;
            }
            end = part.starts_at.checked_add(part.size_bytes)?;
        }
        Some(Self {
            store,
            upload,
            parts,
        })
    }

    /// The hash of the whole.
    ///
    /// # Errors
    /// What the store says.
    pub async fn hash(&self) -> Result<Hash, StoreError> {
        let mut hasher = Hasher::default();
        let mut at = 0;
        while at < self.size_bytes() {
            let piece = self.read(at..at + PIECE_BYTES).await?;
            hasher.take(&piece);
            at += piece.len() as u64;
        }
        Ok(hasher.hash())
    }

    /// Puts the whole onto the public shelf: it is there as a whole, or not.
    ///
    /// # Errors
    /// What the store says.
    pub async fn publish(&self, hash: Hash, kind: FilmKind) -> Result<(), StoreError> {
        let path = path(hash, Object::Film(kind));
        let writing = |error| of("writing", &path)(error);
        let opened = self.store.inner.put_multipart(&path).await;
        let mut whole = opened.map_err(writing)?;
        let mut at = 0;
        while at < self.size_bytes() {
            let mut piece = Vec::with_capacity(WRITTEN_BYTES);
            while piece.len() < WRITTEN_BYTES && at < self.size_bytes() {
                let more = self.read(at..at + PIECE_BYTES).await?;
                at += more.len() as u64;
                piece.extend_from_slice(&more);
            }
            whole.put_part(piece.into()).await.map_err(writing)?;
        }
        whole.complete().await.map(|_| ()).map_err(writing)
    }

    /// A part that is not there although its row says so: the folder was touched.
    fn gone(&self, part: &PartOf) -> StoreError {
        let path = incoming(&self.upload).join(part.name.as_str());
        let source = object_store::Error::NotFound {
            path: path.to_string(),
            source: "a part of an upload is gone".into(),
        };
        of("reading", &path)(source)
    }
}

impl FilmSource for Parts {
    fn size_bytes(&self) -> u64 {
        let last = self.parts.last();
        last.map_or(0, |part| part.starts_at + part.size_bytes)
    }

    async fn read(&self, range: Range<u64>) -> Result<Bytes, StoreError> {
        let first = self
            .parts
            .partition_point(|part| part.starts_at + part.size_bytes <= range.start);
        let mut all = Vec::new();
        for part in &self.parts[first..] {
            if part.starts_at >= range.end {
                break;
            }
            let within = range.start.max(part.starts_at) - part.starts_at
                ..(range.end - part.starts_at).min(part.size_bytes);
            let read = self.store.part(&self.upload, &part.name, within).await?;
            all.extend_from_slice(&read.ok_or_else(|| self.gone(part))?);
        }
        Ok(all.into())
    }
}

impl Store {
    /// Once it returns the part survives a power cut.
    pub async fn put_part(&self, upload: &str, part: &str, bytes: Bytes) -> Result<(), StoreError> {
        let path = incoming(upload).join(part);
        let put = self.inner.put(&path, bytes.into()).await;
        put.map(|_| ()).map_err(of("writing", &path))
    }

    async fn part(
        &self,
        upload: &str,
        part: &str,
        range: Range<u64>,
    ) -> Result<Option<Bytes>, StoreError> {
        let path = incoming(upload).join(part);
        found(self.inner.get_range(&path, range).await).map_err(of("reading", &path))
    }

    /// Removes a part that is not counted after all.
    pub async fn delete_part(&self, upload: &str, part: &str) -> Result<(), StoreError> {
        let path = incoming(upload).join(part);
        let deleted = found(self.inner.delete(&path).await);
        deleted.map(|_| ()).map_err(of("deleting", &path))
    }

    /// Removes every part of an upload, also those that were never counted.
    pub async fn delete_parts(&self, upload: &str) -> Result<(), StoreError> {
        let folder = incoming(upload);
        let list = self.inner.list_with_delimiter(Some(&folder)).await;
        for part in list.map_err(of("listing", &folder))?.objects {
            let deleted = found(self.inner.delete(&part.location).await);
            deleted.map_err(of("deleting", &part.location))?;
        }
        Ok(())
    }
}

fn incoming(upload: &str) -> Path {
    Path::from("incoming").join(upload)
}
