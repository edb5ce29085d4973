//! What the AV1 data of a still picture will cost, by its open bitstream units (AV1 specification, 5.3 to 5.5): the
//! container's word about depth and number of frames is not asked.

use super::Cursor;
use crate::{Format, Refusal};

/// Layers that one item may hold; AV1 has no more in space.
const FRAMES: u32 = 4;
/// Beside the planes the decoder keeps motion, filter levels and masks: 0.6 bytes a pixel, measured.
const BESIDE: u64 = 1;

const SEQUENCE: u8 = 1;
/// Frame header, frame, and the header said again, which a decoder takes for a first one.
const FRAME_KINDS: [u8; 3] = [3, 6, 7];

/// Of one item's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frames {
    count: u32,
    sequence: Sequence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sequence {
    /// Bytes of a sample: one at 8 bits, else two.
    depth_bytes: u64,
    /// Samples in two pixels: 2 of grey, 3 at 4:2:0, 4 at 4:2:2, 6 at 4:4:4.
    samples: u64,
    /// The decoder then makes a second picture.
    grain: bool,
}

impl Frames {
    /// What a decoder holds at its peak, where each frame has `pixels`.
    pub(super) fn bytes_of(self, pixels: u64) -> u64 {
        let Sequence {
            depth_bytes,
            samples,
            grain,
        } = self.sequence;
        let planes = pixels * samples * depth_bytes / 2;
        let frames = u64::from(self.count) + u64::from(grain);
        planes * frames + pixels * BESIDE * u64::from(self.count)
    }
}

fn broken(reason: &str) -> Refusal {
    Refusal::broken(Format::Avif, reason)
}

/// One sequence header, then frames (AV1 Image File Format, 2.1), of which a decoder might keep every one.
pub(super) fn look(data: &[u8]) -> Result<Frames, Refusal> {
    let mut cursor = Cursor::new(data);
    let (mut sequence, mut count) = (None, 0);
    while !cursor.rest().is_empty() {
        let (kind, body) = unit(&mut cursor).ok_or_else(|| broken("its AV1 data is damaged"))?;
        match kind {
            SEQUENCE => {
                let found = Bits::new(body).sequence();
                let found = found.ok_or_else(|| broken("its AV1 data is damaged"))?;
                if sequence
                    .replace(found)
                    .is_some_and(|before| before != found)
                {
                    return Err(broken("its AV1 data has two beginnings"));
                }
            }
            kind if FRAME_KINDS.contains(&kind) => count += 1,
            _ => {}
        }
    }
    let sequence = sequence.ok_or_else(|| broken("its AV1 data holds no picture"))?;
    match count {
        0 => Err(broken("its AV1 data holds no picture")),
        1..=FRAMES => Ok(Frames { count, sequence }),
        _ => Err(broken("its AV1 data holds more than one picture")),
    }
}

/// Type and payload of the next unit.
fn unit<'a>(cursor: &mut Cursor<'a>) -> Option<(u8, &'a [u8])> {
    let head = cursor.byte()?;
    if head & 0x80 != 0 {
        return None;
    }
    if head & 4 != 0 {
        cursor.byte()?; // which layer
    }
    let length = match head & 2 {
        0 => cursor.rest().len(),
        _ => leb128(cursor)?,
    };
    Some((head >> 3 & 15, cursor.take(length)?))
}

fn leb128(cursor: &mut Cursor) -> Option<usize> {
    let mut value = 0_u64;
    for at in 0..8 {
        let byte = cursor.byte()?;
        value |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return usize::try_from(value).ok();
        }
    }
    None
}

