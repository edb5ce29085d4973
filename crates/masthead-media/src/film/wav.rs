//! WAVE with plain samples.

use super::fields::{le16, le32};
use super::{Film, FilmKind, FilmRefusal, FilmSource, ProbeError, milliseconds, sound};

const CHUNKS: usize = 100;
/// Whole numbers, floating ones, and either with more channels than two.
const PLAIN: [u16; 3] = [1, 3, 0xfffe];
const BROKEN: FilmRefusal = FilmRefusal::Broken("a part of the WAV is missing");

pub(super) async fn read(source: &impl FilmSource) -> Result<Film, ProbeError> {
    let end = source.size_bytes();
    let (mut at, mut bytes_a_second) = (12, None);
    for _ in 0..CHUNKS {
        if at >= end {
            break;
        }
        let chunk = source.read(at..end.min(at + 24)).await?;
        let size = u64::from(le32(&chunk, 4).ok_or(BROKEN)?);
        match &chunk[..4] {
            b"fmt " => {
                let coded = le16(&chunk, 8).ok_or(BROKEN)?;
                if !PLAIN.contains(&coded) {
                    return Err(FilmRefusal::Codec(format!("WAV {coded:#x}")).into());
                }
                bytes_a_second = le32(&chunk, 16);
            }
            b"data" if at + 8 + size <= end => {
                let each = bytes_a_second.ok_or(BROKEN)?;
                return Ok(sound(FilmKind::Wav, milliseconds(size, each.into())));
            }
            b"data" => break,
            _ => {}
        }
        at += 8 + size + size % 2;
    }
    Err(BROKEN.into())
}
