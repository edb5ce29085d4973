//! GIF blocks (CompuServe GIF 89a; application extensions for loops, colour profile and XMP).

use super::{Cursor, Dress, PROFILE_LIMIT, Parts, TEXT_LIMIT};
use crate::{Format, Refusal};

const XMP: &[u8] = b"XMP DataXMP";
const ICC: &[u8] = b"ICCRGBG1012";

/// One block of the file, whole, with what it is.
enum Block<'a> {
    /// With the size of its frame, which may be another than the picture's.
    Image(&'a [u8], Frame),
    /// Graphic control, or the loop count.
    Control(&'a [u8]),
    Xmp(&'a [u8]),
    Icc(&'a [u8]),
    /// Comments, captions, anything of other programs.
    Other,
    End,
}

#[derive(Clone, Copy)]
struct Frame {
    width: u32,
    height: u32,
}

fn broken(reason: &str) -> Refusal {
    Refusal::broken(Format::Gif, reason)
}

struct Layout<'a> {
    header: &'a [u8],
    blocks: Vec<Block<'a>>,
}

fn layout(bytes: &[u8]) -> Result<Layout<'_>, Refusal> {
    let mut cursor = Cursor::new(bytes);
    let header = head(&mut cursor, bytes).ok_or_else(|| broken("its header is short"))?;
    let mut blocks = Vec::new();
    loop {
        match block(&mut cursor) {
            Some(Block::End) => return Ok(Layout { header, blocks }),
            Some(block) if blocks.len() < 20_000 => blocks.push(block),
            Some(_) => return Err(broken("it has more than 20,000 blocks")),
            None => return Err(broken("it ends before the end of the image")),
        }
    }
}

fn head<'a>(cursor: &mut Cursor<'a>, bytes: &'a [u8]) -> Option<&'a [u8]> {
    let screen: [u8; 13] = cursor.array()?;
    let palette = palette_length(screen[10]);
    cursor.take(palette)?;
    bytes.get(..13 + palette)
}

fn palette_length(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

fn block<'a>(cursor: &mut Cursor<'a>) -> Option<Block<'a>> {
    let start = cursor.rest();
    match cursor.byte()? {
        0x2c => {
            let place: [u8; 9] = cursor.array()?;
            cursor.take(palette_length(place[8]) + 1)?;
            subblocks(cursor)?;
            let side = |at: usize| u32::from(u16::from_le_bytes([place[at], place[at + 1]]));
            let frame = Frame {
                width: side(4),
                height: side(6),
            };
            Some(Block::Image(since(start, cursor), frame))
        }
        0x21 => {
            let label = cursor.byte()?;
            let inner = subblocks(cursor)?;
            Some(extension(label, since(start, cursor), inner))
        }
        0x3b => Some(Block::End),
        _ => None,
    }
}

fn extension<'a>(label: u8, whole: &'a [u8], inner: &'a [u8]) -> Block<'a> {
    match (label, inner.get(1..12)) {
        (0xf9, _) => Block::Control(whole),
        (0xff, Some(b"NETSCAPE2.0" | b"ANIMEXTS1.0")) => Block::Control(whole),
        (0xff, Some(XMP)) => Block::Xmp(&inner[12..]),
        (0xff, Some(ICC)) => Block::Icc(&inner[12..]),
        _ => Block::Other,
    }
}

fn since<'a>(start: &'a [u8], cursor: &Cursor<'a>) -> &'a [u8] {
    &start[..start.len() - cursor.rest().len()]
}

fn subblocks<'a>(cursor: &mut Cursor<'a>) -> Option<&'a [u8]> {
    let start = cursor.rest();
    loop {
        match cursor.byte()? {
            0 => return Some(since(start, cursor)),
            length => cursor.take(usize::from(length))?,
        };
    }
}

fn joined(subblocks: &[u8]) -> Vec<u8> {
    let (mut cursor, mut whole) = (Cursor::new(subblocks), Vec::new());
    while let Some(piece) = cursor
        .byte()
        .and_then(|length| cursor.take(usize::from(length)))
    {
        whole.extend_from_slice(piece);
    }
    whole
}

pub(super) fn dissect(bytes: &[u8]) -> Result<Parts, Refusal> {
    let Layout { header, blocks } = layout(bytes)?;
    let side = |at: usize| u32::from(u16::from_le_bytes([header[at], header[at + 1]]));
    let mut parts = Parts {
        width: side(6),
        height: side(8),
        ..Parts::default()
    };
    for block in blocks {
        match block {
            Block::Image(_, frame) => {
                parts.frames += 1;
                parts.holds(frame.width, frame.height);
            }
            // Lies as plain text between its name and a tail of 257 bytes that lead any reader to the end.
            Block::Xmp(data) if data.len() < TEXT_LIMIT && parts.xmp.is_empty() => parts
                .xmp
                .push(data[..data.len().saturating_sub(258)].to_vec()),
            Block::Icc(data) if data.len() <= 2 * PROFILE_LIMIT => parts.icc = Some(joined(data)),
            _ => {}
        }
    }
    if parts.frames == 0 || parts.width == 0 || parts.height == 0 {
        return Err(broken("it holds no image"));
    }
    // Canvas and the composed result; a frame, which may be larger than the picture.
    let pixels = u64::from(parts.width) * u64::from(parts.height);
    parts.decode_bytes = pixels * 8 + parts.inner_pixels * 4;
    parts.has_alpha = true;
    Ok(parts)
}

pub(super) fn dress(bytes: &[u8], dress: Dress) -> Result<Vec<u8>, Refusal> {
    let Layout { header, blocks } = layout(bytes)?;
    let mut out = header.to_vec();
    out[4] = b'9'; // extensions came with 89a
    if let Some(icc) = dress.icc {
        out.extend([0x21, 0xff, 11]);
        out.extend_from_slice(ICC);
        for piece in icc.chunks(255) {
            out.push(u8::try_from(piece.len()).unwrap_or(u8::MAX));
            out.extend_from_slice(piece);
        }
        out.push(0);
    }
    if let Some(xmp) = dress.xmp {
        out.extend([0x21, 0xff, 11]);
        out.extend_from_slice(XMP);
        out.extend_from_slice(xmp);
        out.push(1);
        out.extend((0..=255).rev());
        out.push(0);
    }
    for block in blocks {
        if let Block::Image(whole, _) | Block::Control(whole) = block {
            out.extend_from_slice(whole);
        }
    }
    out.push(0x3b);
    Ok(out)
}
