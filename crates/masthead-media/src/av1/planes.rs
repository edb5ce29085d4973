//! Samples of a frame as colours (ITU-T H.273, 8.3), a row at a time.

use std::slice::ChunksExactMut;

use re_rav1d::dav1d::{Picture, PixelLayout, PlanarImageComponent as Component};

use crate::Refusal;

/// One plane, scaled: luma to 0 to 1, chroma to −0.5 to 0.5.
struct Plane {
    data: re_rav1d::dav1d::Plane,
    /// Bytes from row to row.
    stride: usize,
    wide: bool,
    offset: f32,
    scale: f32,
    shift: (u32, u32),
    /// The row read last, as wide as the picture.
    row: Vec<f32>,
}

impl Plane {
    fn of(picture: &Picture, component: Component, full: bool) -> Self {
        let luma = component == Component::Y;
        let depth = picture.bit_depth();
        let (offset, scale) = levels(depth, luma, full);
        Self {
            data: picture.plane(component),
            stride: picture.stride(component) as usize,
            wide: depth > 8,
            offset,
            scale,
            shift: match picture.pixel_layout() {
                _ if luma => (0, 0),
                PixelLayout::I420 => (1, 1),
                PixelLayout::I422 => (1, 0),
                _ => (0, 0),
            },
            row: vec![0.0; picture.width() as usize],
        }
    }

    fn read(&mut self, y: u32) -> &[f32] {
        let start = (y >> self.shift.1) as usize * self.stride;
        let bytes = self.data.get(start..).unwrap_or_default();
        let (offset, scale, shift) = (self.offset, self.scale, self.shift.0);
        let value = |sample: u16| (f32::from(sample) - offset) * scale;
        if self.wide {
            let (samples, _) = bytes.as_chunks();
            for (at, into) in self.row.iter_mut().enumerate() {
                *into = value(u16::from_ne_bytes(
                    *samples.get(at >> shift).unwrap_or(&[0; 2]),
                ));
            }
        } else {
            for (at, into) in self.row.iter_mut().enumerate() {
                *into = value(u16::from(*bytes.get(at >> shift).unwrap_or(&0)));
            }
        }
        &self.row
    }
}

/// What is taken off a sample of `depth` bits, and what it is then multiplied by.
fn levels(depth: usize, luma: bool, full: bool) -> (f32, f32) {
    let unit = (1_u32 << (depth - 8)) as f32;
    let most = ((1_u32 << depth) - 1) as f32;
    let (offset, range) = match (luma, full) {
        (true, true) => (0.0, most),
        (true, false) => (16.0 * unit, 219.0 * unit),
        (false, true) => (128.0 * unit, most),
        (false, false) => (128.0 * unit, 224.0 * unit),
    };
    (offset, 1.0 / range)
}

fn full(picture: &Picture) -> bool {
    picture.color_range() as u8 == 1 // limited is 0
}

/// To 0 to 255, rounded; a cast holds what lies outside to the ends.
fn byte(value: f32) -> u8 {
    (value * 255.0 + 0.5) as u8
}

/// A frame whose luma is the transparency of another.
pub(super) struct Opacity(Plane);

impl Opacity {
    pub(super) fn of(picture: &Picture) -> Self {
        Self(Plane::of(picture, Component::Y, full(picture)))
    }

    pub(super) fn paint(&mut self, y: u32, row: ChunksExactMut<'_, u8>) {
        for (pixel, value) in row.zip(self.0.read(y)) {
            pixel[3] = byte(*value);
        }
    }
}

pub(super) struct Colors {
    luma: Plane,
    chroma: Option<(Plane, Plane)>,
    weights: Weights,
}

/// The shares of red and blue in luma.
#[derive(Clone, Copy)]
enum Weights {
    /// None: the planes are green, blue and red themselves.
    Identity,
    Of(f32, f32),
}

impl Weights {
    fn of(matrix: u8) -> Result<Self, Refusal> {
        match matrix {
            0 => Ok(Self::Identity),
            1 => Ok(Self::Of(0.2126, 0.0722)),
            2 | 5 | 6 => Ok(Self::Of(0.299, 0.114)),
            9 => Ok(Self::Of(0.2627, 0.0593)),
            other => {
                let found = format!("AVIF with colour matrix {other}");
                Err(Refusal::Unsupported { found })
            }
        }
    }

    fn rgb(self, luma: f32, cb: f32, cr: f32) -> [u8; 3] {
        let Self::Of(kr, kb) = self else {
            return [cr, luma, cb].map(byte);
        };
        let red = luma + 2.0 * (1.0 - kr) * cr;
        let blue = luma + 2.0 * (1.0 - kb) * cb;
        let green = (luma - kr * red - kb * blue) / (1.0 - kr - kb);
        [red, green, blue].map(byte)
    }
}

impl Colors {
    /// `matrix` is the container's word, which goes before the frame's own.
    pub(super) fn of(picture: &Picture, matrix: Option<(u8, bool)>) -> Result<Self, Refusal> {
        let transfer = picture.transfer_characteristic() as u8;
        if matrix.is_none() && matches!(transfer, 16 | 18) {
            let found = "AVIF in HDR".to_owned();
            return Err(Refusal::Unsupported { found });
        }
        let own = || (picture.matrix_coefficients() as u8, full(picture));
        let (matrix, full) = matrix.unwrap_or_else(own);
        let weights = Weights::of(matrix)?;
        let luma = Plane::of(picture, Component::Y, full);
        let grey = picture.pixel_layout() == PixelLayout::I400;
        let chroma = |component| {
            let mut plane = Plane::of(picture, component, full);
            if matches!(weights, Weights::Identity) {
                (plane.offset, plane.scale) = (luma.offset, luma.scale);
            }
            plane
        };
        Ok(Self {
            chroma: (!grey).then(|| (chroma(Component::U), chroma(Component::V))),
            luma,
            weights,
        })
    }

    /// Sets the first three bytes of each pixel.
    pub(super) fn paint(&mut self, y: u32, row: ChunksExactMut<'_, u8>) {
        let luma = self.luma.read(y);
        let Some((u, v)) = &mut self.chroma else {
            for (pixel, luma) in row.zip(luma) {
                pixel[..3].fill(byte(*luma));
            }
            return;
        };
        let chroma = u.read(y).iter().zip(v.read(y));
        for ((pixel, luma), (cb, cr)) in row.zip(luma).zip(chroma) {
            pixel[..3].copy_from_slice(&self.weights.rgb(*luma, *cb, *cr));
        }
    }
}
