use image::DynamicImage;

use crate::container::{self, Dress};
use crate::{Format, Limits, Refusal, metadata, picture, pixels};

/// Of a crop: as high as of a master, since renditions are made from it.
const QUALITY: u8 = 92;

/// A part of a picture, in pixels from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// A part of a master as a file of its own, with the master's colour profile and marks: what says that a machine made
/// the picture is not cut away. Read it with [`read`](crate::read) like any file that came.
///
/// A part that reaches over the edge ends there; one without pixels is [`Refusal::Empty`], one of an animation
/// [`Refusal::Unsupported`]. Runs on this thread; takes memory as `read` does.
pub fn crop(
    master: &[u8],
    format: Format,
    part: Part,
    limits: &Limits,
) -> Result<Vec<u8>, Refusal> {
    let parts = container::dissect(format, master)?;
    pixels::check(&parts, limits)?;
    if parts.animated() {
        let found = "a part of an animation".to_owned();
        return Err(Refusal::Unsupported { found });
    }
    let width = part.width.min(parts.width.saturating_sub(part.x));
    let height = part.height.min(parts.height.saturating_sub(part.y));
    if width == 0 || height == 0 {
        return Err(Refusal::Empty);
    }
    let marks = metadata::gather(format, &parts)?.marks;
    let packet = metadata::packet(&marks);
    let image = pixels::decode(format, master, &parts, limits)?;
    let image: DynamicImage = image.crop_imm(part.x, part.y, width, height);
    let written = match format {
        Format::Gif | Format::Avif => Format::Png,
        known => known,
    };
    let dress = Dress {
        icc: picture::profile(&parts, true),
        xmp: packet.as_deref(),
    };
    let bytes = pixels::encode(&image, written, (QUALITY, limits.file_bytes))?;
    container::dress(written, &bytes, dress)
}
