//! Boxes of ISO base media files (ISO/IEC 14496-12, 4.2 and 8.11).

use super::Cursor;

pub(super) type Box4<'a> = (&'a [u8; 4], &'a [u8]);

/// More boxes beside each other than this are refused, and so are more items, extents and references.
pub(super) const MOST: usize = 2_000;

/// `None` where a box is longer than what holds it, or there are more than [`MOST`].
pub(super) fn list(body: &[u8]) -> Option<Vec<Box4<'_>>> {
    let mut cursor = Cursor::new(body);
    let mut found = Vec::new();
    while !cursor.rest().is_empty() {
        if found.len() == MOST {
            return None;
        }
        found.push(next(&mut cursor)?);
    }
    Some(found)
}

pub(super) fn next<'a>(cursor: &mut Cursor<'a>) -> Option<Box4<'a>> {
    let size = u32::from_be_bytes(cursor.array()?);
    let kind = cursor.take(4)?.first_chunk()?;
    let length = match size {
        0 => cursor.rest().len(),
        1 => usize::try_from(u64::from_be_bytes(cursor.array()?))
            .ok()?
            .checked_sub(16)?,
        _ => usize::try_from(size).ok()?.checked_sub(8)?,
    };
    Some((kind, cursor.take(length)?))
}

/// Version, flags and what follows.
pub(super) fn full(body: &[u8]) -> Option<(u8, u8, Cursor<'_>)> {
    let mut cursor = Cursor::new(body);
    let [version, _, _, flags] = cursor.array()?;
    Some((version, flags, cursor))
}

pub(super) fn find<'a>(boxes: &[Box4<'a>], kind: &[u8; 4]) -> Option<&'a [u8]> {
    let mut of_kind = boxes.iter().filter(|(is, _)| *is == kind);
    of_kind.next().map(|(_, body)| *body)
}

/// Big-endian, 0 to 8 bytes long.
pub(super) fn number(cursor: &mut Cursor, length: usize) -> Option<u64> {
    if length > 8 {
        return None;
    }
    let bytes = cursor.take(length)?;
    Some(
        bytes
            .iter()
            .fold(0, |all, byte| all << 8 | u64::from(*byte)),
    )
}

pub(super) fn small(cursor: &mut Cursor, length: usize) -> Option<u32> {
    u32::try_from(number(cursor, length)?).ok()
}
