use masthead_archive::{LineError, WriteError};

/// What is wrong with the built-in content, by file and key.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    #[error("{0}: is not there, or is not UTF-8")]
    Missing(String),
    #[error("{file}: {key}: {reason}")]
    Key {
        file: String,
        key: String,
        reason: String,
    },
    #[error(transparent)]
    Line(#[from] LineError),
    #[error("{0}: no such picture can be drawn")]
    Picture(String),
    #[error("the archive cannot be written")]
    Write(#[from] WriteError),
}

impl ContentError {
    pub(super) fn key(file: &str, key: &str, reason: impl Into<String>) -> Self {
        Self::Key {
            file: file.into(),
            key: key.into(),
            reason: reason.into(),
        }
    }
}
