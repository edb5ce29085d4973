//! Items of a HEIF file and what belongs to them (ISO/IEC 23008-12; the tables are those of ISO/IEC 14496-12, 8.11).

use super::boxes::{Box4, MOST, find, full, list, number, small};

pub(super) struct Items<'a> {
    file: &'a [u8],
    data: &'a [u8],
    pub(super) primary: u32,
    pub(super) infos: Vec<Info>,
    places: Vec<Place>,
    properties: Vec<Box4<'a>>,
    /// Item, number of the property from 1, whether a reader must know it.
    associations: Vec<(u32, usize, bool)>,
    /// Kind, from, to.
    pub(super) references: Vec<([u8; 4], u32, u32)>,
}

/// Id, type and, for `mime`, the content type.
pub(super) type Info = (u32, [u8; 4], Vec<u8>);

struct Place {
    item: u32,
    in_data: bool,
    /// Offset and length; no length is all the rest.
    extents: Vec<(u64, u64)>,
}

impl<'a> Items<'a> {
    pub(super) fn read(file: &'a [u8]) -> Option<Self> {
        let meta = find(&head(file), b"meta")?;
        let boxes = list(meta.get(4..)?)?;
        let (version, _, mut pitm) = full(find(&boxes, b"pitm")?)?;
        let iprp = list(find(&boxes, b"iprp")?)?;
        let mut associations = Vec::new();
        for (_, body) in iprp.iter().filter(|(kind, _)| *kind == b"ipma") {
            associate(body, &mut associations)?;
        }
        Some(Self {
            file,
            data: find(&boxes, b"idat").unwrap_or_default(),
            primary: small(&mut pitm, if version == 0 { 2 } else { 4 })?,
            infos: infos(find(&boxes, b"iinf")?)?,
            places: places(find(&boxes, b"iloc")?)?,
            properties: list(find(&iprp, b"ipco")?)?,
            associations,
            references: find(&boxes, b"iref").map_or(Some(Vec::new()), references)?,
        })
    }

    pub(super) fn kind(&self, item: u32) -> Option<&[u8; 4]> {
        let mut infos = self.infos.iter();
        infos.find(|(id, ..)| *id == item).map(|(_, kind, _)| kind)
    }

    /// In the file's order, which is the order in which turns are applied.
    pub(super) fn properties(&self, item: u32) -> impl Iterator<Item = (Box4<'a>, bool)> {
        let own = self.associations.iter().filter(move |(id, ..)| *id == item);
        own.filter_map(|(_, number, essential)| {
            let at = number.checked_sub(1)?;
            Some((*self.properties.get(at)?, *essential))
        })
    }

    pub(super) fn property(&self, item: u32, kind: &[u8; 4]) -> Option<&'a [u8]> {
        let mut own = self.properties(item);
        own.find(|((is, _), _)| *is == kind)
            .map(|((_, body), _)| body)
    }

    pub(super) fn referred(&self, kind: &[u8; 4], from: u32) -> Vec<u32> {
        let own = self.references.iter();
        own.filter(|(is, by, _)| is == kind && *by == from)
            .map(|(_, _, to)| *to)
            .collect()
    }

    /// How long an item is; none where a part of it lies outside the file, or it has more bytes than the file.
    pub(super) fn payload_bytes(&self, item: u32) -> Option<usize> {
        let (mut pieces, mut whole) = (self.pieces(item)?, 0_usize);
        pieces.try_for_each(|piece| {
            whole = whole.checked_add(piece?.len())?;
            (whole <= self.file.len()).then_some(())
        })?;
        Some(whole)
    }

    /// The item's bytes, at most `most`.
    pub(super) fn payload(&self, item: u32, most: usize) -> Option<Vec<u8>> {
        let length = self.payload_bytes(item)?;
        if length > most {
            return None;
        }
        let mut whole = Vec::with_capacity(length);
        for piece in self.pieces(item)? {
            whole.extend_from_slice(piece?);
        }
        Some(whole)
    }

    /// What lies where the item's extents point to.
    fn pieces(&self, item: u32) -> Option<impl Iterator<Item = Option<&'a [u8]>>> {
        let place = self.places.iter().find(|place| place.item == item)?;
        let source = if place.in_data { self.data } else { self.file };
        Some(place.extents.iter().map(move |(offset, length)| {
            let rest = source.get(usize::try_from(*offset).ok()?..)?;
            let length = usize::try_from(*length).ok()?;
            let length = if length == 0 { rest.len() } else { length };
            rest.get(..length)
        }))
    }
}

