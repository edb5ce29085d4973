//! Ogg (RFC 3533) with Opus (RFC 7845) or Vorbis.

use super::fields::{le16, le32, le64};
use super::{Film, FilmKind, FilmRefusal, FilmSource, HEAD_BYTES, ProbeError, milliseconds, sound};

const BROKEN: FilmRefusal = FilmRefusal::Broken("a page of the Ogg is missing");

pub(super) async fn read(source: &impl FilmSource, head: &[u8]) -> Result<Film, ProbeError> {
    let first = packet(head).ok_or(BROKEN)?;
    let (rate, skipped) = match first {
        [b'O', b'p', b'u', b's', b'H', b'e', b'a', b'd', ..] => {
            (48_000, u64::from(le16(first, 10).ok_or(BROKEN)?))
        }
        [1, b'v', b'o', b'r', b'b', b'i', b's', ..] => (le32(first, 12).ok_or(BROKEN)?, 0),
        [0x80, b't', b'h', b'e', b'o', b'r', b'a', ..] => {
            return Err(FilmRefusal::Codec("Theora".to_owned()).into());
        }
        _ => return Err(FilmRefusal::Codec("Ogg".to_owned()).into()),
    };
    let end = source.size_bytes();
    let tail = source.read(end.saturating_sub(HEAD_BYTES)..end).await?;
    let last = position(&tail).ok_or(BROKEN)?;
    let duration_ms = milliseconds(last.saturating_sub(skipped), rate.into());
    Ok(sound(FilmKind::Ogg, duration_ms))
}

/// What the first page holds.
fn packet(page: &[u8]) -> Option<&[u8]> {
    let segments = usize::from(*page.get(26)?);
    page.get(27 + segments..)
}

/// The sample at which the last page ends.
fn position(tail: &[u8]) -> Option<u64> {
    let at = tail.windows(4).rposition(|four| four == b"OggS")?;
    le64(tail, at + 6).filter(|position| *position != u64::MAX)
}
