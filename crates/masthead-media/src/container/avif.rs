//! AVIF still pictures (AV1 Image File Format 1.1): what is to be decoded, and how it is to be shown.

use super::boxes::small;
use super::heif::Items;
use super::{Cursor, Parts};
use crate::{Format, Refusal};

/// One picture of AV1 tiles, in rows. A plain item is one tile.
#[derive(Debug, Clone)]
pub(crate) struct Coded {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) columns: u32,
    pub(crate) tile_width: u32,
    pub(crate) tile_height: u32,
    pub(crate) tiles: Vec<Vec<u8>>,
}

/// Colour and transparency of the primary item.
#[derive(Debug, Clone)]
pub(crate) struct Still {
    pub(crate) color: Coded,
    pub(crate) alpha: Option<Coded>,
    /// Matrix coefficients (ITU-T H.273) and whether the range is full, where the container says so.
    pub(crate) matrix: Option<(u8, bool)>,
}

const ALPHA: [&[u8]; 2] = [
    b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0",
    b"urn:mpeg:hevc:2015:auxid:1\0",
];
const KNOWN: [&[u8; 4]; 8] = [
    b"av1C", b"ispe", b"colr", b"pixi", b"irot", b"imir", b"auxC", b"pasp",
];

fn broken(reason: &str) -> Refusal {
    Refusal::broken(Format::Avif, reason)
}

fn unsupported(what: &str) -> Refusal {
    Refusal::Unsupported {
        found: format!("AVIF {what}"),
    }
}

fn items(bytes: &[u8]) -> Result<Items<'_>, Refusal> {
    Items::read(bytes).ok_or_else(|| broken("its list of items is damaged or missing"))
}

pub(super) fn dissect(bytes: &[u8]) -> Result<Parts, Refusal> {
    let items = items(bytes)?;
    let (width, height) = size(&items, items.primary)?;
    let mut parts = Parts {
        width,
        height,
        frames: 1,
        turn: Some(turn(&items)?),
        icc: profile(&items),
        ..Parts::default()
    };
    hdr(&items)?;
    // The decoder's planes, and the result of at most four bytes.
    parts.decode_bytes = u64::from(width) * u64::from(height) * (bytes_per_pixel(&items) + 4);
    for (id, kind, content) in &items.infos {
        match kind {
            b"Exif" if parts.exif.is_none() => parts.exif = items.payload(*id).and_then(exif),
            b"mime" if content == b"application/rdf+xml" && parts.xmp.len() < 8 => {
                parts.xmp.extend(items.payload(*id));
            }
            _ => {}
        }
    }
    parts.c2pa = c2pa(bytes);
    Ok(parts)
}

/// The tiles in full. Sizes have been checked before.
pub(crate) fn still(bytes: &[u8]) -> Result<Still, Refusal> {
    let items = items(bytes)?;
    let alpha = alpha(&items);
    if !items.referred(b"prem", items.primary).is_empty() {
        return Err(unsupported("with premultiplied transparency"));
    }
    let color = coded(&items, items.primary, None)?;
    let size = (color.width, color.height);
    let alpha = alpha.map(|item| coded(&items, item, Some(size)));
    Ok(Still {
        alpha: alpha.transpose()?,
        matrix: nclx(&items).map(|(_, _, matrix, full)| (matrix, full)),
        color,
    })
}

fn coded(items: &Items, item: u32, like: Option<(u32, u32)>) -> Result<Coded, Refusal> {
    let (width, height) = match like {
        Some(like) => like,
        None => size(items, item)?,
    };
    let payload = |item| {
        let payload = items.payload(item).filter(|payload| !payload.is_empty());
        payload.ok_or_else(|| broken("its picture data is missing"))
    };
    match items.kind(item) {
        Some(b"av01") => Ok(Coded {
            width,
            height,
            columns: 1,
            tile_width: width,
            tile_height: height,
            tiles: vec![payload(item)?],
        }),
        Some(b"grid") => {
            let tiles = items.referred(b"dimg", item);
            let (rows, columns) = grid(&payload(item)?, (width, height), tiles.len())?;
            let (tile_width, tile_height) = size(items, tiles[0])?;
            let fits = |tile: u32, count: u32, whole: u32| {
                let (tile, count, whole) = (u64::from(tile), u64::from(count), u64::from(whole));
                tile * count >= whole && tile * (count - 1) < whole
            };
            if !fits(tile_width, columns, width) || !fits(tile_height, rows, height) {
                return Err(broken("its grid does not cover the picture"));
            }
            if tiles.iter().any(|tile| items.kind(*tile) != Some(b"av01")) {
                return Err(unsupported("with a grid of something else"));
            }
            let tiles = tiles.into_iter().map(payload).collect::<Result<_, _>>()?;
            Ok(Coded {
                width,
                height,
                columns,
                tile_width,
                tile_height,
                tiles,
            })
        }
        Some(kind) => Err(unsupported(&format!("item {}", kind.escape_ascii()))),
        None => Err(broken("its picture is missing")),
    }
}

