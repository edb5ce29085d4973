use std::path::{Path, PathBuf};

use crate::LineError;

/// Why an archive cannot be opened; each in one line that says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    #[error("cannot read {}: {error}", .path.display())]
    Read {
        path: PathBuf,
        error: std::io::Error,
    },
    #[error("{} is no archive: expected a folder or a .zip with a site.json in it", .0.display())]
    NoArchive(PathBuf),
    #[error("{} is empty: expected a folder or a .zip with a site.json in it", .0.display())]
    Empty(PathBuf),
    #[error(
        "{} has no site.json: name the folder that holds it, or add one that begins {{\"format\": \"masthead-archive\", \"version\": 1, \"name\": …}}",
        .0.display()
    )]
    NoSite(PathBuf),
    #[error(
        "site.json: format: expected \"masthead-archive\", found {}",
        .0.as_deref().map_or("none".into(), crate::error::quoted)
    )]
    Format(Option<String>),
    #[error(
        "site.json: version: this program reads version 1, found {0}; import it with the program that the archive was made for"
    )]
    Version(String),
    #[error(transparent)]
    Line(#[from] LineError),
    #[error("{} is no zip that can be read: {reason}", .path.display())]
    Zip { path: PathBuf, reason: String },
    #[error("{name}: leads out of the archive, and is not read")]
    Outside { name: String },
}

impl ArchiveError {
    pub(super) fn read(path: &Path, error: std::io::Error) -> Self {
        ArchiveError::Read {
            path: path.into(),
            error,
        }
    }

    pub(super) fn zip(path: &Path, reason: impl Into<String>) -> Self {
        ArchiveError::Zip {
            path: path.into(),
            reason: reason.into(),
        }
    }
}

/// Why a file under `media/` cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MediaError {
    #[error("{} is no path below media/", crate::error::quoted(.0))]
    Path(String),
    #[error("no file {} in the archive", crate::error::quoted(.0))]
    Missing(String),
    #[error("{0} is over {1} bytes")]
    TooLarge(String, u64),
    #[error("{0}: {1}")]
    Read(String, String),
}
