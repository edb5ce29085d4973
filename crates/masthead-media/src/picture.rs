use bytes::Bytes;

use crate::container::{self, Dress, Parts};
use crate::{Format, Hash, Limits, Marks, Refusal, format, metadata, pixels};

/// Of a master that is written anew: high, since renditions are made from it.
const MASTER_QUALITY: u8 = 92;

/// A file that was read whole, decoded once, and may be published as `master`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Of the original.
    pub format: Format,
    /// In pixels, upright.
    pub width: u32,
    /// In pixels, upright.
    pub height: u32,
    /// More than one frame: shown by its master, without renditions.
    pub animated: bool,
    /// At least one pixel (of the first frame) is not opaque.
    pub transparent: bool,
    /// Of the original's bytes.
    pub hash: Hash,
    pub marks: Marks,
    /// The public copy in full size: upright, without place, device or anything else but profile and marks.
    pub master: Bytes,
    pub master_format: Format,
}

/// Reads a file as it came. `name` is its file name or URL path: where its extension says that it is no picture, it lies.
///
/// Runs on this thread; takes what [`memory_bytes`](crate::memory_bytes) says.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Picture, Refusal> {
    fits(bytes, limits)?;
    let format = format::agree(bytes, name)?;
    let parts = container::dissect(format, bytes)?;
    pixels::check(&parts, limits)?;
    let findings = metadata::gather(format, &parts)?;
    let image = pixels::decode(format, bytes, &parts, limits)?;
    let transparent = pixels::transparent(&image);
    // An animation is not turned: browsers do not either, and nobody writes one so.
    let turned = findings.orientation != 1 && !parts.animated();
    let packet = metadata::packet(&findings.marks);
    let rewritten = turned || parts.cmyk || format == Format::Avif;
    let (master_format, plain) = if rewritten {
        let image = pixels::upright(image, findings.orientation);
        let master_format = rewritten_format(format, transparent);
        (
            master_format,
            Some(pixels::encode(
                &image,
                master_format,
                (MASTER_QUALITY, limits.master_bytes),
            )?),
        )
    } else {
        drop(image);
        (format, None)
    };
    let dress = Dress {
        icc: profile(&parts, rewritten),
        xmp: packet.as_deref(),
    };
    let master = container::dress(master_format, plain.as_deref().unwrap_or(bytes), dress)?;
    let swap = turned && findings.orientation >= 5;
    let (width, height) = if swap {
        (parts.height, parts.width)
    } else {
        (parts.width, parts.height)
    };
    Ok(Picture {
        format,
        width,
        height,
        animated: parts.animated(),
        transparent,
        hash: Hash::of(bytes),
        marks: findings.marks,
        master: master.into(),
        master_format,
    })
}

pub(crate) fn fits(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let size_bytes = bytes.len() as u64;
    match size_bytes {
        0 => Err(Refusal::Empty),
        _ if size_bytes > limits.file_bytes => Err(Refusal::FileTooLarge {
            size_bytes,
            limit_bytes: limits.file_bytes,
        }),
        _ => Ok(()),
    }
}

/// A turned GIF (its XMP may say so) becomes PNG.
fn rewritten_format(format: Format, transparent: bool) -> Format {
    match format {
        Format::Jpeg => Format::Jpeg,
        Format::Png | Format::Gif => Format::Png,
        Format::Webp | Format::Avif if transparent => Format::Png,
        Format::Webp => Format::Webp,
        Format::Avif => Format::Jpeg,
    }
}

/// The profile, where it describes the pixels that are written: those that were decoded are RGB.
pub(crate) fn profile(parts: &Parts, rewritten: bool) -> Option<&[u8]> {
    let icc = parts.icc.as_deref()?;
    let is_profile = icc.get(36..40) == Some(b"acsp");
    let is_rgb = icc.get(16..20) == Some(b"RGB ");
    (is_profile && (is_rgb || !rewritten)).then_some(icc)
}
