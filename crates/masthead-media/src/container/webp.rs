//! WebP's RIFF chunks (RFC 9649).

use super::{Cursor, Dress, EXIF_LIMIT, Parts, TEXT_LIMIT, vp8l};
use crate::{Format, Refusal};

type Chunk<'a> = (&'a [u8; 4], &'a [u8]);

const HAS_ICC: u8 = 0x20;
const HAS_ALPHA: u8 = 0x10;
const HAS_XMP: u8 = 0x04;
const HAS_FRAMES: u8 = 0x02;

fn broken(reason: &str) -> Refusal {
    Refusal::broken(Format::Webp, reason)
}

/// The chunks inside the length that the header gives. What follows is not looked at.
fn chunks(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, Refusal> {
    let size = bytes
        .get(4..8)
        .and_then(|size| size.first_chunk())
        .map_or(0, |size| u32::from_le_bytes(*size));
    let end = (size as usize).saturating_add(8);
    let body = bytes
        .get(12..end)
        .ok_or_else(|| broken("it is shorter than its header says"))?;
    list(body)
}

fn list(body: &[u8]) -> Result<Vec<Chunk<'_>>, Refusal> {
    let mut cursor = Cursor::new(body);
    let mut found = Vec::new();
    while cursor.rest().len() >= 8 && found.len() < 10_000 {
        found.push(next(&mut cursor).ok_or_else(|| broken("a chunk is longer than the file"))?);
    }
    Ok(found)
}

fn next<'a>(cursor: &mut Cursor<'a>) -> Option<Chunk<'a>> {
    let kind = cursor.take(4)?.first_chunk()?;
    let length = u32::from_le_bytes(cursor.array()?) as usize;
    let data = cursor.take(length)?;
    if length % 2 == 1 {
        cursor.take(1); // padding, which some writers leave out at the end
    }
    Some((kind, data))
}

pub(super) fn dissect(bytes: &[u8]) -> Result<Parts, Refusal> {
    let (mut parts, mut lossy, mut tables) = (Parts::default(), false, 0);
    let chunks = chunks(bytes)?;
    coded_once(&chunks)?;
    for (kind, data) in chunks {
        match kind {
            b"VP8X" | b"VP8 " | b"VP8L" => {
                let (width, height) = size_of(kind, data)?;
                if parts.width == 0 {
                    (parts.width, parts.height) = (width, height);
                }
                if (width, height) != (parts.width, parts.height) {
                    return Err(broken("its headers contradict each other"));
                }
                lossy |= kind == b"VP8 ";
                coded(kind, data, &mut parts);
                tables = tables.max(tables_of(kind, data, (width, height))?);
            }
            b"ALPH" => {
                parts.has_alpha = true;
                tables = tables.max(tables_of(kind, data, (parts.width, parts.height))?);
            }
            b"ANMF" => {
                parts.frames += 1;
                frame_fits(data, &mut parts)?;
                // The first frame alone is decoded.
                if parts.frames == 1 {
                    tables = tables.max(tables_of_frame(data)?);
                }
            }
            b"ICCP" => parts.icc = Some(data.to_vec()),
            b"EXIF" => {
                let exif = data.strip_prefix(b"Exif\0\0").unwrap_or(data);
                parts.exif = Some(exif[..exif.len().min(EXIF_LIMIT)].to_vec());
            }
            b"XMP " if data.len() <= TEXT_LIMIT && parts.xmp.is_empty() => {
                parts.xmp.push(data.to_vec());
            }
            b"C2PA" => parts.c2pa = Some(data.to_vec()),
            _ => {}
        }
    }
    if parts.width == 0 || parts.height == 0 {
        return Err(broken("it holds no image"));
    }
    let each_half = match (parts.frames, lossy, parts.has_alpha) {
        (1.., _, _) => 38,       // a frame of the last kind, and two canvases
        (0, true, true) => 21, // planes (1.5), colours (4), coded transparency (4) and its values (1)
        (0, true, false) => 10, // planes (1.5) and colours (3)
        (0, false, true) => 12, // colours (4) and transforms
        (0, false, false) => 16, // the same, and three of the four channels once more
    };
    parts.decode_bytes = u64::from(parts.width) * u64::from(parts.height) * each_half / 2 + tables;
    parts.frames = parts.frames.max(1);
    Ok(parts)
}

/// No decoder reads a second one, and the tables of ten thousand take minutes to be reckoned.
fn coded_once(chunks: &[Chunk]) -> Result<(), Refusal> {
    let pictures = chunks
        .iter()
        .filter(|(kind, _)| matches!(*kind, b"VP8 " | b"VP8L"));
    let opacities = chunks.iter().filter(|(kind, _)| *kind == b"ALPH");
    match pictures.count() > 1 || opacities.count() > 1 {
        true => Err(broken("it holds more than one picture")),
        false => Ok(()),
    }
}

fn size_of(kind: &[u8; 4], data: &[u8]) -> Result<(u32, u32), Refusal> {
    size(kind, data).ok_or_else(|| broken("its header is short"))
}

fn coded(kind: &[u8; 4], data: &[u8], parts: &mut Parts) {
    parts.has_alpha |= match kind {
        b"VP8X" => data.first().is_some_and(|flags| flags & HAS_ALPHA != 0),
        b"VP8L" => lossless_bits(data).is_some_and(|bits| bits >> 28 & 1 == 1),
        _ => false,
    };
}

