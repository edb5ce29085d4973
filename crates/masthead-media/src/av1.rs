//! AV1 intra frames to RGB of eight bits.

mod canvas;
mod planes;

use image::DynamicImage;
use re_rav1d::dav1d::{Decoder, Error, Picture, Settings};

use self::canvas::Canvas;
use self::planes::{Colors, Opacity};
use crate::container::{Coded, Still, still};
use crate::{Format, Refusal};

fn broken(reason: impl Into<String>) -> Refusal {
    Refusal::broken(Format::Avif, reason)
}

pub(crate) fn decode(bytes: &[u8]) -> Result<DynamicImage, Refusal> {
    let still = still(bytes)?;
    let (color, alpha) = (&still.color, &still.alpha);
    let mut canvas = Canvas::new(color.width, color.height, alpha.is_some());
    each_tile(&still, color, |x, y, picture| {
        let mut colors = Colors::of(picture, still.matrix)?;
        canvas.paint((x, y), picture, |y, row| colors.paint(y, row));
        Ok(())
    })?;
    if let Some(alpha) = alpha {
        each_tile(&still, alpha, |x, y, picture| {
            let mut opacity = Opacity::of(picture);
            canvas.paint((x, y), picture, |y, row| opacity.paint(y, row));
            Ok(())
        })?;
    }
    canvas
        .into_image()
        .ok_or_else(|| broken("its headers contradict each other"))
}

/// Gives each tile with its place; one is in memory at a time.
fn each_tile(
    still: &Still,
    coded: &Coded,
    mut take: impl FnMut(u32, u32, &Picture) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let (width, height) = (coded.tile_width, coded.tile_height);
    for (tile, number) in coded.tiles.iter().zip(0..) {
        let picture = frame(still.tile(*tile)?, width, height)?;
        let (row, column) = (number / coded.columns, number % coded.columns);
        take(column * width, row * height, &picture)?;
    }
    Ok(())
}

/// On this thread alone. The decoder itself refuses a frame with more pixels than were announced.
fn frame(data: Vec<u8>, width: u32, height: u32) -> Result<Picture, Refusal> {
    let mut settings = Settings::new();
    settings.set_n_threads(1);
    settings.set_max_frame_delay(1);
    settings.set_all_layers(false);
    settings.set_frame_size_limit(width.saturating_mul(height));
    let gave_up = |error: Error| broken(format!("its AV1 data: {error}"));
    let mut decoder = Decoder::with_settings(&settings).map_err(gave_up)?;
    let mut sent = decoder.send_data(data, None, None, None);
    for _ in 0..16 {
        match decoder.get_picture() {
            Ok(picture) if (picture.width(), picture.height()) == (width, height) => {
                return Ok(picture);
            }
            Ok(_) => return Err(broken("its headers contradict each other")),
            Err(Error::Again) => match sent {
                Err(Error::Again) => sent = decoder.send_pending_data(),
                _ => continue,
            },
            Err(error) => return Err(gave_up(error)),
        }
        if let Err(error) = sent
            && error != Error::Again
        {
            return Err(gave_up(error));
        }
    }
    Err(broken("its AV1 data holds no picture"))
}
