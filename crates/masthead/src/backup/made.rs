use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{BackupError, at};

/// What a run has made so far. It goes again when this is dropped before it
/// was kept; what was there before the run stays.
#[derive(Default)]
pub(super) struct Made {
    folders: Vec<PathBuf>,
    whole: Vec<PathBuf>,
}

impl Made {
    /// Makes a folder and those it stands in. Each goes again only where
    /// nothing else stands in it by then.
    pub(super) fn folder(&mut self, path: &Path) -> Result<(), BackupError> {
        let missing = path.ancestors().take_while(|one| is_free(one));
        let mut missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        missing.reverse();
        self.folders.append(&mut missing);
        fs::create_dir_all(path).map_err(at(path))
    }

    /// Notes a file that is about to be made, or a folder with all that will
    /// stand in it: of that no part is noted again, since folders are filled
    /// one after the other.
    pub(super) fn note(&mut self, path: &Path) {
        let is_part = self.whole.last().is_some_and(|last| path.starts_with(last));
        if !is_part && is_free(path) {
            self.whole.push(path.to_owned());
        }
    }

    /// The run went well.
    pub(super) fn keep(mut self) {
        self.folders.clear();
        self.whole.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        // What cannot be taken away is not told: why the run failed says more.
        for path in &self.whole {
            let _ = fs::remove_file(path).or_else(|_| fs::remove_dir_all(path));
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A link that leads nowhere is something, too.
fn is_free(path: &Path) -> bool {
    let found = fs::symlink_metadata(path);
    found.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}
