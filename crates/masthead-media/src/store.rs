//! Where pictures lie: `original/{ab}/{hash}` is never served, `public/{ab}/{hash}/…` is.
//! `private/{name}` is served by whoever knows who may see it; `incoming/{upload}/…` is on its way.

use std::fmt;
use std::ops::Range;
use std::path::Path as FolderPath;
use std::sync::Arc;

use bytes::Bytes;
use object_store::{ObjectStore, ObjectStoreExt, local::LocalFileSystem, path::Path};

use crate::{FilmKind, Format, Hash, Picture};

/// One stored thing of a picture. Its text form is the last part of its path: `master.jpg`, `640.webp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Object {
    /// The bytes as they came. Not public: they carry place and device.
    Original,
    Master(Format),
    Rendition {
        width: u32,
        format: Format,
    },
    /// A film, a sound or captions, byte for byte.
    Film(FilmKind),
}

/// The two halves of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    Original,
    Public,
}

/// What is known of a stored object without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub size_bytes: u64,
    /// Milliseconds since 1970.
    pub modified_at: i64,
}

impl From<object_store::ObjectMeta> for Head {
    fn from(meta: object_store::ObjectMeta) -> Self {
        Self {
            size_bytes: meta.size,
            modified_at: meta.last_modified.timestamp_millis(),
        }
    }
}

/// The store's own failure. That something is not there is `None`, not this.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("opening the media folder")]
    Folder(#[source] std::io::Error),
    #[error("{doing} {path}")]
    Object {
        doing: &'static str,
        path: String,
        #[source]
        source: object_store::Error,
    },
}

/// Pictures by their hash. Cheap to clone. Each `put` is whole or not there.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) inner: Arc<dyn ObjectStore>,
}

impl Object {
    /// `master.jpg` or `640.webp`: the last part of a public URL. The original has none.
    #[must_use]
    pub fn from_file_name(name: &str) -> Option<Self> {
        let (stem, extension) = name.split_once('.')?;
        if stem == "film" {
            return FilmKind::from_extension(extension).map(Self::Film);
        }
        let format = Format::ALL
            .into_iter()
            .find(|format| format.extension() == extension)?;
        if stem == "master" {
            return Some(Self::Master(format));
        }
        let width = stem.parse().ok()?;
        let object = Self::Rendition { width, format };
        (object.to_string() == name).then_some(object) // one URL each: no `+640`, no `0640`
    }

    #[must_use]
    pub fn shelf(self) -> Shelf {
        match self {
            Self::Original => Shelf::Original,
            Self::Master(_) | Self::Rendition { .. } | Self::Film(_) => Shelf::Public,
        }
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Original => f.write_str("original"),
            Self::Master(format) => write!(f, "master.{}", format.extension()),
            Self::Rendition { width, format } => write!(f, "{width}.{}", format.extension()),
            Self::Film(kind) => write!(f, "film.{}", kind.extension()),
        }
    }
}

impl Shelf {
    fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Public => "public",
        }
    }
}

impl Store {
    /// A folder on this machine, made where it does not stand. What `put` has written there survives a power cut:
    /// file, rename and new folders are synced before it returns.
    pub fn folder(folder: &FolderPath) -> Result<Self, StoreError> {
        make(folder).map_err(StoreError::Folder)?;
        let local =
            LocalFileSystem::new_with_prefix(folder).map_err(of("opening", &Path::default()))?;
        let local = local.with_automatic_cleanup(true).with_fsync(true);
        Ok(Self::over(Arc::new(local)))
    }

    /// Any other object store.
    #[must_use]
    pub fn over(inner: Arc<dyn ObjectStore>) -> Self {
        Self { inner }
    }

    /// Original first, master second: a picture with a master is whole.
    pub async fn put_picture(&self, picture: &Picture, original: Bytes) -> Result<(), StoreError> {
        self.put(picture.hash, Object::Original, original).await?;
        let master = Object::Master(picture.master_format);
        self.put(picture.hash, master, picture.master.clone()).await
    }

    /// Replaces what is there.
    pub async fn put(&self, hash: Hash, object: Object, bytes: Bytes) -> Result<(), StoreError> {
        let path = path(hash, object);
        let put = self.inner.put(&path, bytes.into()).await;
        put.map(|_| ()).map_err(of("writing", &path))
    }

    pub async fn get(&self, hash: Hash, object: Object) -> Result<Option<Bytes>, StoreError> {
        let path = path(hash, object);
        let get = async { self.inner.get(&path).await?.bytes().await };
        found(get.await).map_err(of("reading", &path))
    }

    /// Bytes `range`, which must begin inside the object; an end beyond it is cut to it.
    pub async fn get_range(
        &self,
        hash: Hash,
        object: Object,
        range: Range<u64>,
    ) -> Result<Option<Bytes>, StoreError> {
        let path = path(hash, object);
        found(self.inner.get_range(&path, range).await).map_err(of("reading", &path))
    }

