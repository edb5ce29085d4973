use fast_image_resize::{IntoImageView, ResizeOptions, Resizer};
use image::{DynamicImage, GenericImageView};

use crate::container::{self, Dress};
use crate::{
    Format, Limits, Refusal, metadata, picture, pixels, rendition_formats, rendition_height,
    rendition_widths,
};

const WEBP_QUALITY: u8 = 80;
const JPEG_QUALITY: u8 = 82;

/// A smaller copy with the master's colour profile and marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    pub width: u32,
    pub height: u32,
    pub format: Format,
    pub bytes: Vec<u8>,
}

/// Every width of [`rendition_widths`] in both formats of [`rendition_formats`], the largest first; none of an animation.
///
/// Runs on this thread. Peak memory: the decoded master (3 to 8 bytes per pixel) and the largest rendition.
pub fn renditions(
    master: &[u8],
    format: Format,
    limits: &Limits,
) -> Result<Vec<Rendition>, Refusal> {
    let parts = container::dissect(format, master)?;
    pixels::check(&parts, limits)?;
    if parts.animated() {
        return Ok(Vec::new());
    }
    let marks = metadata::gather(format, &parts)?.marks;
    let packet = metadata::packet(&marks);
    let dress = Dress {
        icc: picture::profile(&parts, true),
        xmp: packet.as_deref(),
    };
    let mut image = pixels::decode(format, master, &parts, limits)?;
    let transparent = pixels::transparent(&image);
    let mut made = Vec::new();
    for width in rendition_widths(parts.width).into_iter().rev() {
        let height = rendition_height(width, parts.width, parts.height);
        // Each from the one before: the large decoded master is let go after the first.
        image = shrink(image, width, height, transparent)?;
        for format in rendition_formats(transparent) {
            made.push(rendition(&image, format, dress)?);
        }
    }
    Ok(made)
}

fn rendition(image: &DynamicImage, format: Format, dress: Dress) -> Result<Rendition, Refusal> {
    let quality = if format == Format::Webp {
        WEBP_QUALITY
    } else {
        JPEG_QUALITY
    };
    let bytes = pixels::encode(image, format, quality)?;
    let (width, height) = image.dimensions();
    Ok(Rendition {
        width,
        height,
        format,
        bytes: container::dress(format, &bytes, dress)?,
    })
}

/// Lanczos with 3 lobes, weighted by opacity, then eight bits in three or four channels.
fn shrink(
    image: DynamicImage,
    width: u32,
    height: u32,
    transparent: bool,
) -> Result<DynamicImage, Refusal> {
    let small = if image.dimensions() == (width, height) {
        image
    } else {
        resize(&image, width, height)?
    };
    Ok(if transparent {
        small.into_rgba8().into()
    } else {
        small.into_rgb8().into()
    })
}

fn resize(image: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, Refusal> {
    let mut small = DynamicImage::new(width, height, image.color());
    debug_assert!(small.pixel_type().is_some(), "decoders give 8 or 16 bits");
    let scaled = Resizer::new().resize(image, &mut small, &ResizeOptions::new());
    scaled.map_err(|error| Refusal::Unsupported {
        found: error.to_string(),
    })?;
    Ok(small)
}