/// Bits of a header, the first one highest.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn take(&mut self, count: usize) -> Option<u32> {
        let mut value = 0;
        for _ in 0..count {
            let byte = self.bytes.get(self.at / 8)?;
            value = value << 1 | u32::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Some(value)
    }

    fn flag(&mut self) -> Option<bool> {
        Some(self.take(1)? == 1)
    }

    /// Exp-Golomb, of which only the length matters here.
    fn skip_uvlc(&mut self) -> Option<()> {
        let mut zeros = 0;
        while !self.flag()? {
            zeros += 1;
        }
        if zeros < 32 {
            self.take(zeros)?;
        }
        Some(())
    }

    /// `sequence_header_obu`, 5.5.1.
    fn sequence(&mut self) -> Option<Sequence> {
        let profile = self.take(3)?;
        let _still = self.flag()?;
        let reduced = self.flag()?;
        if reduced {
            self.take(5)?;
        } else {
            self.skip_points()?;
        }
        let (width_bits, height_bits) = (self.take(4)? + 1, self.take(4)? + 1);
        self.take(width_bits as usize)?;
        self.take(height_bits as usize)?;
        if !reduced && self.flag()? {
            self.take(7)?; // lengths of frame ids
        }
        self.take(3)?;
        if !reduced {
            self.skip_tools()?;
        }
        self.take(3)?;
        let (depth_bytes, samples) = self.color(profile)?;
        let grain = self.flag()?;
        Some(Sequence {
            depth_bytes,
            samples,
            grain,
        })
    }

    /// Timing and operating points.
    fn skip_points(&mut self) -> Option<()> {
        let mut delay_bits = None;
        if self.flag()? {
            self.take(32)?;
            self.take(32)?;
            if self.flag()? {
                self.skip_uvlc()?;
            }
            if self.flag()? {
                delay_bits = Some(self.take(5)? as usize + 1);
                self.take(32)?;
                self.take(10)?;
            }
        }
        let delays = self.flag()?;
        for _ in 0..=self.take(5)? {
            self.take(12)?;
            if self.take(5)? > 7 {
                self.flag()?;
            }
            if let Some(bits) = delay_bits
                && self.flag()?
            {
                self.take(bits)?;
                self.take(bits)?;
                self.flag()?;
            }
            if delays && self.flag()? {
                self.take(4)?;
            }
        }
        Some(())
    }

    fn skip_tools(&mut self) -> Option<()> {
        self.take(4)?;
        let order = self.flag()?;
        if order {
            self.take(2)?;
        }
        let chosen = self.flag()?;
        let screen = chosen || self.flag()?;
        if screen && !self.flag()? {
            self.flag()?;
        }
        if order {
            self.take(3)?;
        }
        Some(())
    }

    /// `color_config`, 5.5.2: bytes of a sample, and samples in two pixels.
    fn color(&mut self, profile: u32) -> Option<(u64, u64)> {
        let high = self.flag()?;
        let twelve = profile == 2 && high && self.flag()?;
        let grey = profile != 1 && self.flag()?;
        let mut srgb = false;
        if self.flag()? {
            let (primaries, transfer, matrix) = (self.take(8)?, self.take(8)?, self.take(8)?);
            srgb = (primaries, transfer, matrix) == (1, 13, 0);
        }
        let depth_bytes = if high { 2 } else { 1 };
        if grey {
            self.flag()?; // range
            return Some((depth_bytes, 2));
        }
        let samples = if srgb {
            6
        } else {
            self.flag()?;
            let samples = match profile {
                0 => 3,
                1 => 6,
                _ if !twelve => 4,
                _ if !self.flag()? => 6,
                _ if self.flag()? => 3,
                _ => 4,
            };
            if samples == 3 {
                self.take(2)?; // where chroma lies
            }
            samples
        };
        self.flag()?;
        Some((depth_bytes, samples))
    }
}

#[cfg(test)]
mod tests {
    use super::super::avif::still;
    use super::*;

    const SCENE: &[u8] = include_bytes!("../../tests/files/scene.avif");
    const TURNED: &[u8] = include_bytes!("../../tests/files/turned.avif");

    fn data(avif: &[u8]) -> Vec<u8> {
        let still = still(avif).expect("a good file");
        still.tile(still.color.tiles[0]).expect("its data")
    }

    #[test]
    fn depth_and_sampling_are_read_from_what_is_decoded() {
        let plain = look(&data(SCENE)).expect("a still picture");
        assert_eq!(plain.count, 1);
        assert_eq!((plain.sequence.depth_bytes, plain.sequence.samples), (1, 3));
        assert_eq!(plain.bytes_of(1_000), 1_500 + 1_000);
        let deep = look(&data(TURNED)).expect("a still picture");
        assert_eq!((deep.sequence.depth_bytes, deep.sequence.samples), (2, 6));
        assert_eq!(deep.bytes_of(1_000), 6_000 + 1_000);
    }

    #[test]
    fn frames_that_a_decoder_would_keep_beside_the_shown_one_are_counted_and_refused() {
        let one = data(SCENE);
        assert_eq!(look(&one.repeat(4)).expect("layers").count, 4);
        let refusal = look(&one.repeat(5)).expect_err("eight would be kept");
        assert!(refusal.to_string().contains("more than one picture"));
        let two = [data(SCENE), data(TURNED)].concat();
        assert!(look(&two).is_err(), "a depth that was not announced");
    }
}
