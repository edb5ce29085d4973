//! Films and sounds, as far as a portal has to know them: what they are by their bytes, how large and how long.
//! Nothing is decoded and nothing changed; what a browser of today cannot play is refused with what to convert it to.

mod fields;
mod flac;
mod mp3;
mod mp4;
mod ogg;
mod wav;
mod webm;

use std::future::Future;
use std::ops::Range;

use bytes::Bytes;

use crate::StoreError;

/// Of the beginning that tells what a file is.
const HEAD_BYTES: u64 = 64 * 1024;
/// The largest side of a film, in pixels: 8K.
const SIDE: u32 = 8_192;

/// The container. Its text form is the extension in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FilmKind {
    Mp4,
    M4a,
    Webm,
    /// WebM without a picture.
    Weba,
    Mp3,
    Ogg,
    Wav,
    Flac,
    /// Captions.
    Vtt,
}

/// What a block of a text can be made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Video,
    Audio,
    Captions,
}

/// What was found in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Film {
    pub kind: FilmKind,
    /// Pixels as shown, turned where the file says so; 0 of a sound.
    pub width: u32,
    pub height: u32,
    /// `None` where the file does not say.
    pub duration_ms: Option<u64>,
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilmRefusal {
    #[error("no film and no sound that is known here")]
    Unknown,
    #[error("the file is cut off or broken: {0}")]
    Broken(&'static str),
    /// The container's own name of it.
    #[error("coded as {0}, which browsers do not play")]
    Codec(String),
    #[error("neither a picture nor a sound is in it")]
    Empty,
    #[error("{width}×{height} pixels are more than {SIDE} a side")]
    Large { width: u32, height: u32 },
}

/// Why nothing is known of a file.
#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    #[error(transparent)]
    Refused(#[from] FilmRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Bytes that are read where they are wanted.
pub trait FilmSource: Sync {
    fn size_bytes(&self) -> u64;

    /// The bytes of `range`, fewer where the file ends before.
    fn read(&self, range: Range<u64>) -> impl Future<Output = Result<Bytes, StoreError>> + Send;
}

impl FilmKind {
    pub const ALL: [Self; 9] = [
        Self::Mp4,
        Self::M4a,
        Self::Webm,
        Self::Weba,
        Self::Mp3,
        Self::Ogg,
        Self::Wav,
        Self::Flac,
        Self::Vtt,
    ];

    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Mp4 => "mp4",
            Self::M4a => "m4a",
            Self::Webm => "webm",
            Self::Weba => "weba",
            Self::Mp3 => "mp3",
            Self::Ogg => "ogg",
            Self::Wav => "wav",
            Self::Flac => "flac",
            Self::Vtt => "vtt",
        }
    }

    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|kind| kind.extension() == extension)
    }

    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Mp4 => "video/mp4",
            Self::M4a => "audio/mp4",
            Self::Webm => "video/webm",
            Self::Weba => "audio/webm",
            Self::Mp3 => "audio/mpeg",
            Self::Ogg => "audio/ogg",
            Self::Wav => "audio/wav",
            Self::Flac => "audio/flac",
            Self::Vtt => "text/vtt; charset=utf-8",
        }
    }

    #[must_use]
    pub fn sort(self) -> Sort {
        match self {
            Self::Mp4 | Self::Webm => Sort::Video,
            Self::M4a | Self::Weba | Self::Mp3 | Self::Ogg | Self::Wav | Self::Flac => Sort::Audio,
            Self::Vtt => Sort::Captions,
        }
    }
}

impl Sort {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Captions => "captions",
        }
    }
}

/// Looks into a file: its beginning, its table of contents, its end. What its name says is not asked.
///
/// # Errors
/// A refusal, or what the store says.
pub async fn probe(source: &impl FilmSource) -> Result<Film, ProbeError> {
    let head = source.read(0..HEAD_BYTES.min(source.size_bytes())).await?;
    let film = match &head[..] {
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => mp4::read(source).await?,
        [0x1a, 0x45, 0xdf, 0xa3, ..] => webm::read(source).await?,
        [b'O', b'g', b'g', b'S', ..] => ogg::read(source, &head).await?,
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'A',
            b'V',
            b'E',
            ..,
        ] => wav::read(source).await?,
        [b'f', b'L', b'a', b'C', ..] => flac::read(&head)?,
        [b'I', b'D', b'3', ..] | [0xff, 0xe0..=0xff, ..] => mp3::read(source, &head).await?,
        _ => return Err(FilmRefusal::Unknown.into()),
    };
    let (width, height) = (film.width, film.height);
    if width > SIDE || height > SIDE {
        return Err(FilmRefusal::Large { width, height }.into());
    }
    Ok(film)
}

/// `units` of which `each_second` are a second, in milliseconds.
fn milliseconds(units: u64, each_second: u64) -> Option<u64> {
    let ms = u128::from(units) * 1_000 / u128::from(std::num::NonZeroU64::new(each_second)?.get());
    u64::try_from(ms).ok()
}

/// A sound of this kind.
fn sound(kind: FilmKind, duration_ms: Option<u64>) -> Film {
    Film {
        kind,
        width: 0,
        height: 0,
        duration_ms,
    }
}

#[cfg(test)]
mod tests;
