use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::CompressionMethod;
use zip::read::ZipFileEntry;

use super::names::is_litter;
use super::{ArchiveError, Stream};
use crate::ReadLimits;
use crate::error::quoted;

/// A zip whose directory has been checked. Entries go by their names below the one top folder, if
/// all lie in one.
#[derive(Debug)]
pub(super) struct Zipped {
    path: PathBuf,
    entries: HashMap<String, Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    header_start: u64,
    packed: u64,
    size: u64,
    crc: u32,
    deflated: bool,
}

impl Zipped {
    pub(super) fn open(path: &Path, limits: &ReadLimits) -> Result<Self, ArchiveError> {
        let file = File::open(path).map_err(|error| ArchiveError::read(path, error))?;
        let size = file.metadata().map_or(0, |about| about.len());
        if size == 0 {
            return Err(ArchiveError::Empty(path.into()));
        }
        let entries = directory(file, limits).map_err(|reason| ArchiveError::zip(path, reason))?;
        if entries.is_empty() {
            return Err(ArchiveError::Empty(path.into()));
        }
        Ok(Zipped {
            path: path.into(),
            entries: below_top(entries),
        })
    }

    pub(super) fn stream(&self, name: &str) -> Result<Option<Stream>, ArchiveError> {
        let Some(entry) = self.entries.get(name) else {
            return Ok(None);
        };
        let packed = packed_bytes(&self.path, entry)
            .map_err(|error| ArchiveError::zip(&self.path, format!("{name}: {error}")))?;
        let unpacked: Stream = if entry.deflated {
            Box::new(DeflateDecoder::new(packed))
        } else {
            Box::new(packed)
        };
        Ok(Some(Box::new(Checked {
            input: unpacked,
            left: entry.size,
            crc: Crc::new(),
            expected: entry.crc,
        })))
    }

    pub(super) fn size(&self, name: &str) -> u64 {
        self.entries.get(name).map_or(0, |entry| entry.size)
    }

    pub(super) fn media(&self) -> Vec<String> {
        let names = self.entries.keys();
        let media = names.filter(|name| name.starts_with("media/"));
        media.cloned().collect()
    }

    pub(super) fn names(&self) -> Vec<String> {
        let top = |name: &String| name.split('/').next().unwrap_or_default().to_owned();
        self.entries.keys().map(top).collect()
    }
}

/// Every entry by name, or why the zip is refused as a whole.
fn directory(file: File, limits: &ReadLimits) -> Result<HashMap<String, Entry>, String> {
    let mut zip =
        zip::unstable::read::ZipIterable::try_new(BufReader::new(file), Default::default())
            .map_err(|error| error.to_string())?;
    let count = zip.len() as u64;
    if count > limits.zip_entries {
        return Err(format!(
            "it has {count} entries; the limit is {}",
            limits.zip_entries
        ));
    }
    let mut entries = HashMap::new();
    let mut total = 0u64;
    for entry in zip.files().map_err(|error| error.to_string())? {
        let entry = entry.map_err(|error| error.to_string())?;
        if entry.name().is_ok_and(|name| is_litter(&name)) {
            continue;
        }
        let name = safe_name(&entry)?;
        if entry.is_dir() {
            continue;
        }
        let entry =
            allowed(&entry, limits).map_err(|reason| format!("{} {reason}", quoted(&name)))?;
        total = total.saturating_add(entry.size);
        if total > limits.zip_total_bytes {
            return Err(format!(
                "it unpacks to over {} bytes",
                limits.zip_total_bytes
            ));
        }
        if entries.insert(name.clone(), entry).is_some() {
            return Err(format!("it has {} twice", quoted(&name)));
        }
    }
    Ok(entries)
}

fn safe_name(entry: &ZipFileEntry<'_>) -> Result<String, String> {
    let name = entry.name().map_err(|error| error.to_string())?;
    let path = name.strip_suffix('/').unwrap_or(&name);
    let safe = |part: &str| !part.is_empty() && part != "." && part != "..";
    let drive = path.as_bytes().get(1) == Some(&b':');
    if !path.split('/').all(safe)
        || drive
        || path.contains(|c: char| c == '\\' || c.is_control())
        || entry.is_symlink()
    {
        return Err(format!("the entry {} leads out of it", quoted(&name)));
    }
    Ok(path.to_owned())
}

fn allowed(entry: &ZipFileEntry<'_>, limits: &ReadLimits) -> Result<Entry, String> {
    let deflated = match entry.compression() {
        CompressionMethod::Stored => false,
        CompressionMethod::Deflated => true,
        _ => return Err("is packed in another way than deflate".into()),
    };
    if entry.encrypted() {
        return Err("is encrypted; pack it without a password".into());
    }
    let (size, packed) = (entry.size(), entry.compressed_size());
    if size > limits.zip_entry_bytes {
        return Err(format!(
            "unpacks to {size} bytes; the limit is {}",
            limits.zip_entry_bytes
        ));
    }
    let most = packed.saturating_mul(limits.zip_ratio);
    if size > limits.zip_ratio_from_bytes && size > most {
        return Err(format!(
            "unpacks to {size} bytes from {packed}; the limit is {} times",
            limits.zip_ratio
        ));
    }
    Ok(Entry {
        header_start: entry.header_start(),
        packed,
        size,
        crc: entry.crc32(),
        deflated,
    })
}

/// People zip a folder: where all lies in one, its name is dropped.
fn below_top(entries: HashMap<String, Entry>) -> HashMap<String, Entry> {
    if entries.contains_key("site.json") {
        return entries;
    }
    let mut tops = entries
        .keys()
        .map(|name| name.split_once('/').map(|(top, _)| top));
    let Some(Some(top)) = tops.next() else {
        return entries;
    };
    if !tops.all(|other| other == Some(top)) {
        return entries;
    }
    let prefix = format!("{top}/");
    entries
        .iter()
        .filter_map(|(name, entry)| Some((name.strip_prefix(&prefix)?.to_owned(), *entry)))
        .collect()
}

/// The packed bytes of an entry, from a handle of their own.
fn packed_bytes(path: &Path, entry: &Entry) -> io::Result<io::Take<BufReader<File>>> {
    const LOCAL_HEADER_BYTES: u64 = 30; // APPNOTE.TXT 4.3.7
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(entry.header_start))?;
    let mut header = [0; LOCAL_HEADER_BYTES as usize];
    file.read_exact(&mut header)?;
    let damaged = || io::Error::new(io::ErrorKind::InvalidData, "the zip is damaged");
    if !header.starts_with(b"PK\x03\x04") {
        return Err(damaged());
    }
    let length = |at: usize| u64::from(u16::from_le_bytes([header[at], header[at + 1]]));
    let start = entry
        .header_start
        .checked_add(LOCAL_HEADER_BYTES + length(26) + length(28))
        .ok_or_else(damaged)?;
    file.seek(SeekFrom::Start(start))?;
    Ok(BufReader::new(file).take(entry.packed))
}

/// Gives no more than the declared size, and an error at the end where size or checksum differ.
struct Checked {
    input: Stream,
    left: u64,
    crc: Crc,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let damaged = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
        let size = self.input.read(buffer)?;
        if size as u64 > self.left {
            return Err(damaged("it unpacks to more than the zip says"));
        }
        self.left -= size as u64;
        self.crc.update(&buffer[..size]);
        if size == 0 && self.left > 0 {
            return Err(damaged("it breaks off before its end"));
        }
        if size == 0 && self.crc.sum() != self.expected {
            return Err(damaged("its checksum does not match"));
        }
        Ok(size)
    }
}
