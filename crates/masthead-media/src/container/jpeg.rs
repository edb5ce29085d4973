//! JPEG segments (ITU-T T.81, annex B; JFIF; ICC.1 annex B.4; XMP part 3, 1.1.3).

use super::{Cursor, Dress, PROFILE_LIMIT, Parts, TEXT_LIMIT};
use crate::{Format, Refusal};

const ICC: &[u8] = b"ICC_PROFILE\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const XMP_MORE: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
const EXIF: &[u8] = b"Exif\0\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
const LONGEST: usize = 65_533;
/// A progressive picture has some ten. Each goes over all its pixels, however few bytes it has.
const MOST_SCANS: u64 = 100;
/// One is usual, of 64 KiB at most.
const MOST_PACKETS: usize = 8;

struct Segment<'a> {
    marker: u8,
    payload: &'a [u8],
    /// The coded data that follows a start of scan.
    scan: &'a [u8],
}

fn broken(reason: &str) -> Refusal {
    Refusal::broken(Format::Jpeg, reason)
}

/// All segments from the start of the image to its end. What follows the end is not looked at.
fn segments(bytes: &[u8]) -> Result<Vec<Segment<'_>>, Refusal> {
    let mut cursor = Cursor::new(bytes.get(2..).unwrap_or_default());
    let mut found = Vec::new();
    loop {
        match next(&mut cursor) {
            Some(segment) if segment.marker == 0xd9 => return Ok(found),
            Some(segment) if found.len() < 10_000 => found.push(segment),
            Some(_) => return Err(broken("it has more than 10,000 segments")),
            None => return Err(broken("it ends before the end of the image")),
        }
    }
}

fn next<'a>(cursor: &mut Cursor<'a>) -> Option<Segment<'a>> {
    if cursor.byte()? != 0xff {
        return None;
    }
    let mut marker = cursor.byte()?;
    while marker == 0xff {
        marker = cursor.byte()?; // fill bytes, B.1.1.2
    }
    let mut segment = Segment {
        marker,
        payload: &[],
        scan: &[],
    };
    if matches!(marker, 0x01 | 0xd0..=0xd9) {
        return Some(segment);
    }
    let length = usize::from(u16::from_be_bytes(cursor.array()?)).checked_sub(2)?;
    segment.payload = cursor.take(length)?;
    if marker == 0xda {
        let length = scan_length(cursor.rest())?;
        segment.scan = cursor.take(length)?;
    }
    Some(segment)
}

/// Up to the first marker that is neither a stuffed zero nor a restart.
fn scan_length(data: &[u8]) -> Option<usize> {
    data.windows(2)
        .position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff))
}

pub(super) fn dissect(bytes: &[u8]) -> Result<Parts, Refusal> {
    let segments = segments(bytes)?;
    let mut parts = Parts {
        frames: 1,
        ..Parts::default()
    };
    let mut scans = 0_u64;
    let mut frame = Frame::default();
    let (mut icc, mut more) = (Vec::new(), Vec::new());
    for Segment {
        marker, payload, ..
    } in segments
    {
        match marker {
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                frame = Frame::of(marker, payload, &mut parts)?;
            }
            0xda => scans += 1,
            0xe1 => app1(payload, &mut parts, &mut more),
            0xe2 if payload.starts_with(ICC) => icc.push(&payload[ICC.len()..]),
            0xeb => parts
                .c2pa
                .get_or_insert_default()
                .extend(payload.get(8..).unwrap_or_default()),
            0xed if payload.starts_with(PHOTOSHOP) => {
                parts
                    .iptc
                    .get_or_insert_default()
                    .extend(&payload[PHOTOSHOP.len()..]);
            }
            _ => {}
        }
    }
    if parts.width == 0 || scans == 0 {
        return Err(broken("it holds no image"));
    }
    if scans > MOST_SCANS {
        return Err(broken("it has more than 100 scans"));
    }
    // Where the components come one after another, a decoder keeps them like a progressive file's.
    if scans == 1 && !frame.progressive {
        frame.coefficients = 0;
    }
    parts.decode_bytes += frame.coefficients;
    parts.icc = profile(icc);
    parts.xmp.extend(extended(more));
    Ok(parts)
}

#[derive(Default)]
struct Frame {
    progressive: bool,
    /// Of memory, two bytes for each, where they are kept until the last scan.
    coefficients: u64,
}

