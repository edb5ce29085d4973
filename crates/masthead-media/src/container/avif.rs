//! AVIF still pictures (AV1 Image File Format 1.1): what is to be decoded, and how it is to be shown.

mod coded;

use super::boxes::small;
use super::heif::Items;
use super::{Cursor, EXIF_LIMIT, Parts, TEXT_LIMIT};
use crate::{Format, Refusal};

pub(crate) use coded::{Coded, Still};

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
    let still = still(bytes)?;
    let items = still.items();
    let (inner_side, inner_pixels) = still.largest();
    let mut parts = Parts {
        width: still.color.width,
        height: still.color.height,
        frames: 1,
        inner_side,
        inner_pixels,
        turn: Some(turn(items)?),
        icc: profile(items),
        has_alpha: still.alpha.is_some(),
        decode_bytes: still.decode_bytes()?,
        ..Parts::default()
    };
    hdr(items)?;
    for (id, kind, content) in &items.infos {
        match kind {
            b"Exif" if parts.exif.is_none() => {
                parts.exif = items.payload(*id, EXIF_LIMIT).and_then(exif);
            }
            b"mime" if content == b"application/rdf+xml" && parts.xmp.is_empty() => {
                parts.xmp.extend(items.payload(*id, TEXT_LIMIT));
            }
            _ => {}
        }
    }
    parts.c2pa = c2pa(bytes);
    Ok(parts)
}

/// What is to be decoded, with every size checked that can be without decoding.
pub(crate) fn still(bytes: &[u8]) -> Result<Still<'_>, Refusal> {
    Still::of(items(bytes)?, bytes.len())
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
