use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Whether an archive may take this name: nothing there, or an empty folder.
pub(super) fn is_free(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

pub(super) struct FolderSink {
    part: PathBuf,
    file: Option<BufWriter<File>>,
    finished: bool,
}

impl FolderSink {
    pub(super) fn create(part: PathBuf) -> io::Result<Self> {
        // What a killed run left behind.
        match fs::remove_dir_all(&part) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir_all(&part)?,
        }
        Ok(FolderSink {
            part,
            file: None,
            finished: false,
        })
    }

    pub(super) fn open(&mut self, name: &str) -> io::Result<()> {
        self.close()?;
        let path = self.part.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = File::options().write(true).create_new(true).open(path)?;
        self.file = Some(BufWriter::with_capacity(1 << 17, file));
        Ok(())
    }

    pub(super) fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.file {
            Some(file) => file.write_all(bytes),
            None => Ok(()),
        }
    }

    pub(super) fn finish(mut self, path: &Path) -> io::Result<()> {
        self.close()?;
        match fs::remove_dir(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => fs::rename(&self.part, path)?,
        }
        self.finished = true;
        Ok(())
    }

    /// A full disk may show only here, when the last bytes go out.
    fn close(&mut self) -> io::Result<()> {
        self.file.take().map_or(Ok(()), |mut file| file.flush())
    }
}

impl Drop for FolderSink {
    fn drop(&mut self) {
        if !self.finished {
            self.file = None;
            // Nobody is left to tell; the next run begins by removing it.
            let _ = fs::remove_dir_all(&self.part);
        }
    }
}
