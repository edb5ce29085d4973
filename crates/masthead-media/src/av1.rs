//! AV1 intra frames to RGB of eight bits.

use image::{DynamicImage, RgbImage, RgbaImage};
use re_rav1d::dav1d::{
    Decoder, Error, Picture, PixelLayout, PlanarImageComponent as Component, Settings,
};

use crate::container::{Coded, Still, still};
use crate::{Format, Refusal};

fn broken(reason: impl Into<String>) -> Refusal {
    Refusal::broken(Format::Avif, reason)
}

pub(crate) fn decode(bytes: &[u8]) -> Result<DynamicImage, Refusal> {
    let Still {
        color,
        alpha,
        matrix,
    } = still(bytes)?;
    let (width, height) = (color.width, color.height);
    let Some(alpha) = alpha else {
        let mut rgb = RgbImage::new(width, height);
        each_tile(color, |x0, y0, picture| {
            let colors = Colors::of(picture, matrix)?;
            paint(&mut rgb, x0, y0, picture, |x, y, pixel| {
                pixel.0 = colors.at(x, y)
            });
            Ok(())
        })?;
        return Ok(rgb.into());
    };
    let mut rgba = RgbaImage::new(width, height);
    each_tile(color, |x0, y0, picture| {
        let colors = Colors::of(picture, matrix)?;
        paint(&mut rgba, x0, y0, picture, |x, y, pixel| {
            pixel.0[..3].copy_from_slice(&colors.at(x, y));
        });
        Ok(())
    })?;
    each_tile(alpha, |x0, y0, picture| {
        let luma = Plane::of(picture, Component::Y, full(picture));
        paint(&mut rgba, x0, y0, picture, |x, y, pixel| {
            pixel.0[3] = byte(luma.at(x, y));
        });
        Ok(())
    })?;
    Ok(rgba.into())
}

fn paint<P: image::Pixel<Subpixel = u8>>(
    canvas: &mut image::ImageBuffer<P, Vec<u8>>,
    x0: u32,
    y0: u32,
    picture: &Picture,
    mut set: impl FnMut(u32, u32, &mut P),
) {
    let right = (x0 + picture.width()).min(canvas.width());
    let below = (y0 + picture.height()).min(canvas.height());
    for y in y0..below {
        for x in x0..right {
            set(x - x0, y - y0, canvas.get_pixel_mut(x, y));
        }
    }
}

/// Gives each tile with its place; one is in memory at a time.
fn each_tile(
    coded: Coded,
    mut take: impl FnMut(u32, u32, &Picture) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let (width, height) = (coded.tile_width, coded.tile_height);
    for (tile, number) in coded.tiles.into_iter().zip(0..) {
        let picture = frame(tile, width, height)?;
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

fn full(picture: &Picture) -> bool {
    picture.color_range() as u8 == 1 // limited is 0
}

fn byte(value: f32) -> u8 {
    (value * 255.0).round().clamp(0.0, 255.0) as u8
}

/// One plane, scaled: luma to 0 to 1, chroma to −0.5 to 0.5.
struct Plane {
    data: re_rav1d::dav1d::Plane,
    stride: usize,
    wide: bool,
    offset: f32,
    scale: f32,
    shift: (u32, u32),
}

impl Plane {
    fn of(picture: &Picture, component: Component, full: bool) -> Self {
        let luma = component == Component::Y;
        let depth = picture.bit_depth();
        let unit = (1_u32 << (depth - 8)) as f32;
        let most = ((1_u32 << depth) - 1) as f32;
        let (offset, range) = match (luma, full) {
            (true, true) => (0.0, most),
            (true, false) => (16.0 * unit, 219.0 * unit),
            (false, true) => (128.0 * unit, most),
            (false, false) => (128.0 * unit, 224.0 * unit),
        };
        Self {
            data: picture.plane(component),
            stride: picture.stride(component) as usize,
            wide: depth > 8,
            offset,
            scale: 1.0 / range,
            shift: match picture.pixel_layout() {
                _ if luma => (0, 0),
                PixelLayout::I420 => (1, 1),
                PixelLayout::I422 => (1, 0),
                _ => (0, 0),
            },
        }
    }

    fn at(&self, x: u32, y: u32) -> f32 {
        let (x, y) = ((x >> self.shift.0) as usize, (y >> self.shift.1) as usize);
        let get = |at: usize| self.data.get(at).copied().unwrap_or_default();
        let sample = if self.wide {
            let at = y * self.stride + x * 2;
            u16::from_ne_bytes([get(at), get(at + 1)])
        } else {
            u16::from(get(y * self.stride + x))
        };
        (f32::from(sample) - self.offset) * self.scale
    }
}

/// Samples of a frame as colours (ITU-T H.273, 8.3).
struct Colors {
    luma: Plane,
    chroma: Option<(Plane, Plane)>,
    /// `None`: the planes are green, blue and red themselves.
    weights: Option<(f32, f32)>,
}

impl Colors {
    fn of(picture: &Picture, matrix: Option<(u8, bool)>) -> Result<Self, Refusal> {
        let own = || (picture.matrix_coefficients() as u8, full(picture));
        let transfer = picture.transfer_characteristic() as u8;
        if matrix.is_none() && matches!(transfer, 16 | 18) {
            let found = "AVIF in HDR".to_owned();
            return Err(Refusal::Unsupported { found });
        }
        let (matrix, full) = matrix.unwrap_or_else(own);
        let weights = match matrix {
            0 => None,
            1 => Some((0.2126, 0.0722)),
            2 | 5 | 6 => Some((0.299, 0.114)),
            9 => Some((0.2627, 0.0593)),
            other => {
                let found = format!("AVIF with colour matrix {other}");
                return Err(Refusal::Unsupported { found });
            }
        };
        let grey = picture.pixel_layout() == PixelLayout::I400;
        let chroma = |component| {
            let mut plane = Plane::of(picture, component, full);
            if weights.is_none() {
                let luma = Plane::of(picture, Component::Y, full);
                (plane.offset, plane.scale) = (luma.offset, luma.scale);
            }
            plane
        };
        Ok(Self {
            luma: Plane::of(picture, Component::Y, full),
            chroma: (!grey).then(|| (chroma(Component::U), chroma(Component::V))),
            weights,
        })
    }

    fn at(&self, x: u32, y: u32) -> [u8; 3] {
        let luma = self.luma.at(x, y);
        let Some((u, v)) = &self.chroma else {
            return [byte(luma); 3];
        };
        let (cb, cr) = (u.at(x, y), v.at(x, y));
        let Some((kr, kb)) = self.weights else {
            return [cr, luma, cb].map(byte);
        };
        let red = luma + 2.0 * (1.0 - kr) * cr;
        let blue = luma + 2.0 * (1.0 - kb) * cb;
        let green = (luma - kr * red - kb * blue) / (1.0 - kr - kb);
        [red, green, blue].map(byte)
    }
}