/// Of what is coded without loss, colours or transparency.
fn tables_of(kind: &[u8; 4], data: &[u8], size: (u32, u32)) -> Result<u64, Refusal> {
    let stream = match (kind, data) {
        (b"VP8L", [_, _, _, _, _, stream @ ..]) => stream,
        (b"ALPH", [how, stream @ ..]) if how & 3 == 1 => stream,
        _ => return Ok(0),
    };
    vp8l::table_bytes(stream, size).ok_or_else(|| broken("its code tables are damaged"))
}

fn tables_of_frame(data: &[u8]) -> Result<u64, Refusal> {
    let chunks = list(data.get(16..).unwrap_or_default())?;
    coded_once(&chunks)?;
    let coded = chunks.iter().find_map(|(kind, data)| match *kind {
        b"VP8 " | b"VP8L" => size(kind, data),
        _ => None,
    });
    let size = coded.ok_or_else(|| broken("a frame holds no picture"))?;
    let each = chunks
        .iter()
        .map(|(kind, data)| tables_of(kind, data, size));
    each.sum()
}

/// A frame lies inside the picture, and what is coded in it is as large as it says.
fn frame_fits(data: &[u8], parts: &mut Parts) -> Result<(), Refusal> {
    let contradicts = || broken("a frame does not fit into its picture");
    let [x0, x1, x2, y0, y1, y2, w0, w1, w2, h0, h1, h2, ..] = data else {
        return Err(broken("a frame is short"));
    };
    let number = |low: &u8, middle: &u8, high: &u8| u32::from_le_bytes([*low, *middle, *high, 0]);
    let (x, y) = (2 * number(x0, x1, x2), 2 * number(y0, y1, y2));
    let (width, height) = (number(w0, w1, w2) + 1, number(h0, h1, h2) + 1);
    if x + width > parts.width || y + height > parts.height {
        return Err(contradicts());
    }
    for (kind, data) in list(data.get(16..).unwrap_or_default())? {
        if matches!(kind, b"VP8 " | b"VP8L") && size_of(kind, data)? != (width, height) {
            return Err(contradicts());
        }
    }
    Ok(())
}

fn size(kind: &[u8; 4], data: &[u8]) -> Option<(u32, u32)> {
    match kind {
        b"VP8X" => {
            let [_, _, _, _, w0, w1, w2, h0, h1, h2, ..] = data else {
                return None;
            };
            Some((
                u32::from_le_bytes([*w0, *w1, *w2, 0]) + 1,
                u32::from_le_bytes([*h0, *h1, *h2, 0]) + 1,
            ))
        }
        b"VP8L" => {
            let bits = lossless_bits(data)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => {
            let [_, _, _, 0x9d, 0x01, 0x2a, w0, w1, h0, h1, ..] = data else {
                return None;
            };
            let side = |low: &u8, high: &u8| u32::from(u16::from_le_bytes([*low, *high]) & 0x3fff);
            Some((side(w0, w1), side(h0, h1)))
        }
    }
}

/// Width − 1 and height − 1 in 14 bits each, then whether there is transparency.
fn lossless_bits(data: &[u8]) -> Option<u32> {
    data.strip_prefix(&[0x2f])?
        .first_chunk()
        .map(|bits| u32::from_le_bytes(*bits))
}

pub(super) fn dress(bytes: &[u8], dress: Dress) -> Result<Vec<u8>, Refusal> {
    let chunks = chunks(bytes)?;
    let first = chunks.iter().find_map(|(kind, data)| size(kind, data));
    let (width, height) = first.ok_or_else(|| broken("it holds no image"))?;
    let (mut images, mut frames) = (Vec::new(), Vec::new());
    let mut flags = 0;
    for (kind, data) in chunks {
        match kind {
            b"VP8X" => flags |= data.first().unwrap_or(&0) & (HAS_ALPHA | HAS_FRAMES),
            b"VP8L" if lossless_bits(data).is_some_and(|bits| bits >> 28 & 1 == 1) => {
                flags |= HAS_ALPHA
            }
            _ => {}
        }
        match kind {
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" => put(&mut images, kind, data),
            b"ANMF" => put(&mut frames, kind, &frame(data)?),
            _ => {}
        }
    }
    flags |= if dress.icc.is_some() { HAS_ICC } else { 0 };
    flags |= if dress.xmp.is_some() { HAS_XMP } else { 0 };
    let mut body = b"WEBP".to_vec();
    if flags != 0 {
        put(&mut body, b"VP8X", &header(flags, width, height));
    }
    dress
        .icc
        .iter()
        .for_each(|icc| put(&mut body, b"ICCP", icc));
    body.extend(images);
    body.extend(frames);
    dress
        .xmp
        .iter()
        .for_each(|xmp| put(&mut body, b"XMP ", xmp));
    let mut out = Vec::new();
    put(&mut out, b"RIFF", &body);
    Ok(out)
}

fn header(flags: u8, width: u32, height: u32) -> [u8; 10] {
    let [w0, w1, w2, _] = (width - 1).to_le_bytes();
    let [h0, h1, h2, _] = (height - 1).to_le_bytes();
    [flags, 0, 0, 0, w0, w1, w2, h0, h1, h2]
}

/// A frame's place and time (16 bytes), then its picture without unknown chunks.
fn frame(data: &[u8]) -> Result<Vec<u8>, Refusal> {
    let (place, chunks) = data
        .split_at_checked(16)
        .ok_or_else(|| broken("a frame is short"))?;
    let mut out = place.to_vec();
    for (kind, data) in list(chunks)? {
        if matches!(kind, b"VP8 " | b"VP8L" | b"ALPH") {
            put(&mut out, kind, data);
        }
    }
    Ok(out)
}

fn put(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    out.extend(kind);
    out.extend(length.to_le_bytes());
    out.extend(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}
