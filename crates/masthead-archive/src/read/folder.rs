use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{ArchiveError, Stream};

/// A folder, by its real path, which no file that is read may leave through a link.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Self, ArchiveError> {
        let root = path
            .canonicalize()
            .map_err(|error| ArchiveError::read(path, error))?;
        let mut entries =
            std::fs::read_dir(&root).map_err(|error| ArchiveError::read(path, error))?;
        if entries.next().is_none() {
            return Err(ArchiveError::Empty(path.into()));
        }
        Ok(Folder { root })
    }

    /// `name` is one of the table's or has passed `is_media_path`.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Stream>, ArchiveError> {
        let path = self.root.join(name);
        let real = match path.canonicalize() {
            Ok(real) => real,
            Err(error) if is_absent(&error) => return Ok(None),
            Err(error) => return Err(ArchiveError::read(&path, error)),
        };
        // Not a file: a pipe, say, would hold the reader for ever.
        if !real.starts_with(&self.root) || !real.is_file() {
            return Err(ArchiveError::Outside { name: name.into() });
        }
        let file = File::open(&real).map_err(|error| ArchiveError::read(&path, error))?;
        Ok(Some(Box::new(file)))
    }

    pub(super) fn size(&self, name: &str) -> u64 {
        std::fs::metadata(self.root.join(name)).map_or(0, |about| about.len())
    }

    pub(super) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.root)
            .into_iter()
            .flatten()
            .flatten();
        entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect()
    }
}

fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}
