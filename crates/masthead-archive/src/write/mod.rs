//! Writing an archive: the same rows give the same bytes.

mod folder;
mod parents;
mod quiet;
mod zipped;

use std::io;
use std::path::{Path, PathBuf};

use folder::FolderSink;
use parents::Parents;
use zipped::ZipSink;

use crate::FileKind;
use crate::error::quoted;
use crate::rows::{Row, Site, is_media_path};

/// Writes an archive in a stream, to a folder, or to a zip where the name ends in `.zip`.
///
/// First [`Writer::site`], then rows in the order of the files, then media in the order of their
/// paths. All goes to a hidden neighbour, which takes the archive's name in [`Writer::finish`];
/// dropped before that, it is gone again.
///
/// A zip of that name is replaced. A folder of that name must be empty.
pub struct Writer {
    // Dropped in this order: what stands in the folders, then they.
    sink: Sink,
    parents: Parents,
    path: PathBuf,
    file: Option<FileKind>,
    media: Option<String>,
    buffer: Vec<u8>,
}

enum Sink {
    Folder(FolderSink),
    Zip(Box<ZipSink>),
}

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    #[error("cannot write {}: {error}; {}", path.display(), way_out(error))]
    Io { path: PathBuf, error: io::Error },
    #[error("{} is there already and not empty: name another folder, or empty it", .0.display())]
    Exists(PathBuf),
    #[error("{} has no file name", .0.display())]
    NoName(PathBuf),
    #[error("{0} comes after {1}: an archive is written in the order of its files")]
    Order(String, String),
    #[error("{} is no path below media/", quoted(.0))]
    MediaPath(String),
}

impl Writer {
    pub fn create(path: impl AsRef<Path>) -> Result<Self, WriteError> {
        let path = path.as_ref();
        let part = part_path(path)?;
        let zip = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
        if !zip && !folder::is_free(path) {
            return Err(WriteError::Exists(path.into()));
        }
        let parents = Parents::make(&part).map_err(|error| io_error(path, error))?;
        let sink = match zip {
            true => ZipSink::create(part).map(|sink| Sink::Zip(Box::new(sink))),
            false => FolderSink::create(part).map(Sink::Folder),
        };
        Ok(Writer {
            sink: sink.map_err(|error| io_error(path, error))?,
            parents,
            path: path.into(),
            file: None,
            media: None,
            buffer: Vec::new(),
        })
    }

    pub fn site(&mut self, site: &Site) -> Result<(), WriteError> {
        if let Some(file) = self.file {
            return Err(out_of_order(FileKind::Site.name(), file.name()));
        }
        let mut text = serde_json::to_vec_pretty(site).map_err(|error| self.wrong(error.into()))?;
        text.push(b'\n');
        self.open(FileKind::Site)?;
        self.put(&text)
    }

    /// Appends a row to its file. Rows of one file keep the order they come in.
    pub fn row<R: Row>(&mut self, row: &R) -> Result<(), WriteError> {
        if self.file != Some(R::FILE) {
            self.open(R::FILE)?;
        }
        let mut line = std::mem::take(&mut self.buffer);
        line.clear();
        serde_json::to_writer(&mut line, row).map_err(|error| self.wrong(error.into()))?;
        line.push(b'\n');
        let written = self.put(&line);
        self.buffer = line;
        written
    }

    /// Writes a file under `media/`; each path once, in the order of their bytes.
    pub fn media(&mut self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        if !is_media_path(path) {
            return Err(WriteError::MediaPath(path.to_owned()));
        }
        match &self.media {
            Some(last) if last.as_str() >= path => return Err(out_of_order(path, last)),
            None if self.file.is_none() => return Err(out_of_order(path, "nothing")),
            _ => {}
        }
        let opened = match &mut self.sink {
            Sink::Folder(sink) => sink.open(path),
            Sink::Zip(sink) => sink.open_packed(path),
        };
        opened.map_err(|error| self.wrong(error))?;
        self.media = Some(path.to_owned());
        self.put(bytes)
    }

    /// Gives the finished archive its name.
    pub fn finish(self) -> Result<(), WriteError> {
        let finished = match self.sink {
            Sink::Folder(sink) => sink.finish(&self.path),
            Sink::Zip(sink) => sink.finish(&self.path),
        };
        finished.map_err(|error| io_error(&self.path, error))?;
        self.parents.keep();
        Ok(())
    }

    fn open(&mut self, file: FileKind) -> Result<(), WriteError> {
        if let Some(media) = &self.media {
            return Err(out_of_order(file.name(), media));
        }
        match self.file {
            Some(last) if last >= file => return Err(out_of_order(file.name(), last.name())),
            None if file != FileKind::Site => return Err(out_of_order(file.name(), "nothing")),
            _ => {}
        }
        let opened = match &mut self.sink {
            Sink::Folder(sink) => sink.open(file.name()),
            Sink::Zip(sink) => sink.open(file.name()),
        };
        opened.map_err(|error| self.wrong(error))?;
        self.file = Some(file);
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), WriteError> {
        let written = match &mut self.sink {
            Sink::Folder(sink) => sink.put(bytes),
            Sink::Zip(sink) => sink.put(bytes),
        };
        written.map_err(|error| self.wrong(error))
    }

    fn wrong(&self, error: io::Error) -> WriteError {
        io_error(&self.path, error)
    }
}

fn io_error(path: &Path, error: io::Error) -> WriteError {
    WriteError::Io {
        path: path.into(),
        error,
    }
}

fn way_out(error: &io::Error) -> &'static str {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    match error.kind() {
        FileTooLarge | QuotaExceeded | StorageFull => "make room there, or name another place",
        _ => "name another place",
    }
}

fn out_of_order(name: &str, last: &str) -> WriteError {
    WriteError::Order(name.to_owned(), last.to_owned())
}

/// The neighbour that is written to: on the same disk, so that the rename is one step.
fn part_path(path: &Path) -> Result<PathBuf, WriteError> {
    let name = path
        .file_name()
        .ok_or_else(|| WriteError::NoName(path.into()))?;
    let mut part = std::ffi::OsString::from(".");
    part.push(name);
    part.push(".part");
    Ok(path.with_file_name(part))
}
