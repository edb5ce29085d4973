//! The demo portal's pictures, drawn from their names: `media/{scene}-{seed}.jpg` and
//! `media/avatar-{handle}.png`. The same name gives the same bytes, every time.

mod avatar;
mod canvas;
mod dice;
mod land;
mod palette;
mod room;
mod scenes;
mod sky;
mod things;
mod tint;
mod water;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};

/// Draws the picture of this name: `{scene}-{seed}.jpg`, 1600 × 1000 pixels, seed 1 to 99, or
/// `avatar-{handle}.png`, 400 × 400. `None` for a name that is neither.
pub fn draw(name: &str) -> Option<Vec<u8>> {
    match parse(name)? {
        Subject::Avatar(handle) => avatar::draw(handle),
        Subject::Scene(scene, seed) => jpeg(&scenes::draw(scene, seed)?),
    }
}

fn jpeg(sheet: &tiny_skia::Pixmap) -> Option<Vec<u8>> {
    let rgb: Vec<u8> = sheet
        .data()
        .chunks_exact(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 86);
    encoder
        .write_image(&rgb, sheet.width(), sheet.height(), ExtendedColorType::Rgb8)
        .ok()?;
    Some(bytes)
}

/// Whether [`draw`] knows the name, without the time that drawing takes.
pub fn can_draw(name: &str) -> bool {
    parse(name).is_some()
}

enum Subject<'a> {
    Avatar(&'a str),
    Scene(&'a str, u64),
}

fn parse(name: &str) -> Option<Subject<'_>> {
    if let Some(handle) = name
        .strip_prefix("avatar-")
        .and_then(|rest| rest.strip_suffix(".png"))
    {
        return Some(Subject::Avatar(handle));
    }
    let (scene, seed) = name.strip_suffix(".jpg")?.rsplit_once('-')?;
    let seed = seed.parse().ok().filter(|seed| (1..=99).contains(seed))?;
    scenes::exists(scene).then_some(Subject::Scene(scene, seed))
}

#[cfg(test)]
mod tests {
    use super::{can_draw, draw};

    #[test]
    fn the_same_name_gives_the_same_bytes() {
        for name in ["bridge-3.jpg", "festival-8.jpg", "avatar-harbour.png"] {
            let first = draw(name).expect("a name that can be drawn");
            assert_eq!(Some(first), draw(name), "{name}");
        }
    }

    #[test]
    fn another_seed_gives_another_picture() {
        assert_ne!(draw("river-1.jpg"), draw("river-2.jpg"));
        assert_ne!(draw("avatar-harbour.png"), draw("avatar-noodle.png"));
    }

    #[test]
    fn a_picture_stays_below_400_kilobytes() {
        let size = draw("city-5.jpg").map_or(0, |bytes| bytes.len());
        assert!((20_000..400_000).contains(&size), "{size}");
    }

    #[test]
    fn a_name_that_is_no_scene_draws_nothing() {
        for name in [
            "castle-1.jpg",
            "bridge-0.jpg",
            "bridge-100.jpg",
            "bridge-1.png",
            "bridge.jpg",
            "",
        ] {
            assert!(!can_draw(name) && draw(name).is_none(), "{name}");
        }
    }
}
