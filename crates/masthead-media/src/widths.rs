use crate::Format;

/// The widths that pages ask for, in pixels.
pub const WIDTHS: [u32; 4] = [320, 640, 960, 1280];

/// The widths that stand beside a master of `width` pixels: those of [`WIDTHS`] below it, and its own where that is
/// at most 1280. Never larger than the picture. An animated picture has none: its master serves.
#[must_use]
pub fn rendition_widths(width: u32) -> Vec<u32> {
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|step| *step < width).collect();
    if (1..=WIDTHS[WIDTHS.len() - 1]).contains(&width) {
        widths.push(width);
    }
    widths
}

/// The height of a copy `width` pixels wide of a picture of `full_width` × `full_height`: rounded, at least 1, so that a line
/// of 4000 × 1 stays one.
#[must_use]
pub fn rendition_height(width: u32, full_width: u32, full_height: u32) -> u32 {
    let (width, full_width) = (u64::from(width), u64::from(full_width.max(1)));
    let height = (width * u64::from(full_height) + full_width / 2) / full_width;
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

/// The two formats of each width, the better one first: WebP, and for those who cannot read it PNG where the picture
/// has transparency, else JPEG.
#[must_use]
pub fn rendition_formats(transparent: bool) -> [Format; 2] {
    [
        Format::Webp,
        if transparent {
            Format::Png
        } else {
            Format::Jpeg
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_never_offered_larger_than_it_is() {
        assert!(rendition_widths(0).is_empty());
        assert_eq!(rendition_widths(200), [200]);
        assert_eq!(rendition_widths(320), [320]);
        assert_eq!(rendition_widths(1000), [320, 640, 960, 1000]);
        assert_eq!(rendition_widths(1280), [320, 640, 960, 1280]);
        assert_eq!(rendition_widths(4000), [320, 640, 960, 1280]);
    }
}
