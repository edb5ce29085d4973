//! Pixels out of files and into files.

use std::borrow::Cow;
use std::io::{self, Cursor, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, ImageError, ImageReader, RgbImage};

use crate::container::{self, Parts};
use crate::{Format, Limits, Refusal, av1};

/// Sides, pixels, memory and frames, by what the headers say: of the picture, and of the frames and tiles inside.
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
    if parts.inner_side > limits.side || parts.inner_pixels > limits.pixels {
        return Err(Refusal::InnerTooLarge {
            side: parts.inner_side,
            pixels: parts.inner_pixels,
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
    let decoded = catch_unwind(AssertUnwindSafe(|| match format {
        Format::Avif => av1::decode(bytes),
        _ => decode_any(format, &container::bare(format, bytes)?, limits),
    }));
    let image = decoded.map_err(|_| Refusal::broken(format, "the decoder gave up"))??;
    if image.dimensions() != (parts.width, parts.height) {
        return Err(Refusal::broken(format, "its headers contradict each other"));
    }
    Ok(image)
}

fn decode_any(format: Format, bytes: &[u8], limits: &Limits) -> Result<DynamicImage, Refusal> {
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

/// Eight bits in three or four channels, which is what copies have.
pub(crate) fn plain(image: DynamicImage) -> DynamicImage {
    match image.color().has_alpha() {
        true => image.into_rgba8().into(),
        false => image.into_rgb8().into(),
    }
}

/// Turned as EXIF orientation 1 to 8 says.
pub(crate) fn upright(image: DynamicImage, orientation: u8) -> DynamicImage {
    let mut image = plain(image);
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

/// Eight bits, three or four channels. `quality` 0 to 100 for JPEG and WebP; PNG is exact. More than `most` bytes are
/// not written.
pub(crate) fn encode(
    image: &DynamicImage,
    format: Format,
    (quality, most): (u8, u64),
) -> Result<Vec<u8>, Refusal> {
    let mut out = Bounded {
        bytes: Vec::new(),
        most: usize::try_from(most).unwrap_or(usize::MAX),
    };
    let written = match format {
        Format::Jpeg => {
            let encoder = JpegEncoder::new_with_quality(&mut out, quality);
            rgb8(image).write_with_encoder(encoder)
        }
        Format::Webp => return webp(image, quality),
        _ => image.write_with_encoder(PngEncoder::new(&mut out)),
    };
    match written {
        Ok(()) => Ok(out.bytes),
        Err(_) if out.most == 0 => Err(Refusal::MasterTooLarge { limit_bytes: most }),
        Err(error) => Err(unwritten(format, &error)),
    }
}

/// Bytes up to a limit. Once it was passed nothing more is taken.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            self.most = 0;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// As it is, where it is so already.
fn rgb8(image: &DynamicImage) -> Cow<'_, RgbImage> {
    match image.as_rgb8() {
        Some(image) => Cow::Borrowed(image),
        None => Cow::Owned(image.to_rgb8()),
    }
}

fn webp(image: &DynamicImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let (width, height) = image.dimensions();
    let quality = f32::from(quality);
    let written = if image.color().has_alpha() {
        let rgba = match image.as_rgba8() {
            Some(image) => Cow::Borrowed(image),
            None => Cow::Owned(image.to_rgba8()),
        };
        webp::Encoder::from_rgba(&rgba, width, height).encode_simple(false, quality)
    } else {
        webp::Encoder::from_rgb(&rgb8(image), width, height).encode_simple(false, quality)
    };
    let written = written.map_err(|error| Refusal::broken(Format::Webp, format!("{error:?}")))?;
    Ok(written.to_vec())
}

fn unwritten(format: Format, error: &ImageError) -> Refusal {
    Refusal::broken(format, format!("it cannot be written: {error}"))
}
