//! A few small pictures that all articles share: the reader's cost is in the rows, not in them.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ImageEncoder, Rgb, RgbImage};

use super::Dice;

const COVERS: u64 = 6;
const AVATARS: u64 = 4;

pub(super) fn cover(dice: &mut Dice) -> String {
    cover_path(dice.below(COVERS))
}

pub(super) fn avatar(dice: &mut Dice) -> String {
    avatar_path(dice.below(AVATARS))
}

fn cover_path(number: u64) -> String {
    format!("media/cover-{}.jpg", number + 1)
}

fn avatar_path(number: u64) -> String {
    format!("media/avatar-{}.png", number + 1)
}

/// Paths and bytes, in the order of the paths.
pub(super) fn all() -> Vec<(String, Vec<u8>)> {
    let avatars = (0..AVATARS).map(|number| (avatar_path(number), png(&bands(160, 160, number))));
    let covers = (0..COVERS).map(|number| (cover_path(number), jpeg(&bands(960, 540, number + 4))));
    avatars.chain(covers).collect()
}

/// A sky that darkens downwards, with hills of its own for each number.
fn bands(width: u32, height: u32, number: u64) -> RgbImage {
    let tint = |shift: u64| (90 + (number * 53 + shift * 71) % 120) as u8;
    let hill = |x: u32| {
        let step = u64::from(x) * 7 + number * 311;
        height / 2 + (step % 193).abs_diff(96) as u32 * height / 600
    };
    RgbImage::from_fn(width, height, |x, y| {
        let shade = (y * 80 / height) as u8;
        let depth = if y > hill(x) { 60 } else { 0 };
        Rgb([tint(0), tint(1), tint(2)].map(|c| c.saturating_sub(shade).saturating_sub(depth)))
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 75)
        .encode_image(picture)
        .expect("a picture of ours fits a JPEG, and memory takes it");
    bytes
}

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    PngEncoder::new(&mut bytes)
        .write_image(picture, width, height, image::ExtendedColorType::Rgb8)
        .expect("a picture of ours fits a PNG, and memory takes it");
    bytes
}
