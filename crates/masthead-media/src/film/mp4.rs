//! ISO base media (ISO/IEC 14496-12): MP4 and M4A. The box `moov`, wherever it lies, is the table of contents.

use bytes::Bytes;

use super::fields::{be16, be32, be64};
use super::{Film, FilmKind, FilmRefusal, FilmSource, ProbeError, milliseconds, sound};

/// Boxes of the outermost level. A live recording has a pair of them for each second or two.
const BOXES: usize = 50_000;
/// Four hours at 60 pictures a second need some 12 MiB.
const CONTENTS_BYTES: u64 = 32 * 1024 * 1024;
const TRACKS: usize = 64;
/// Browsers play these: H.264, AV1, VP9; AAC and MP3 (`mp4a`), Opus, FLAC.
const PICTURES: [&[u8; 4]; 4] = [b"avc1", b"avc3", b"av01", b"vp09"];
const SOUNDS: [&[u8; 4]; 3] = [b"mp4a", b"Opus", b"fLaC"];

pub(super) async fn read(source: &impl FilmSource) -> Result<Film, ProbeError> {
    Ok(film(&contents(source).await?)?)
}

/// The body of `moov`, of a file that also has something to play.
async fn contents(source: &impl FilmSource) -> Result<Bytes, ProbeError> {
    let end = source.size_bytes();
    let (mut at, mut found, mut plays) = (0, None, false);
    for _ in 0..BOXES {
        if at >= end || (found.is_some() && plays) {
            break;
        }
        let head = source.read(at..end.min(at + 16)).await?;
        let (name, body, next) = outer(&head, at, end).ok_or(BROKEN)?;
        match &name {
            b"moov" if next - body > CONTENTS_BYTES => {
                return Err(FilmRefusal::Broken("its table of contents is too long").into());
            }
            b"moov" => found = Some(body..next),
            b"mdat" | b"moof" => plays = true,
            _ => {}
        }
        at = next;
    }
    match found {
        Some(range) if plays => Ok(source.read(range).await?),
        _ => Err(BROKEN.into()),
    }
}

const BROKEN: FilmRefusal = FilmRefusal::Broken("a part of the MP4 is missing");

/// Name, begin of the body and end of the box at `at`, which must lie within the file.
fn outer(head: &[u8], at: u64, end: u64) -> Option<([u8; 4], u64, u64)> {
    let name = head.get(4..8)?.try_into().ok()?;
    let (size, head_bytes) = match be32(head, 0)? {
        0 => (end - at, 8),
        1 => (be64(head, 8)?, 16),
        size => (u64::from(size), 8),
    };
    let next = at.checked_add(size)?;
    (size >= head_bytes && next <= end).then_some((name, at + head_bytes, next))
}

/// The boxes in `bytes`: name and body. Ends where something does not fit.
fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let (name, body, next) = outer(bytes, 0, bytes.len() as u64)?;
        let (body, next) = (usize::try_from(body).ok()?, usize::try_from(next).ok()?);
        let _: [u8; 4] = name;
        let found = (&bytes[4..8], &bytes[body..next]);
        bytes = &bytes[next..];
        Some(found)
    })
}

fn child<'a>(bytes: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(bytes)
        .find(|found| found.0 == name)
        .map(|found| found.1)
}

fn film(moov: &[u8]) -> Result<Film, FilmRefusal> {
    let header = child(moov, b"mvhd").ok_or(BROKEN)?;
    let duration_ms = duration(header).or_else(|| fragments_duration(moov, header));
    let (mut picture, mut sounds) = (None, 0);
    for (_, track) in boxes(moov).filter(|found| found.0 == b"trak").take(TRACKS) {
        match handler(track) {
            Some(b"vide") => {
                let (width, height) = pixels(track, coded(track, &PICTURES)?).ok_or(BROKEN)?;
                picture = picture.or(Some((width, height)));
            }
            Some(b"soun") => {
                coded(track, &SOUNDS)?;
                sounds += 1;
            }
            _ => {} // text, time codes, chapters
        }
    }
    match picture {
        Some((0, _) | (_, 0)) => Err(BROKEN),
        Some((width, height)) => Ok(Film {
            kind: FilmKind::Mp4,
            width,
            height,
            duration_ms,
        }),
        None if sounds > 0 => Ok(sound(FilmKind::M4a, duration_ms)),
        None => Err(FilmRefusal::Empty),
    }
}

fn handler(track: &[u8]) -> Option<&[u8]> {
    child(child(track, b"mdia")?, b"hdlr")?.get(8..12)
}

/// The first description of how a track is coded, which must be one of `known`.
fn coded<'a>(track: &'a [u8], known: &[&[u8; 4]]) -> Result<&'a [u8], FilmRefusal> {
    let described = || {
        let table = child(child(child(track, b"mdia")?, b"minf")?, b"stbl")?;
        boxes(child(table, b"stsd")?.get(8..)?).next()
    };
    let (name, body) = described().ok_or(BROKEN)?;
    if known.iter().any(|known| *known == name) {
        return Ok(body);
    }
    let name = String::from_utf8_lossy(name);
    let name: String = name.chars().filter(char::is_ascii_graphic).collect();
    Err(FilmRefusal::Codec(name))
}

/// As it is coded, turned by a quarter where the track's matrix says so: phones film upright like this.
fn pixels(track: &[u8], coded: &[u8]) -> Option<(u32, u32)> {
    let (width, height) = (be16(coded, 24)?.into(), be16(coded, 26)?.into());
    let header = child(track, b"tkhd")?;
    let matrix = if header.first()? == &1 { 52 } else { 40 };
    let (a, b) = (be32(header, matrix)?, be32(header, matrix + 4)?);
    Some(if a == 0 && b != 0 {
        (height, width)
    } else {
        (width, height)
    })
}

/// Of `mvhd`; none where it says 0 or "unknown".
fn duration(header: &[u8]) -> Option<u64> {
    let (scale, units) = match header.first()? {
        1 => (
            be32(header, 20)?,
            be64(header, 24).filter(|units| *units != u64::MAX)?,
        ),
        _ => (
            be32(header, 12)?,
            be32(header, 16).filter(|units| *units != u32::MAX)?.into(),
        ),
    };
    milliseconds(units, scale.into()).filter(|ms| *ms > 0)
}

/// A film in fragments says its length elsewhere, if at all.
fn fragments_duration(moov: &[u8], header: &[u8]) -> Option<u64> {
    let scale = be32(header, if header.first()? == &1 { 20 } else { 12 })?;
    let said = child(child(moov, b"mvex")?, b"mehd")?;
    let units = match said.first()? {
        1 => be64(said, 4)?,
        _ => be32(said, 4)?.into(),
    };
    milliseconds(units, scale.into()).filter(|ms| *ms > 0)
}
