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
    if let Some(handle) = name.strip_prefix("avatar-").and_then(|rest| rest.strip_suffix(".png")) {
        return avatar::draw(handle);
    }
    let (scene, seed) = name.strip_suffix(".jpg")?.rsplit_once('-')?;
    let seed = seed.parse().ok().filter(|seed| (1..=99).contains(seed))?;
    jpeg(&scenes::draw(scene, seed)?)
}

fn jpeg(sheet: &tiny_skia::Pixmap) -> Option<Vec<u8>> {
    let rgb: Vec<u8> = sheet.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 86);
    encoder.write_image(&rgb, sheet.width(), sheet.height(), ExtendedColorType::Rgb8).ok()?;
    Some(bytes)
}
