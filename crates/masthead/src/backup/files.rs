//! Files of the media folder, which are written once and never changed.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::made::Made;
use super::{BackupError, at};

/// Copies what is not there yet. What is gone meanwhile was taken away by its
/// owner; what is still being written has no name of its own yet.
pub(super) fn copy(from: &Path, to: &Path, made: &mut Made) -> Result<(), BackupError> {
    made.note(to);
    fs::create_dir_all(to).map_err(at(to))?;
    let entries = match fs::read_dir(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(at(from))?,
    };
    for entry in entries {
        let entry = entry.map_err(at(from))?;
        let (source, name) = (entry.path(), entry.file_name());
        let target = to.join(&name);
        // What a link leads to: a part of it may lie on another disk.
        let kind = match fs::metadata(&source) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            kind => kind.map_err(at(&source))?,
        };
        if kind.is_dir() {
            copy(&source, &target, made)?;
        } else if kind.is_file() && !is_unfinished(&name) && !is_same(&source, &target) {
            made.note(&target);
            copy_file(&source, &target)?;
        }
    }
    File::open(to)
        .and_then(|folder| folder.sync_all())
        .map_err(at(to))
}

/// Whole and on the disk, or not there.
pub(super) fn copy_file(from: &Path, to: &Path) -> Result<(), BackupError> {
    let mut part = to.as_os_str().to_owned();
    part.push("#part");
    let part = PathBuf::from(part);
    let copied = || {
        fs::copy(from, &part)?;
        File::open(&part)?.sync_all()?;
        fs::rename(&part, to)
    };
    match copied() {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !from.exists() => Ok(()),
        Err(error) => {
            let _ = fs::remove_file(&part);
            let (from, to) = (from.to_owned(), to.to_owned());
            Err(BackupError::Copy { from, to, error })
        }
        Ok(()) => Ok(()),
    }
}

/// The store writes under a name with `#` and renames what is whole.
fn is_unfinished(name: &std::ffi::OsStr) -> bool {
    name.to_string_lossy().contains('#')
}

fn is_same(one: &Path, other: &Path) -> bool {
    let size = |path: &Path| fs::metadata(path).map(|about| about.len()).ok();
    size(other).is_some_and(|there| size(one) == Some(there))
}

/// A paper, or a picture that is not public.
pub(super) fn has_private(media: &Path, name: &str) -> bool {
    media.join("private").join(name).is_file()
}

/// The master of a picture, or a film as it came.
pub(super) fn has_media(media: &Path, hash: &str, format: &str) -> bool {
    let Some(bucket) = hash.get(..2) else {
        return false;
    };
    let folder = media.join("public").join(bucket).join(hash);
    ["master", "film"]
        .iter()
        .any(|stem| folder.join(format!("{stem}.{format}")).is_file())
}