/// The boxes up to `meta`: what follows may be cut or foreign, and is reached by offset.
fn head(file: &[u8]) -> Vec<Box4<'_>> {
    let mut cursor = super::Cursor::new(file);
    let mut found = Vec::new();
    while let Some(one) = super::boxes::next(&mut cursor) {
        found.push(one);
        if one.0 == b"meta" || found.len() == MOST {
            break;
        }
    }
    found
}

fn infos(body: &[u8]) -> Option<Vec<Info>> {
    let (version, _, mut cursor) = full(body)?;
    small(&mut cursor, if version == 0 { 2 } else { 4 })?;
    let entries = list(cursor.rest())?;
    entries.iter().map(|(_, body)| info(body)).collect()
}

fn info(body: &[u8]) -> Option<Info> {
    let (version, _, mut cursor) = full(body)?;
    let length = match version {
        2 => 2,
        3 => 4,
        _ => return None,
    };
    let id = small(&mut cursor, length)?;
    cursor.take(2)?; // protection
    let kind = cursor.array()?;
    let mut words = cursor.rest().split(|byte| *byte == 0).skip(1);
    Some((id, kind, words.next().unwrap_or_default().to_vec()))
}

fn places(body: &[u8]) -> Option<Vec<Place>> {
    let (version, _, mut cursor) = full(body)?;
    let [sizes, more] = cursor.array()?;
    let (offset, length, base) = (sizes >> 4, sizes & 15, more >> 4);
    let index = if version == 0 { 0 } else { more & 15 };
    let id = if version < 2 { 2 } else { 4 };
    let count = small(&mut cursor, id)? as usize;
    let mut left = MOST;
    let mut found = Vec::new();
    for _ in 0..count {
        let item = small(&mut cursor, id)?;
        let method = if version == 0 {
            0
        } else {
            number(&mut cursor, 2)? & 15
        };
        cursor.take(2)?; // which file: only this one is read
        let base = number(&mut cursor, base.into())?;
        let extents = number(&mut cursor, 2)? as usize;
        left = left.checked_sub(extents.max(1))?;
        let extents = (0..extents).map(|_| {
            number(&mut cursor, index.into())?;
            let at = base.checked_add(number(&mut cursor, offset.into())?)?;
            Some((at, number(&mut cursor, length.into())?))
        });
        let extents = extents.collect::<Option<_>>()?;
        if method < 2 {
            let in_data = method == 1;
            found.push(Place {
                item,
                in_data,
                extents,
            });
        }
    }
    Some(found)
}

fn associate(body: &[u8], into: &mut Vec<(u32, usize, bool)>) -> Option<()> {
    let (version, flags, mut cursor) = full(body)?;
    let count = small(&mut cursor, 4)?;
    for _ in 0..count {
        let item = small(&mut cursor, if version == 0 { 2 } else { 4 })?;
        for _ in 0..cursor.byte()? {
            let (length, mark) = if flags & 1 == 1 {
                (2, 0x8000)
            } else {
                (1, 0x80)
            };
            let word = small(&mut cursor, length)?;
            into.push((item, (word & (mark - 1)) as usize, word & mark != 0));
        }
        if into.len() > 4 * MOST {
            return None;
        }
    }
    Some(())
}

fn references(body: &[u8]) -> Option<Vec<([u8; 4], u32, u32)>> {
    let (version, _, cursor) = full(body)?;
    let id = if version == 0 { 2 } else { 4 };
    let mut found = Vec::new();
    for (kind, body) in list(cursor.rest())? {
        let mut cursor = super::Cursor::new(body);
        let from = small(&mut cursor, id)?;
        for _ in 0..small(&mut cursor, 2)? {
            found.push((*kind, from, small(&mut cursor, id)?));
        }
        if found.len() > MOST {
            return None;
        }
    }
    Some(found)
}
