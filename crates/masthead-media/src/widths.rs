use crate::Format;

/// The widths that pages ask for, in pixels.
pub const WIDTHS: [u32; 4] = [320, 640, 960, 1280];

/// The most pixels of a side that WebP can hold.
const WEBP_SIDE: u32 = 16_383;

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

/// The height of a copy, rounded, at least 1: a line of 4000 × 1 stays one.
#[must_use]
pub fn rendition_height(width: u32, (full_width, full_height): (u32, u32)) -> u32 {
    let (width, full_width, full_height) = (
        u64::from(width),
        u64::from(full_width.max(1)),
        u64::from(full_height),
    );
    let height = (width * full_height + full_width / 2) / full_width;
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

/// The formats of each width of a picture of this size, the better one first: WebP, and for those who cannot read it
/// PNG where the picture has transparency, else JPEG. A picture whose largest copy is taller than WebP can be has none.
#[must_use]
pub fn rendition_formats(size: (u32, u32), transparent: bool) -> &'static [Format] {
    let widest = size.0.min(WIDTHS[WIDTHS.len() - 1]);
    let all: &[Format; 2] = match transparent {
        true => &[Format::Webp, Format::Png],
        false => &[Format::Webp, Format::Jpeg],
    };
    match rendition_height(widest, size) <= WEBP_SIDE {
        true => all,
        false => &all[1..],
    }
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

    #[test]
    fn a_screenshot_that_is_taller_than_webp_can_be_has_copies_in_another_format() {
        let of = |size| rendition_formats(size, false);
        assert_eq!(of((1290, 16_383)), [Format::Webp, Format::Jpeg]);
        assert_eq!(of((1290, 19_854)), [Format::Jpeg]);
        assert_eq!(of((1, 16_384)), [Format::Jpeg]);
        assert_eq!(of((20_000, 18)), [Format::Webp, Format::Jpeg]);
        assert_eq!(rendition_formats((700, 20_000), true), [Format::Png]);
        assert_eq!(rendition_height(1280, (1290, 19_854)), 19_700);
    }
}
