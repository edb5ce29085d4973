//! FLAC (RFC 9639): its first block says all.

use super::fields::be64;
use super::{Film, FilmKind, FilmRefusal, milliseconds, sound};

pub(super) fn read(head: &[u8]) -> Result<Film, FilmRefusal> {
    const BROKEN: FilmRefusal = FilmRefusal::Broken("the FLAC says nothing of itself");
    let is_facts = head.get(4).is_some_and(|kind| kind & 0x7f == 0);
    let facts = head.get(8..42).filter(|_| is_facts).ok_or(BROKEN)?;
    // 20 bits of rate, 3 of channels, 5 of depth, 36 of samples.
    let packed = be64(facts, 10).ok_or(BROKEN)?;
    let (rate, samples) = (packed >> 44, packed & 0xf_ffff_ffff);
    if rate == 0 {
        return Err(BROKEN);
    }
    let said = milliseconds(samples, rate).filter(|ms| *ms > 0);
    Ok(sound(FilmKind::Flac, said))
}
