//! What a picture will cost in memory, told before it is decoded.

use crate::container::{self, Parts};
use crate::{
    Format, Limits, Refusal, WIDTHS, format, picture, pixels, rendition_formats, rendition_height,
};

/// Beside what grows with pixels: rows, tables, metadata, a decoder's own.
const SLACK: u64 = 16 << 20;
/// Bytes a pixel that libwebp takes beside the pixels it gets, where they are few enough to be a copy: planes, blocks, tokens.
const WEBP: u64 = 8;

/// The most memory that [`read`](crate::read), [`crop`](crate::crop) or [`renditions`](crate::renditions) takes for this
/// file, its own bytes included; `name` as for `read`. Looks at headers and metadata, which takes [`SLACK`] at most; refuses what they would
/// refuse by them.
pub fn memory_bytes(bytes: &[u8], name: &str, limits: &Limits) -> Result<u64, Refusal> {
    picture::fits(bytes, &master_limits(limits))?;
    let format = format::agree(bytes, name)?;
    let parts = container::dissect(format, bytes)?;
    pixels::check(&parts, limits)?;
    Ok(needed(format, &parts, bytes.len() as u64, limits))
}

/// As [`memory_bytes`], of a master that is not read yet: by the size of its picture, whatever its pixels are.
#[must_use]
pub fn memory_of_master((width, height): (u32, u32), file_bytes: u64, limits: &Limits) -> u64 {
    let decode_bytes = u64::from(width) * u64::from(height) * 12;
    let parts = Parts {
        width,
        height,
        has_alpha: true,
        decode_bytes: decode_bytes.min(limits.decode_bytes),
        ..Parts::default()
    };
    needed(Format::Png, &parts, file_bytes, limits)
}

/// A master may be longer than what comes in.
fn master_limits(limits: &Limits) -> Limits {
    Limits {
        file_bytes: limits.file_bytes.max(limits.master_bytes),
        ..limits.clone()
    }
}

fn needed(format: Format, parts: &Parts, file_bytes: u64, limits: &Limits) -> u64 {
    let size = (parts.width, parts.height);
    let pixels = u64::from(size.0) * u64::from(size.1);
    let channels = if parts.has_alpha { 4 } else { 3 };
    let plain = pixels * channels;
    let decoded = if parts.wide { 2 * plain } else { 0 };
    // The largest copy, and the first that has to be scaled.
    let copy = copy_of(size, size.0.min(WIDTHS[WIDTHS.len() - 1]));
    let scaled = WIDTHS.into_iter().rfind(|width| *width < size.0);
    // Rows are scaled before columns.
    let rows = u64::from(scaled.unwrap_or(0)) * u64::from(size.1);
    let scaled = scaled.map_or(0, |width| copy_of(size, width));
    let made = match format {
        Format::Avif => plain.min(limits.master_bytes),
        _ => file_bytes.max(plain.min(limits.file_bytes)),
    };
    let webp = match rendition_formats(size, false) {
        [Format::Webp, ..] => WEBP,
        _ => 0,
    };
    // One after another, none beside another: what they work on, and what they make.
    let steps = [
        file_bytes + parts.decode_bytes, // of the file without metadata
        decoded + plain,
        2 * plain, // turned
        plain + made,
        2 * made, // without metadata, and with what is kept of it
        plain + (rows + scaled) * channels,
        copy * (channels + webp) + made,
    ];
    let work = steps.into_iter().max().unwrap_or_default();
    file_bytes + parts.metadata_bytes() + work + SLACK
}

fn copy_of(size: (u32, u32), width: u32) -> u64 {
    u64::from(width) * u64::from(rendition_height(width, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dearest_picture_that_is_taken_needs_544_mib_at_most() {
        let limits = Limits::default();
        for (has_alpha, wide) in [(false, false), (true, false), (false, true), (true, true)] {
            for (width, height) in [
                (7_071_u32, 7_071_u32),
                (65_535, 762),
                (762, 65_535),
                (1_280, 39_062),
            ] {
                let pixels = u64::from(width) * u64::from(height);
                let bytes = (if has_alpha { 4 } else { 3 }) * if wide { 2 } else { 1 };
                // As many pixels as may be decoded.
                let fit = limits.decode_bytes / bytes;
                let height = u32::try_from(pixels.min(fit) / u64::from(width)).expect("small");
                let parts = Parts {
                    width,
                    height,
                    has_alpha,
                    wide,
                    decode_bytes: limits.decode_bytes,
                    ..Parts::default()
                };
                let needs = needed(Format::Avif, &parts, limits.file_bytes, &limits);
                assert!(
                    needs <= 544 << 20,
                    "{width} × {height}: {} MiB",
                    needs >> 20
                );
            }
        }
    }
}