impl Frame {
    /// Size, components, and what they cost.
    fn of(marker: u8, payload: &[u8], parts: &mut Parts) -> Result<Self, Refusal> {
        let [precision, h1, h0, w1, w0, components, rest @ ..] = payload else {
            return Err(broken("the frame header is short"));
        };
        if parts.width != 0 {
            return Err(broken("it has two frame headers"));
        }
        if *precision != 8 || !matches!(marker, 0xc0..=0xc2) {
            let found = format!("JPEG of {precision} bits, process {:x}", marker & 15);
            return Err(Refusal::Unsupported { found });
        }
        parts.height = u32::from(u16::from_be_bytes([*h1, *h0]));
        parts.width = u32::from(u16::from_be_bytes([*w1, *w0]));
        if parts.width == 0 || parts.height == 0 {
            return Err(broken("it has no width or height"));
        }
        parts.cmyk = *components == 4;
        let pixels = u64::from(parts.width) * u64::from(parts.height);
        let blocks = rest.as_chunks::<3>().0.iter();
        let blocks =
            blocks.map(|[_, sampling, _]| u64::from(sampling >> 4) * u64::from(sampling & 15));
        let most = blocks.clone().max().unwrap_or(1).max(1);
        parts.decode_bytes = pixels * if parts.cmyk { 4 } else { 3 };
        Ok(Self {
            progressive: marker == 0xc2,
            coefficients: pixels * 2 * blocks.sum::<u64>() / most,
        })
    }
}

fn app1<'a>(payload: &'a [u8], parts: &mut Parts, more: &mut Vec<&'a [u8]>) {
    if let Some(exif) = payload.strip_prefix(EXIF) {
        parts.exif.get_or_insert_with(|| exif.to_vec());
    } else if let Some(xmp) = payload.strip_prefix(XMP) {
        if parts.xmp.len() < MOST_PACKETS {
            parts.xmp.push(xmp.to_vec());
        }
    } else if let Some(extension) = payload.strip_prefix(XMP_MORE) {
        more.push(extension);
    }
}

/// The profile's pieces are numbered from 1; where one is missing there is no profile.
fn profile(mut pieces: Vec<&[u8]>) -> Option<Vec<u8>> {
    pieces.sort_by_key(|piece| piece.first().copied());
    let mut whole = Vec::new();
    for (piece, number) in pieces.iter().zip(1_usize..) {
        let [at, count, data @ ..] = piece else {
            return None;
        };
        if usize::from(*at) != number || usize::from(*count) != pieces.len() {
            return None;
        }
        whole.extend_from_slice(data);
    }
    (!whole.is_empty()).then_some(whole)
}

/// Pieces of extended XMP, each: GUID (32), full length (4), offset (4), data; set together in order of offset.
fn extended(mut pieces: Vec<&[u8]>) -> Option<Vec<u8>> {
    pieces.retain(|piece| piece.len() > 40);
    pieces.sort_by_key(|piece| (piece[..32].to_vec(), piece[36..40].to_vec()));
    let whole: Vec<u8> = pieces
        .iter()
        .flat_map(|piece| &piece[40..])
        .copied()
        .collect();
    (!whole.is_empty() && whole.len() <= TEXT_LIMIT).then_some(whole)
}

pub(super) fn dress(bytes: &[u8], dress: Dress) -> Result<Vec<u8>, Refusal> {
    let segments = segments(bytes)?;
    let mut out = vec![0xff, 0xd8];
    for segment in segments.iter().filter(|segment| segment.marker == 0xe0) {
        if segment.payload.starts_with(b"JFIF\0") && segment.payload.len() >= 14 {
            let mut plain = segment.payload[..14].to_vec();
            plain[12..].fill(0); // no thumbnail: it may show what was cropped away
            put(&mut out, 0xe0, &[&plain])?;
            break;
        }
    }
    if let Some(xmp) = dress.xmp {
        put(&mut out, 0xe1, &[XMP, xmp])?;
    }
    put_profile(&mut out, dress.icc)?;
    for segment in &segments {
        if kept(segment) {
            put_segment(&mut out, segment)?;
        }
    }
    out.extend([0xff, 0xd9]);
    Ok(out)
}

/// Tables, frames and scans, and Adobe's APP14, which says how colours are coded.
fn kept(segment: &Segment) -> bool {
    match segment.marker {
        0xee => segment.payload.starts_with(b"Adobe"),
        0xc0..=0xcf | 0xda..=0xdf => true,
        _ => false,
    }
}

fn put_segment(out: &mut Vec<u8>, segment: &Segment) -> Result<(), Refusal> {
    put(out, segment.marker, &[segment.payload])?;
    out.extend_from_slice(segment.scan);
    Ok(())
}

fn put_profile(out: &mut Vec<u8>, icc: Option<&[u8]>) -> Result<(), Refusal> {
    let icc = icc.unwrap_or_default();
    let pieces = icc.chunks(LONGEST - ICC.len() - 2);
    if icc.len() > PROFILE_LIMIT {
        return Err(broken("the colour profile is larger than 4 MiB"));
    }
    let count = u8::try_from(pieces.len()).unwrap_or(u8::MAX);
    for (piece, number) in pieces.zip(1..) {
        put(out, 0xe2, &[ICC, &[number, count], piece])?;
    }
    Ok(())
}

fn put(out: &mut Vec<u8>, marker: u8, payload: &[&[u8]]) -> Result<(), Refusal> {
    let length = payload.iter().map(|piece| piece.len()).sum::<usize>() + 2;
    let length = u16::try_from(length).map_err(|_| broken("a segment is longer than 64 KiB"))?;
    out.extend([0xff, marker]);
    out.extend(length.to_be_bytes());
    payload
        .iter()
        .for_each(|piece| out.extend_from_slice(piece));
    Ok(())
}
