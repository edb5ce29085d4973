use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::names::is_litter;
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

    /// At most so many: a folder may be anybody's.
    pub(super) fn media(&self, most: u64) -> Vec<String> {
        let (mut found, mut open) = (Vec::new(), vec!["media".to_owned()]);
        while let Some(folder) = open.pop() {
            let entries = std::fs::read_dir(self.root.join(&folder));
            for entry in entries.into_iter().flatten().flatten() {
                let Ok(name) = entry.file_name().into_string() else {
                    continue;
                };
                if (found.len() + open.len()) as u64 >= most {
                    return found;
                }
                let name = format!("{folder}/{name}");
                match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    true => open.push(name),
                    false if !is_litter(&name) => found.push(name),
                    false => {}
                }
            }
        }
        found
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
