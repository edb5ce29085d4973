//! PNG chunks (W3C PNG, third edition, which holds APNG; C2PA 2.1 for `caBX`).

use std::io::{Read, Write};

use flate2::{Compression, Crc, read::ZlibDecoder, write::ZlibEncoder};

use super::{Cursor, Dress, EXIF_LIMIT, PROFILE_LIMIT, Parts, TEXT_LIMIT};
use crate::{Format, Refusal};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const XMP: &str = "XML:com.adobe.xmp";
/// More texts than these are not read.
const MOST_TEXTS: usize = 100;
/// Longer than any field that is kept.
const TEXT_BEGIN: usize = 16 << 10;
/// By the specification.
const KEYWORD_BYTES: usize = 79;

type Chunk<'a> = (&'a [u8; 4], &'a [u8]);

fn broken(reason: &str) -> Refusal {
    Refusal::broken(Format::Png, reason)
}

/// From IHDR to IEND. What follows is not looked at.
fn chunks(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, Refusal> {
    let mut cursor = Cursor::new(bytes.get(SIGNATURE.len()..).unwrap_or_default());
    let mut found = Vec::new();
    loop {
        match next(&mut cursor) {
            Some(((b"IEND", _), _)) => return Ok(found),
            Some((chunk, said)) if is_critical(chunk.0) && said != sum(chunk) => {
                return Err(broken("a check sum is wrong"));
            }
            Some((chunk, _)) if found.len() < 100_000 => found.push(chunk),
            Some(_) => return Err(broken("it has more than 100,000 chunks")),
            None => return Err(broken("it ends before the end of the image")),
        }
    }
}

/// With the check sum that the file says it has.
fn next<'a>(cursor: &mut Cursor<'a>) -> Option<(Chunk<'a>, u32)> {
    let length = u32::from_be_bytes(cursor.array()?);
    let kind = cursor.take(4)?.first_chunk()?;
    let data = cursor.take(length as usize)?;
    Some(((kind, data), u32::from_be_bytes(cursor.array()?)))
}

/// What a decoder must know. Others may be damaged, as many programs leave them so.
fn is_critical(kind: &[u8; 4]) -> bool {
    kind[0].is_ascii_uppercase()
}

fn sum((kind, data): Chunk) -> u32 {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    crc.sum()
}

pub(super) fn dissect(bytes: &[u8]) -> Result<Parts, Refusal> {
    let mut parts = Parts {
        frames: 1,
        ..Parts::default()
    };
    let chunks = chunks(bytes)?;
    let Some((b"IHDR", header)) = chunks.first() else {
        return Err(broken("it does not begin with IHDR"));
    };
    size(header, &mut parts)?;
    let (mut profile_seen, mut texts) = (false, 0);
    for (kind, data) in chunks {
        match kind {
            b"acTL" => {
                parts.frames = data
                    .first_chunk()
                    .map_or(1, |count| u32::from_be_bytes(*count))
            }
            // A file has one profile: a second is not worth the inflating.
            b"iCCP" if !profile_seen => {
                profile_seen = true;
                parts.icc = profile(data);
            }
            b"eXIf" => parts.exif = Some(data[..data.len().min(EXIF_LIMIT)].to_vec()),
            b"caBX" => parts.c2pa = Some(data.to_vec()),
            b"tRNS" => parts.has_alpha = true,
            b"tEXt" | b"zTXt" | b"iTXt" if texts < MOST_TEXTS => {
                texts += 1;
                note(&mut parts, kind, data);
            }
            _ => {}
        }
    }
    Ok(parts)
}

fn size(header: &[u8], parts: &mut Parts) -> Result<(), Refusal> {
    let [w3, w2, w1, w0, h3, h2, h1, h0, depth, colour, ..] = header else {
        return Err(broken("IHDR is short"));
    };
    parts.width = u32::from_be_bytes([*w3, *w2, *w1, *w0]);
    parts.height = u32::from_be_bytes([*h3, *h2, *h1, *h0]);
    if parts.width == 0 || parts.height == 0 {
        return Err(broken("it has no width or height"));
    }
    // Palettes may become four channels when they are decoded.
    let channels = match colour {
        0 => 2,
        2 | 3 | 6 => 4,
        _ => 2,
    };
    parts.has_alpha = matches!(colour, 4 | 6);
    parts.wide = *depth == 16;
    let bytes = if parts.wide { 2 } else { 1 };
    parts.decode_bytes = u64::from(parts.width) * u64::from(parts.height) * channels * bytes;
    Ok(())
}

