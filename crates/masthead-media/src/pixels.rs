//! Pixels out of files and into files.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, ImageError, ImageReader};

use crate::container::Parts;
use crate::{Format, Limits, Refusal, av1};

/// Sides, pixels, memory and frames, by what the headers say.
pub(crate) fn check(parts: &Parts, limits: &Limits) -> Result<(), Refusal> {
    let (width, height) = (parts.width, parts.height);
    let pixels = u64::from(width) * u64::from(height);
    if width.max(height) > limits.side {
        return Err(Refusal::SideTooLong {
            width,
            height,
            limit_side: limits.side,
        });
    }
    if pixels > limits.pixels {
        return Err(Refusal::TooManyPixels {
            width,
            height,
            limit_pixels: limits.pixels,
        });
    }
    if parts.decode_bytes > limits.decode_bytes {
        return Err(Refusal::DecodeTooLarge {
            needs_bytes: parts.decode_bytes,
            limit_bytes: limits.decode_bytes,
        });
    }
    let limit_frames = u64::from(limits.frames).min(limits.animation_pixels / pixels.max(1));
    if parts.animated() && u64::from(parts.frames) > limit_frames {
        return Err(Refusal::TooManyFrames {
            frames: parts.frames,
            limit_frames,
        });
    }
    Ok(())
}

/// The first frame. A decoder that panics counts as a broken file: decoders are others' work and meet any bytes.
pub(crate) fn decode(
    format: Format,
    bytes: &[u8],
    parts: &Parts,
    limits: &Limits,
) -> Result<DynamicImage, Refusal> {
    let decoded = catch_unwind(AssertUnwindSafe(|| decode_any(format, bytes, limits)));
    let image = decoded.map_err(|_| Refusal::broken(format, "the decoder gave up"))??;
    if image.dimensions() != (parts.width, parts.height) {
        return Err(Refusal::broken(format, "its headers contradict each other"));
    }
    Ok(image)
}

fn decode_any(format: Format, bytes: &[u8], limits: &Limits) -> Result<DynamicImage, Refusal> {
    if format == Format::Avif {
        return av1::decode(bytes);
    }
    let kind = match format {
        Format::Jpeg => image::ImageFormat::Jpeg,
        Format::Png => image::ImageFormat::Png,
        Format::Webp => image::ImageFormat::WebP,
        Format::Gif => image::ImageFormat::Gif,
        Format::Avif => image::ImageFormat::Avif,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    let mut allowed = image::Limits::default();
    allowed.max_image_width = Some(limits.side);
    allowed.max_image_height = Some(limits.side);
    allowed.max_alloc = Some(limits.decode_bytes);
    reader.limits(allowed);
    reader
        .decode()
        .map_err(|error| refusal(format, &error, limits))
}

fn refusal(format: Format, error: &ImageError, limits: &Limits) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::DecodeTooLarge {
            needs_bytes: limits.decode_bytes + 1,
            limit_bytes: limits.decode_bytes,
        },
        ImageError::Unsupported(error) => Refusal::Unsupported {
            found: error.to_string(),
        },
        _ => Refusal::broken(format, error.to_string()),
    }
}

/// Turned as EXIF orientation 1 to 8 says.
pub(crate) fn upright(mut image: DynamicImage, orientation: u8) -> DynamicImage {
    image.apply_orientation(
        Orientation::from_exif(orientation).unwrap_or(Orientation::NoTransforms),
    );
    image
}

/// Whether any pixel lets the page through.
pub(crate) fn transparent(image: &DynamicImage) -> bool {
    match image {
        DynamicImage::ImageRgba8(image) => image.pixels().any(|pixel| pixel.0[3] < u8::MAX),
        DynamicImage::ImageLumaA8(image) => image.pixels().any(|pixel| pixel.0[1] < u8::MAX),
        DynamicImage::ImageRgba16(image) => image.pixels().any(|pixel| pixel.0[3] < u16::MAX),
        DynamicImage::ImageLumaA16(image) => image.pixels().any(|pixel| pixel.0[1] < u16::MAX),
        _ => false,
    }
}

/// Eight bits, three or four channels. `quality` 0 to 100 for JPEG and WebP; PNG is exact.
pub(crate) fn encode(
    image: &DynamicImage,
    format: Format,
    quality: u8,
) -> Result<Vec<u8>, Refusal> {
    let mut out = Vec::new();
    match format {
        Format::Jpeg => {
            let rgb = image.to_rgb8();
            let encoder = JpegEncoder::new_with_quality(&mut out, quality);
            rgb.write_with_encoder(encoder)
                .map_err(|error| unwritten(format, &error))?;
        }
        Format::Webp => return webp(image, quality),
        _ => {
            let encoder = PngEncoder::new(&mut out);
            image
                .write_with_encoder(encoder)
                .map_err(|error| unwritten(format, &error))?;
        }
    }
    Ok(out)
}

fn webp(image: &DynamicImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let (width, height) = image.dimensions();
    let quality = f32::from(quality);
    let written = if image.color().has_alpha() {
        webp::Encoder::from_rgba(&image.to_rgba8(), width, height).encode_simple(false, quality)
    } else {
        webp::Encoder::from_rgb(&image.to_rgb8(), width, height).encode_simple(false, quality)
    };
    let written = written.map_err(|error| Refusal::broken(Format::Webp, format!("{error:?}")))?;
    Ok(written.to_vec())
}

fn unwritten(format: Format, error: &ImageError) -> Refusal {
    Refusal::broken(format, format!("it cannot be written: {error}"))
}
