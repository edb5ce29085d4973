use crate::id::{ArticleId, UploadId};
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// Somebody began to send a file.
#[derive(Debug, Serialize, Deserialize)]
pub struct UploadBegun {
    pub upload: UploadId,
    pub article: ArticleId,
    pub length_bytes: i64,
}

impl Fact for UploadBegun {
    const KIND: &'static str = "upload.begun";
    const VERSION: i64 = 1;
}

/// A film, a sound or captions are kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct FilmStored {
    /// SHA-256 of its bytes, in hex.
    pub hash: String,
    /// `video`, `audio` or `captions`.
    pub kind: String,
}

impl Fact for FilmStored {
    const KIND: &'static str = "film.stored";
    const VERSION: i64 = 1;
}

/// An unfinished one, or the note of a finished one, is gone.
#[derive(Debug, Serialize, Deserialize)]
pub struct UploadEnded {
    pub upload: UploadId,
}

impl Fact for UploadEnded {
    const KIND: &'static str = "upload.ended";
    const VERSION: i64 = 1;
}