fn profile(data: &[u8]) -> Option<Vec<u8>> {
    let (_name, data) = split(data)?;
    inflate(data.get(1..)?, PROFILE_LIMIT + 1).filter(|icc| icc.len() <= PROFILE_LIMIT)
}

/// A few hundred bytes may hold a million: of XMP the first packet is read, of other texts how they begin.
fn note(parts: &mut Parts, kind: &[u8; 4], data: &[u8]) {
    let Some((keyword, value)) = split(data).filter(|(keyword, _)| keyword.len() <= KEYWORD_BYTES)
    else {
        return;
    };
    let keyword = latin1(keyword);
    if keyword != XMP {
        let begin = text(kind, value, TEXT_BEGIN);
        parts.texts.extend(begin.map(|value| (keyword, value)));
    } else if parts.xmp.is_empty() {
        let whole = text(kind, value, TEXT_LIMIT + 1).filter(|whole| whole.len() <= TEXT_LIMIT);
        parts.xmp.extend(whole.map(String::into_bytes));
    }
}

/// How a text begins, up to `most` bytes of it.
fn text(kind: &[u8; 4], value: &[u8], most: usize) -> Option<String> {
    let plain = |value: &[u8]| value[..value.len().min(most)].to_vec();
    match kind {
        b"tEXt" => Some(latin1(&plain(value))),
        b"zTXt" => Some(latin1(&inflate(value.get(1..)?, most)?)),
        _ => {
            let (compressed, rest) = (*value.first()? == 1, value.get(2..)?);
            let (_language, rest) = split(rest)?;
            let (_translated, rest) = split(rest)?;
            let value = match compressed {
                true => inflate(rest, most)?,
                false => plain(rest),
            };
            Some(String::from_utf8_lossy(&value).into_owned())
        }
    }
}

/// Latin-1 by the specification, UTF-8 by the habit of most writers.
fn latin1(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec())
        .unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect())
}

fn split(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = data.iter().position(|byte| *byte == 0)?;
    Some((&data[..at], &data[at + 1..]))
}

/// The first `most` bytes of what is packed; `None` where they are broken.
fn inflate(data: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut begin = Vec::new();
    let mut unpacked = ZlibDecoder::new(data).take(most as u64);
    unpacked.read_to_end(&mut begin).ok()?;
    Some(begin)
}

pub(super) fn dress(bytes: &[u8], dress: Dress) -> Result<Vec<u8>, Refusal> {
    let mut out = SIGNATURE.to_vec();
    for (kind, data) in chunks(bytes)? {
        if kept(kind, dress) {
            put(&mut out, kind, data);
        }
        if kind == b"IHDR" {
            put_dress(&mut out, dress)?;
        }
    }
    put(&mut out, b"IEND", &[]);
    Ok(out)
}

fn put_dress(out: &mut Vec<u8>, dress: Dress) -> Result<(), Refusal> {
    if let Some(icc) = dress.icc {
        let mut packed = ZlibEncoder::new(b"icc\0\0".to_vec(), Compression::default());
        let packed = packed.write_all(icc).and_then(|()| packed.finish());
        put(
            out,
            b"iCCP",
            &packed.map_err(|error| broken(&error.to_string()))?,
        );
    }
    if let Some(xmp) = dress.xmp {
        put(out, b"iTXt", &[XMP.as_bytes(), &[0; 5], xmp].concat());
    }
    Ok(())
}

/// Pixels, palette, transparency, animation, and how colours and pixel sizes are meant.
fn kept(kind: &[u8; 4], dress: Dress) -> bool {
    match kind {
        b"IHDR" | b"PLTE" | b"IDAT" | b"tRNS" | b"acTL" | b"fcTL" | b"fdAT" => true,
        b"gAMA" | b"cHRM" | b"sBIT" | b"bKGD" | b"pHYs" | b"cICP" | b"mDCV" | b"cLLI" => true,
        b"sRGB" => dress.icc.is_none(), // a file has one of the two
        _ => false,
    }
}

fn put(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    out.extend(length.to_be_bytes());
    out.extend(kind);
    out.extend(data);
    out.extend(sum((kind, data)).to_be_bytes());
}
