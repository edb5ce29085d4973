//! MP3: MPEG 1 and 2, layer III. Three frames in a row make one; a single match comes up in any bytes.

use super::fields::be32;
use super::{Film, FilmKind, FilmRefusal, FilmSource, HEAD_BYTES, ProbeError, milliseconds, sound};

const BITRATES_1: [u64; 15] = [
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
];
const BITRATES_2: [u64; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const BROKEN: FilmRefusal = FilmRefusal::Broken("no MP3 frames follow each other");

pub(super) async fn read(source: &impl FilmSource, head: &[u8]) -> Result<Film, ProbeError> {
    let begin = tag_bytes(head);
    let end = source.size_bytes();
    if begin >= end {
        return Err(BROKEN.into());
    }
    let bytes = source.read(begin..end.min(begin + HEAD_BYTES)).await?;
    // Some programs leave a few zeros between the tag and the sound.
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let sound_bytes = end - begin - zeros as u64;
    Ok(film(&bytes[zeros..], sound_bytes)?)
}

/// The length of an ID3v2 tag, whose size has seven bits a byte.
fn tag_bytes(head: &[u8]) -> u64 {
    match head {
        [b'I', b'D', b'3', _, _, flags, a, b, c, d, ..] => {
            let size = [a, b, c, d]
                .into_iter()
                .fold(0, |all, byte| all << 7 | u64::from(byte & 0x7f));
            let footer = if flags & 0x10 == 0 { 0 } else { 10 };
            10 + size + footer
        }
        _ => 0,
    }
}

struct Frame {
    rate: u64,
    samples: u64,
    bits_a_second: u64,
    bytes: usize,
}

fn frame(bytes: &[u8]) -> Option<Frame> {
    let head = be32(bytes, 0)?;
    let (version, layer) = (head >> 19 & 3, head >> 17 & 3);
    if head >> 21 != 0x7ff || version == 1 || layer != 1 {
        return None;
    }
    let first = version == 3;
    let rates = if first { BITRATES_1 } else { BITRATES_2 };
    let kilobits = *rates.get((head >> 12 & 15) as usize)?;
    let rate = *[44_100, 48_000, 32_000].get((head >> 10 & 3) as usize)?;
    let rate = match version {
        3 => rate,
        2 => rate / 2,
        _ => rate / 4,
    };
    let samples = if first { 1_152 } else { 576 };
    if kilobits == 0 {
        return None;
    }
    let padding = u64::from(head >> 9 & 1);
    let bytes = samples / 8 * kilobits * 1_000 / rate + padding;
    Some(Frame {
        rate,
        samples,
        bits_a_second: kilobits * 1_000,
        bytes: usize::try_from(bytes).ok()?,
    })
}

fn film(bytes: &[u8], sound_bytes: u64) -> Result<Film, FilmRefusal> {
    let first = frame(bytes).ok_or(BROKEN)?;
    let mut at = first.bytes;
    for _ in 0..2 {
        let next = bytes.get(at..).and_then(frame).ok_or(BROKEN)?;
        if next.rate != first.rate {
            return Err(BROKEN);
        }
        at += next.bytes;
    }
    let said = counted(&bytes[..first.bytes]);
    let duration_ms = match said {
        Some(frames) => milliseconds(frames * first.samples, first.rate),
        None => milliseconds(sound_bytes * 8, first.bits_a_second),
    };
    Ok(sound(FilmKind::Mp3, duration_ms))
}

/// How many frames there are, where the first one is a note of the encoder's that says so.
fn counted(first: &[u8]) -> Option<u64> {
    let at = first
        .windows(4)
        .take(48)
        .position(|four| four == b"Xing" || four == b"Info")?;
    let has_frames = be32(first, at + 4)? & 1 == 1;
    has_frames
        .then(|| be32(first, at + 8).map(u64::from))
        .flatten()
}
