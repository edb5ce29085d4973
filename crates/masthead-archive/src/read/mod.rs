//! Reading an archive that nobody vouches for.

mod error;
mod folder;
mod lines;
mod names;
mod zipped;

pub use error::{ArchiveError, MediaError};
pub use lines::Lines;

use std::io::Read;
use std::path::Path;
use std::sync::OnceLock;

use folder::Folder;
use names::{Names, is_litter};
use zipped::Zipped;

use crate::rows::{Row, Site, is_media_path};
use crate::{Fault, FileKind, LineError, ReadLimits, parse};

/// An archive that is open for reading: a folder or a `.zip`.
///
/// Each stream has a file handle of its own, so that several may be read side by side.
#[derive(Debug)]
pub struct Source {
    holder: Holder,
    limits: ReadLimits,
    site: Site,
    cleaned: Option<LineError>,
    /// Read when a file is first sought that is not called just so.
    names: OnceLock<Names>,
}

#[derive(Debug)]
enum Holder {
    Folder(Folder),
    Zip(Zipped),
}

type Stream = Box<dyn Read + Send>;

impl Source {
    /// Opens a folder or a `.zip` with the usual limits and reads its `site.json`.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, ArchiveError> {
        Self::open_with(path, ReadLimits::default())
    }

    pub fn open_with(path: impl AsRef<Path>, limits: ReadLimits) -> Result<Self, ArchiveError> {
        let path = path.as_ref();
        let about = std::fs::metadata(path).map_err(|error| ArchiveError::read(path, error))?;
        let holder = if about.is_dir() {
            Holder::Folder(Folder::open(path)?)
        } else if about.is_file() {
            Holder::Zip(Zipped::open(path, &limits)?)
        } else {
            return Err(ArchiveError::NoArchive(path.into()));
        };
        let (site, cleaned) = read_site(&holder, path, limits.line_bytes)?;
        Ok(Source {
            holder,
            limits,
            site,
            cleaned,
            names: OnceLock::new(),
        })
    }

    /// What `site.json` says.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// What is to be said of `site.json` where it was taken without characters that no text holds.
    pub fn cleaned_site(&self) -> Option<&LineError> {
        self.cleaned.as_ref()
    }

    /// The rows of `R`'s file with their line numbers, in its order. A file that is not there has none.
    pub fn lines<R: Row>(&self) -> Result<Lines<R>, ArchiveError> {
        let stream = self.holder.stream(R::FILE.name())?;
        Ok(Lines::new(stream, self.limits.line_bytes))
    }

    /// The bytes of a file under `media/`: the one that is called so; else the one that is called so in
    /// another normal form of Unicode, as an address, or without what follows `?` or `#`.
    pub fn media(&self, path: &str) -> Result<Vec<u8>, MediaError> {
        if !is_media_path(path) {
            return Err(MediaError::Path(path.to_owned()));
        }
        let limit = self.limits.media_bytes;
        let broken = |error: ArchiveError| MediaError::Read(path.to_owned(), error.to_string());
        let stream = match self.holder.stream(path).map_err(broken)? {
            Some(stream) => stream,
            None => self
                .meant(path)
                .map_err(broken)?
                .ok_or_else(|| MediaError::Missing(path.to_owned()))?,
        };
        let mut bytes = Vec::new();
        let size = stream.take(limit + 1).read_to_end(&mut bytes);
        match size {
            Err(error) => Err(MediaError::Read(path.to_owned(), error.to_string())),
            Ok(size) if size as u64 > limit => Err(MediaError::TooLarge(path.to_owned(), limit)),
            Ok(_) => Ok(bytes),
        }
    }

    fn meant(&self, path: &str) -> Result<Option<Stream>, ArchiveError> {
        let names = self.names.get_or_init(|| {
            Names::of(match &self.holder {
                Holder::Folder(folder) => folder.media(self.limits.zip_entries),
                Holder::Zip(zip) => zip.media(),
            })
        });
        match names.find(path) {
            Some(name) => self.holder.stream(name),
            None => Ok(None),
        }
    }

    /// The unpacked size of `file` in bytes; 0 where it is not there.
    pub fn bytes(&self, file: FileKind) -> u64 {
        match &self.holder {
            Holder::Folder(folder) => folder.size(file.name()),
            Holder::Zip(zip) => zip.size(file.name()),
        }
    }

    /// The unpacked size of all `.jsonl` files together, in bytes: what a progress bar runs to,
    /// with [`Lines::bytes_read`] as its steps.
    pub fn total_bytes(&self) -> u64 {
        FileKind::ALL
            .into_iter()
            .filter(|file| *file != FileKind::Site)
            .map(|file| self.bytes(file))
            .sum()
    }

    /// Names at the top that no archive has, such as `article.jsonl`: worth a warning, since their
    /// rows are not read. Names that begin with a dot or with `__` are a system's own and left out.
    pub fn strangers(&self) -> Vec<String> {
        let mut names = match &self.holder {
            Holder::Folder(folder) => folder.names(),
            Holder::Zip(zip) => zip.names(),
        };
        names.retain(|name| {
            let known = FileKind::ALL.iter().any(|file| file.name() == name);
            let own = name.starts_with('.') || name.starts_with("__") || is_litter(name);
            !known && name != "media" && !own
        });
        names.sort();
        names.dedup();
        names
    }
}

impl Holder {
    fn stream(&self, name: &str) -> Result<Option<Stream>, ArchiveError> {
        match self {
            Holder::Folder(folder) => folder.stream(name),
            Holder::Zip(zip) => zip.stream(name),
        }
    }
}

fn read_site(
    holder: &Holder,
    path: &Path,
    limit: usize,
) -> Result<(Site, Option<LineError>), ArchiveError> {
    let Some(stream) = holder.stream(FileKind::Site.name())? else {
        return Err(ArchiveError::NoSite(path.into()));
    };
    let mut bytes = Vec::new();
    stream
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| ArchiveError::read(path, error))?;
    if bytes.len() > limit {
        let fault = Fault::whole(format!("is over {limit} bytes"));
        return Err(LineError::new(FileKind::Site, 1, fault).into());
    }
    let (text, cleaned) = parse::clean(bytes.strip_prefix(lines::BOM).unwrap_or(&bytes));
    is_version_1(&text)?;
    let line = |fault| LineError::new(FileKind::Site, line_of(&text), fault);
    let site: Site = parse::parse(&text).map_err(line)?;
    site.check().map_err(line)?;
    Ok((site, cleaned.map(line)))
}

/// Format and version come before all else: another version may have other keys.
fn is_version_1(text: &[u8]) -> Result<(), ArchiveError> {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(text) else {
        return Ok(()); // The whole reading says what is wrong with it.
    };
    match value.get("format").and_then(|format| format.as_str()) {
        Some(Site::FORMAT) => {}
        other => return Err(ArchiveError::Format(other.map(str::to_owned))),
    }
    match value.get("version") {
        Some(version) if version.as_u64() == Some(Site::VERSION.into()) => Ok(()),
        Some(version) => Err(ArchiveError::Version(version.to_string())),
        None => Err(ArchiveError::Version("none".into())),
    }
}

/// `site.json` is one value on as many lines as it likes: a fault is told by the line where the
/// reader stopped, or the first when the value as a whole is at fault.
fn line_of(text: &[u8]) -> u64 {
    match serde_json::from_slice::<Site>(text) {
        Err(error) => error.line().max(1) as u64,
        Ok(_) => 1,
    }
}
