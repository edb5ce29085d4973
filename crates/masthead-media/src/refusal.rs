use crate::Format;
use crate::format::HEIC;

/// Why a file is not taken. The text is for logs and import reports; `key` finds the words for readers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    #[error("the file is empty")]
    Empty,
    #[error("the file has {size_bytes} bytes, the limit is {limit_bytes}")]
    FileTooLarge { size_bytes: u64, limit_bytes: u64 },
    #[error("the picture has {width} × {height} pixels, the limit is {limit_pixels} in all")]
    TooManyPixels {
        width: u32,
        height: u32,
        limit_pixels: u64,
    },
    #[error("the picture has {width} × {height} pixels, the limit for a side is {limit_side}")]
    SideTooLong {
        width: u32,
        height: u32,
        limit_side: u32,
    },
    #[error("a frame or tile in the picture is too large: {side} pixels a side, {pixels} in all")]
    InnerTooLarge { side: u32, pixels: u64 },
    #[error("written anew the picture has more than {limit_bytes} bytes")]
    MasterTooLarge { limit_bytes: u64 },
    #[error("decoding needs {needs_bytes} bytes of memory, the limit is {limit_bytes}")]
    DecodeTooLarge { needs_bytes: u64, limit_bytes: u64 },
    #[error("the animation has {frames} frames, the limit at this size is {limit_frames}")]
    TooManyFrames { frames: u32, limit_frames: u64 },
    #[error("the name says {says}, the content is {found}")]
    Lying { says: String, found: &'static str },
    #[error("the content is not a picture that we know (JPEG, PNG, WebP, GIF, AVIF)")]
    NotAPicture,
    #[error("{found} is not taken; use JPEG, PNG, WebP, GIF or AVIF")]
    Unsupported { found: String },
    #[error("the {format} file is broken: {reason}")]
    Broken { format: Format, reason: String },
}

impl Refusal {
    /// The key of this refusal's text in the locale files.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "media-empty",
            Self::FileTooLarge { .. } => "media-file-too-large",
            Self::TooManyPixels { .. } => "media-too-many-pixels",
            Self::SideTooLong { .. } => "media-side-too-long",
            Self::InnerTooLarge { .. } => "media-too-many-pixels",
            Self::DecodeTooLarge { .. } | Self::MasterTooLarge { .. } => "media-decode-too-large",
            Self::TooManyFrames { .. } => "media-too-many-frames",
            Self::Lying { .. } => "media-lying",
            Self::NotAPicture => "media-not-a-picture",
            // What phones make, and the one that many do not know by its name.
            Self::Unsupported { found } if found == HEIC => "media-heic",
            Self::Unsupported { .. } => "media-unsupported",
            Self::Broken { .. } => "media-broken",
        }
    }

    pub(crate) fn broken(format: Format, reason: impl Into<String>) -> Self {
        Self::Broken {
            format,
            reason: reason.into(),
        }
    }
}