    pub async fn head(&self, hash: Hash, object: Object) -> Result<Option<Head>, StoreError> {
        let path = path(hash, object);
        let meta = found(self.inner.head(&path).await).map_err(of("reading", &path))?;
        Ok(meta.map(Head::from))
    }

    /// Gives whether it was there.
    pub async fn delete(&self, hash: Hash, object: Object) -> Result<bool, StoreError> {
        let path = path(hash, object);
        let delete = found(self.inner.delete(&path).await).map_err(of("deleting", &path))?;
        Ok(delete.is_some())
    }

    /// Keeps what only some may see: no public address leads to this shelf. `name` is `a`–`z`, digits, `-`, `_`.
    pub async fn put_private(&self, name: &str, bytes: Bytes) -> Result<(), StoreError> {
        let path = private(name);
        let put = self.inner.put(&path, bytes.into()).await;
        put.map(|_| ()).map_err(of("writing", &path))
    }

    pub async fn get_private(&self, name: &str) -> Result<Option<Bytes>, StoreError> {
        let path = private(name);
        let get = async { self.inner.get(&path).await?.bytes().await };
        found(get.await).map_err(of("reading", &path))
    }

    /// As [`Store::get_range`].
    pub async fn get_private_range(
        &self,
        name: &str,
        range: Range<u64>,
    ) -> Result<Option<Bytes>, StoreError> {
        let path = private(name);
        found(self.inner.get_range(&path, range).await).map_err(of("reading", &path))
    }

    pub async fn head_private(&self, name: &str) -> Result<Option<Head>, StoreError> {
        let path = private(name);
        let meta = found(self.inner.head(&path).await).map_err(of("reading", &path))?;
        Ok(meta.map(Head::from))
    }

    /// Gives whether it was there.
    pub async fn delete_private(&self, name: &str) -> Result<bool, StoreError> {
        let path = private(name);
        let delete = found(self.inner.delete(&path).await).map_err(of("deleting", &path))?;
        Ok(delete.is_some())
    }

    /// The names of all that stands on the private shelf.
    pub async fn list_private(&self) -> Result<Vec<String>, StoreError> {
        self.names(&Path::from("private")).await
    }

    /// What stands of one picture on the public shelf.
    pub async fn list_public(&self, hash: Hash) -> Result<Vec<Object>, StoreError> {
        let folder = folder(Shelf::Public, hash).join(hash.to_string());
        let names = self.names(&folder).await?;
        let objects = names.iter().map(String::as_str);
        Ok(objects.filter_map(Object::from_file_name).collect())
    }

    async fn names(&self, folder: &Path) -> Result<Vec<String>, StoreError> {
        let list = self.inner.list_with_delimiter(Some(folder)).await;
        let list = list.map_err(of("listing", folder))?;
        let names = list.objects.iter();
        let names = names.filter_map(|meta| meta.location.filename());
        Ok(names.map(str::to_owned).collect())
    }

    /// The hashes of one shelf that begin with the byte `bucket`, in order. All 256 together are the shelf.
    pub async fn list(&self, shelf: Shelf, bucket: u8) -> Result<Vec<Hash>, StoreError> {
        let folder = Path::from(shelf.name()).join(format!("{bucket:02x}"));
        let list = self
            .inner
            .list_with_delimiter(Some(&folder))
            .await
            .map_err(of("listing", &folder))?;
        let files = list.objects.iter().map(|meta| &meta.location);
        let names = files
            .chain(&list.common_prefixes)
            .filter_map(Path::filename);
        let mut hashes: Vec<Hash> = names.filter_map(|name| name.parse().ok()).collect();
        hashes.sort_unstable();
        Ok(hashes)
    }
}

/// Syncs the entry of every folder that it makes.
fn make(folder: &FolderPath) -> std::io::Result<()> {
    let folder = std::path::absolute(folder)?;
    let new: Vec<_> = folder
        .ancestors()
        .take_while(|folder| !folder.exists())
        .collect();
    std::fs::create_dir_all(&folder)?;
    if cfg!(unix) {
        // Elsewhere a folder cannot be opened to be synced.
        for parent in new.into_iter().filter_map(FolderPath::parent) {
            std::fs::File::open(parent)?.sync_all()?;
        }
    }
    Ok(())
}

fn folder(shelf: Shelf, hash: Hash) -> Path {
    Path::from(shelf.name()).join(&hash.to_string()[..2])
}

fn private(name: &str) -> Path {
    Path::from("private").join(name)
}

pub(crate) fn path(hash: Hash, object: Object) -> Path {
    let folder = folder(object.shelf(), hash).join(hash.to_string());
    match object {
        Object::Original => folder,
        Object::Master(_) | Object::Rendition { .. } | Object::Film(_) => {
            folder.join(object.to_string())
        }
    }
}

pub(crate) fn found<T>(result: object_store::Result<T>) -> object_store::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(crate) fn of(
    doing: &'static str,
    path: &Path,
) -> impl FnOnce(object_store::Error) -> StoreError {
    let path = path.to_string();
    move |source| StoreError::Object {
        doing,
        path,
        source,
    }
}
