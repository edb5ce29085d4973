use std::path::{Path, PathBuf};
use std::{fs, io};

/// The folders that had to be made for an archive to stand in. They go again
/// when this is dropped before it was kept, where nothing stands in them.
pub(super) struct Parents(Vec<PathBuf>);

impl Parents {
    /// Makes all that `path` lies in.
    pub(super) fn make(path: &Path) -> io::Result<Self> {
        let missing = path.ancestors().skip(1).take_while(|one| !one.exists());
        let made = Parents(missing.map(Path::to_owned).collect());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(made)
    }

    pub(super) fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Parents {
    fn drop(&mut self) {
        // The deepest comes first. Nobody is left to tell.
        for folder in &self.0 {
            let _ = fs::remove_dir(folder);
        }
    }
}
