//! The picture that tiles are painted on.

use image::{DynamicImage, RgbImage, RgbaImage};
use re_rav1d::dav1d::Picture;

pub(super) struct Canvas {
    width: u32,
    height: u32,
    /// Bytes per pixel: three, or four with transparency.
    channels: usize,
    bytes: Vec<u8>,
}

impl Canvas {
    pub(super) fn new(width: u32, height: u32, transparent: bool) -> Self {
        let channels = if transparent { 4 } else { 3 };
        Self {
            width,
            height,
            channels,
            bytes: vec![0; width as usize * height as usize * channels],
        }
    }

    /// Gives `paint` each row of `picture` and the pixels that it covers, its upper left corner standing at `corner`.
    /// What hangs over the edge is cut.
    pub(super) fn paint(
        &mut self,
        (left, top): (u32, u32),
        picture: &Picture,
        mut paint: impl FnMut(u32, std::slice::ChunksExactMut<'_, u8>),
    ) {
        let cut = |from: u32, length, most: u32| from.saturating_add(length).min(most);
        let right = cut(left, picture.width(), self.width) as usize * self.channels;
        let below = cut(top, picture.height(), self.height);
        let left = left as usize * self.channels;
        let rows = self
            .bytes
            .chunks_exact_mut(self.width as usize * self.channels);
        let rows = rows.take(below as usize).skip(top as usize);
        for (row, y) in rows.zip(0..) {
            let covered = row.get_mut(left..right).unwrap_or_default();
            paint(y, covered.chunks_exact_mut(self.channels));
        }
    }

    pub(super) fn into_image(self) -> Option<DynamicImage> {
        let (width, height) = (self.width, self.height);
        if self.channels == 4 {
            RgbaImage::from_raw(width, height, self.bytes).map(Into::into)
        } else {
            RgbImage::from_raw(width, height, self.bytes).map(Into::into)
        }
    }
}
