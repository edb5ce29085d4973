use std::error::Error;

use fast_image_resize::pixels::{U8x3, U8x4};
use fast_image_resize::{
    ImageError, ImageViewMut, IntoImageView, IntoImageViewMut, MulDiv, PixelTrait, ResizeOptions,
    Resizer,
};
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

/// Every width of [`rendition_widths`] in the formats of [`rendition_formats`], the largest first; none of an animation.
///
/// Runs on this thread; takes what [`memory_bytes`](crate::memory_bytes) says.
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
    let image = pixels::decode(format, master, &parts, limits)?;
    let transparent = pixels::transparent(&image);
    let mut image = pixels::plain(image);
    let size = (parts.width, parts.height);
    let mut made = Vec::new();
    for width in rendition_widths(parts.width).into_iter().rev() {
        let height = rendition_height(width, size);
        // Each from the one before: the large decoded master is let go after the first.
        image = shrink(image, width, height, transparent)?;
        for format in rendition_formats(size, transparent) {
            let rendition = rendition(&image, *format, (dress, limits.master_bytes))?;
            made.push(rendition);
        }
    }
    Ok(made)
}

fn rendition(
    image: &DynamicImage,
    format: Format,
    (dress, most): (Dress, u64),
) -> Result<Rendition, Refusal> {
    let quality = if format == Format::Webp {
        WEBP_QUALITY
    } else {
        JPEG_QUALITY
    };
    let bytes = pixels::encode(image, format, (quality, most))?;
    let (width, height) = image.dimensions();
    Ok(Rendition {
        width,
        height,
        format,
        bytes: container::dress(format, &bytes, dress)?,
    })
}

/// Lanczos with 3 lobes, weighted by opacity.
fn shrink(
    image: DynamicImage,
    width: u32,
    height: u32,
    transparent: bool,
) -> Result<DynamicImage, Refusal> {
    let small = if image.dimensions() == (width, height) {
        image
    } else {
        let scaled = resize(image, width, height);
        scaled.map_err(|error| Refusal::Unsupported {
            found: error.to_string(),
        })?
    };
    // What has four channels may yet be opaque.
    Ok(match transparent {
        true => small.into_rgba8().into(),
        false => small.into_rgb8().into(),
    })
}

/// Colours are weighted by opacity in place: a resizer that is asked for it makes a copy of the large picture.
fn resize(
    mut image: DynamicImage,
    width: u32,
    height: u32,
) -> Result<DynamicImage, Box<dyn Error>> {
    let mut small = DynamicImage::new(width, height, image.color());
    if image.color().has_alpha() {
        let weights = MulDiv::new();
        weights.multiply_alpha_inplace_typed(&mut pixels_of::<U8x4>(&mut image)?)?;
        scale::<U8x4>(&image, &mut small)?;
        weights.divide_alpha_inplace_typed(&mut pixels_of::<U8x4>(&mut small)?)?;
    } else {
        scale::<U8x3>(&image, &mut small)?;
    }
    Ok(small)
}

/// For the two kinds of pixels that copies have alone: a resizer that takes any is compiled for all of its kinds,
/// which takes longer than the rest of this crate.
fn scale<P: PixelTrait>(
    image: &DynamicImage,
    small: &mut DynamicImage,
) -> Result<(), Box<dyn Error>> {
    let options = ResizeOptions::new().use_alpha(false);
    let large = image
        .image_view::<P>()
        .ok_or(ImageError::UnsupportedPixelType)?;
    Ok(Resizer::new().resize_typed(&large, &mut pixels_of::<P>(small)?, &options)?)
}

fn pixels_of<P: PixelTrait>(
    image: &mut DynamicImage,
) -> Result<impl ImageViewMut<Pixel = P>, ImageError> {
    image
        .image_view_mut::<P>()
        .ok_or(ImageError::UnsupportedPixelType)
}
