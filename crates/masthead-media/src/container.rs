//! The file formats around the pixels: what a file says about itself, and the same file with other metadata.

mod avif;
mod boxes;
mod gif;
mod heif;
mod jpeg;
mod obu;
mod png;
mod vp8l;
mod webp;

pub(crate) use avif::{Coded, Still, still};

use crate::{Format, Refusal};

/// A colour profile larger than this is refused: the largest in use (CMYK press profiles) have 3 MiB.
pub(crate) const PROFILE_LIMIT: usize = 4 << 20;
/// XMP and text blocks above this are not read, and no more than this of all of them together.
pub(crate) const TEXT_LIMIT: usize = 1 << 20;
/// Of EXIF the beginning is read, where orientation and rights stand: a reader makes 24 bytes of each zero in a text.
pub(crate) const EXIF_LIMIT: usize = 128 << 10;

/// What a file says about itself, read without decoding a pixel.
#[derive(Debug, Default, Clone)]
pub(crate) struct Parts {
    /// As coded, before any turning.
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) frames: u32,
    /// The longest side and the most pixels that a frame or tile inside says it has; 0 where nothing is inside.
    pub(crate) inner_side: u32,
    pub(crate) inner_pixels: u64,
    /// What a decoder needs at its peak, in bytes.
    pub(crate) decode_bytes: u64,
    /// Pixels may be transparent: the decoder gives four channels.
    pub(crate) has_alpha: bool,
    /// Sixteen bits a channel come out of the decoder.
    pub(crate) wide: bool,
    /// CMYK, which no browser shows alike: to be written anew as RGB.
    pub(crate) cmyk: bool,
    /// How the container wants it turned, as EXIF 1 to 8; then EXIF has no say.
    pub(crate) turn: Option<u8>,
    pub(crate) icc: Option<Vec<u8>>,
    pub(crate) xmp: Vec<Vec<u8>>,
    pub(crate) exif: Option<Vec<u8>>,
    pub(crate) iptc: Option<Vec<u8>>,
    pub(crate) c2pa: Option<Vec<u8>>,
    /// PNG text: keyword and value.
    pub(crate) texts: Vec<(String, String)>,
}

impl Parts {
    pub(crate) fn animated(&self) -> bool {
        self.frames > 1
    }

    /// What was copied out of the file or unpacked.
    pub(crate) fn metadata_bytes(&self) -> u64 {
        let blocks = [&self.icc, &self.exif, &self.iptc, &self.c2pa];
        let blocks = blocks.into_iter().flatten().chain(&self.xmp).map(Vec::len);
        let texts = self.texts.iter().map(|(_, text)| text.len());
        blocks.chain(texts).sum::<usize>() as u64
    }

    /// A frame or tile inside says it has this size.
    fn holds(&mut self, width: u32, height: u32) {
        self.inner_side = self.inner_side.max(width.max(height));
        let pixels = u64::from(width) * u64::from(height);
        self.inner_pixels = self.inner_pixels.max(pixels);
    }
}

/// What a cleaned file carries besides its pixels.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Dress<'a> {
    pub(crate) icc: Option<&'a [u8]>,
    pub(crate) xmp: Option<&'a [u8]>,
}

pub(crate) fn dissect(format: Format, bytes: &[u8]) -> Result<Parts, Refusal> {
    let parts = match format {
        Format::Jpeg => jpeg::dissect(bytes),
        Format::Png => png::dissect(bytes),
        Format::Webp => webp::dissect(bytes),
        Format::Gif => gif::dissect(bytes),
        Format::Avif => avif::dissect(bytes),
    }?;
    let profile = parts.icc.as_ref().map_or(0, Vec::len);
    if profile > PROFILE_LIMIT {
        return Err(Refusal::broken(
            format,
            "the colour profile is larger than 4 MiB",
        ));
    }
    Ok(parts)
}

/// The same picture data, with every piece of metadata replaced by `dress`, and nothing after the end.
pub(crate) fn dress(format: Format, bytes: &[u8], dress: Dress) -> Result<Vec<u8>, Refusal> {
    match format {
        Format::Jpeg => jpeg::dress(bytes, dress),
        Format::Png => png::dress(bytes, dress),
        Format::Webp => webp::dress(bytes, dress),
        Format::Gif => gif::dress(bytes, dress),
        Format::Avif => Err(Refusal::Unsupported {
            found: "writing AVIF".to_owned(),
        }),
    }
}

/// What a decoder gets: the picture data alone. No library meets metadata, whose size its own limits would have to hold,
/// and what is decoded is what was looked at. AVIF is decoded item by item.
pub(crate) fn bare(format: Format, bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    dress(format, bytes, Dress::default())
}

/// Reads on in a slice; every step past the end is `None`.
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }
}
