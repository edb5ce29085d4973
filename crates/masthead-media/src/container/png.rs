//! PNG chunks (W3C PNG, third edition, which holds APNG; C2PA 2.1 for `caBX`).

use std::io::{Read, Write};

use flate2::{Compression, Crc, read::ZlibDecoder, write::ZlibEncoder};

use super::{Cursor, Dress, PROFILE_LIMIT, Parts, TEXT_LIMIT};
use crate::{Format, Refusal};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const XMP: &str = "XML:com.adobe.xmp";

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
            Some((b"IEND", _)) => return Ok(found),
            Some(chunk) if found.len() < 100_000 => found.push(chunk),
            Some(_) => return Err(broken("it has more than 100,000 chunks")),
            None => return Err(broken("it ends before the end of the image")),
        }
    }
}

fn next<'a>(cursor: &mut Cursor<'a>) -> Option<Chunk<'a>> {
    let length = u32::from_be_bytes(cursor.array()?);
    let kind = cursor.take(4)?.first_chunk()?;
    let data = cursor.take(length as usize)?;
    cursor.take(4)?; // the check sums of pictures and palettes are checked when they are decoded
    Some((kind, data))
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
    for (kind, data) in chunks {
        match kind {
            b"acTL" => {
                parts.frames = data
                    .first_chunk()
                    .map_or(1, |count| u32::from_be_bytes(*count))
            }
            b"iCCP" => parts.icc = profile(data),
            b"eXIf" => parts.exif = Some(data.to_vec()),
            b"caBX" => parts.c2pa = Some(data.to_vec()),
            b"tEXt" | b"zTXt" | b"iTXt" if parts.texts.len() < 100 => {
                note(&mut parts, text(kind, data))
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
    let bytes = if *depth == 16 { 2 } else { 1 };
    parts.decode_bytes = u64::from(parts.width) * u64::from(parts.height) * channels * bytes;
    Ok(())
}

fn note(parts: &mut Parts, text: Option<(String, String)>) {
    match text {
        Some((keyword, value)) if keyword == XMP => parts.xmp.push(value.into_bytes()),
        Some(text) => parts.texts.push(text),
        None => {}
    }
}

fn profile(data: &[u8]) -> Option<Vec<u8>> {
    let (_name, data) = split(data)?;
    inflate(data.get(1..)?, PROFILE_LIMIT)
}

fn text(kind: &[u8; 4], data: &[u8]) -> Option<(String, String)> {
    let (keyword, value) = split(data)?;
    let value = match kind {
        b"tEXt" => latin1(value),
        b"zTXt" => latin1(&inflate(value.get(1..)?, TEXT_LIMIT)?),
        _ => {
            let (compressed, rest) = (*value.first()? == 1, value.get(2..)?);
            let (_language, rest) = split(rest)?;
            let (_translated, rest) = split(rest)?;
            let value = if compressed {
                inflate(rest, TEXT_LIMIT)?
            } else {
                rest.to_vec()
            };
            String::from_utf8(value).ok()?
        }
    };
    (value.len() <= TEXT_LIMIT).then(|| (latin1(keyword), value))
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

/// `None` where it is broken or grows above `limit` bytes.
fn inflate(data: &[u8], limit: usize) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    ZlibDecoder::new(data)
        .take(limit as u64 + 1)
        .read_to_end(&mut whole)
        .ok()?;
    (whole.len() <= limit).then_some(whole)
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
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    out.extend(length.to_be_bytes());
    out.extend(kind);
    out.extend(data);
    out.extend(crc.sum().to_be_bytes());
}