/// Rows and columns (ISO/IEC 23008-12, 6.6.2.3).
fn grid(payload: &[u8], size: (u32, u32), tiles: usize) -> Result<(u32, u32), Refusal> {
    let read = || {
        let mut cursor = Cursor::new(payload);
        let [_, flags, rows, columns] = cursor.array()?;
        let length = if flags & 1 == 1 { 4 } else { 2 };
        let written = (small(&mut cursor, length)?, small(&mut cursor, length)?);
        let (rows, columns) = (u32::from(rows) + 1, u32::from(columns) + 1);
        (written == size && (rows * columns) as usize == tiles).then_some((rows, columns))
    };
    read().ok_or_else(|| broken("its grid contradicts its size"))
}

fn size(items: &Items, item: u32) -> Result<(u32, u32), Refusal> {
    let read = || {
        let mut cursor = Cursor::new(items.property(item, b"ispe")?.get(4..)?);
        Some((small(&mut cursor, 4)?, small(&mut cursor, 4)?))
    };
    let size = read().filter(|(width, height)| *width > 0 && *height > 0);
    size.ok_or_else(|| broken("it has no width or height"))
}

/// As EXIF 1 to 8. `irot` turns against the clock, `imir` 0 exchanges top and bottom; in this order (MIAF, 7.3.6.7).
fn turn(items: &Items) -> Result<u8, Refusal> {
    let (mut quarters, mut mirror) = (0, None);
    for ((kind, body), essential) in items.properties(items.primary) {
        let value = body.first().copied().unwrap_or_default();
        match kind {
            b"irot" => quarters = value & 3,
            b"imir" => mirror = Some(value & 1),
            // What was cropped away must not come back, so this is no detail to overlook.
            b"clap" => return Err(unsupported("with a clean aperture")),
            _ if essential && !KNOWN.contains(&kind) => {
                return Err(unsupported(&format!("property {}", kind.escape_ascii())));
            }
            _ => {}
        }
    }
    Ok(match (quarters, mirror) {
        (0, None) => 1,
        (1, None) => 8,
        (2, None) => 3,
        (_, None) => 6,
        (0, Some(1)) | (2, Some(0)) => 2,
        (0, Some(_)) | (2, Some(_)) => 4,
        (1, Some(0)) | (3, Some(1)) => 5,
        _ => 7,
    })
}

fn alpha(items: &Items) -> Option<u32> {
    let referring = items.references.iter();
    let mut auxiliary = referring.filter(|(kind, _, to)| kind == b"auxl" && *to == items.primary);
    let is_alpha = |item| {
        let kind = items.property(item, b"auxC").and_then(|body| body.get(4..));
        kind.is_some_and(|kind| ALPHA.iter().any(|alpha| kind.starts_with(alpha)))
    };
    auxiliary.find_map(|(_, from, _)| is_alpha(*from).then_some(*from))
}

fn colors<'a>(items: &Items<'a>) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
    let own = items.properties(items.primary);
    own.filter(|((kind, _), _)| *kind == b"colr")
        .filter_map(|((_, body), _)| body.split_at_checked(4))
}

fn profile(items: &Items) -> Option<Vec<u8>> {
    let mut profiles = colors(items).filter(|(kind, _)| matches!(*kind, b"prof" | b"rICC"));
    profiles.next().map(|(_, profile)| profile.to_vec())
}

/// Primaries, transfer, matrix, full range.
fn nclx(items: &Items) -> Option<(u16, u16, u8, bool)> {
    let (_, body) = colors(items).find(|(kind, _)| *kind == b"nclx")?;
    let [p1, p0, t1, t0, _, matrix, range, ..] = body else {
        return None;
    };
    let pair = |high: &u8, low: &u8| u16::from_be_bytes([*high, *low]);
    Some((pair(p1, p0), pair(t1, t0), *matrix, range & 0x80 != 0))
}

fn hdr(items: &Items) -> Result<(), Refusal> {
    match nclx(items) {
        Some((_, 16, ..)) => Err(unsupported("in HDR (PQ)")),
        Some((_, 18, ..)) => Err(unsupported("in HDR (HLG)")),
        _ => Ok(()),
    }
}

/// The planes' own bytes by `av1C`: a byte or two for a sample; grey, or three planes counted in full.
fn bytes_per_pixel(items: &Items) -> u64 {
    let tile = items.referred(b"dimg", items.primary).first().copied();
    let flags = items
        .property(tile.unwrap_or(items.primary), b"av1C")
        .and_then(|body| body.get(2));
    let alpha = if alpha(items).is_some() { 2 } else { 0 };
    alpha
        + match flags {
            Some(flags) if flags & 0x40 == 0 => 3,
            _ => 6,
        }
}

/// Four bytes of offset to the TIFF header, then EXIF.
fn exif(payload: Vec<u8>) -> Option<Vec<u8>> {
    let (offset, rest) = payload.split_first_chunk::<4>()?;
    let offset = usize::try_from(u32::from_be_bytes(*offset)).ok()?;
    rest.get(offset..).map(<[u8]>::to_vec)
}

/// C2PA's `uuid` box (C2PA 2.1, A.5): D8FEC3D6-1B0E-483C-9297-5828877EC481.
fn c2pa(bytes: &[u8]) -> Option<Vec<u8>> {
    const ID: &[u8] = b"\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81";
    let boxes = super::boxes::list(bytes)?;
    let mut own = boxes.iter().filter(|(kind, _)| *kind == b"uuid");
    own.find_map(|(_, body)| body.strip_prefix(ID))
        .map(<[u8]>::to_vec)
}
