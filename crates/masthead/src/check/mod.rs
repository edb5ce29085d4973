//! `masthead check`: whether what is stored fits together.

mod counts;
mod files;
mod finding;
mod followers;
mod rows;
#[cfg(suite)]
mod tests;

use masthead_db::{Db, Fault};
use masthead_media::{Store, StoreError};

pub use finding::Finding;

/// Why nothing can be said.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    #[error("reading the database: {0}")]
    Fault(#[from] Fault),
    #[error("reading the media folder: {0}")]
    Store(#[from] StoreError),
    #[error("the reader of the media folder could not be started: {0}")]
    Runtime(#[from] std::io::Error),
}

/// Looks at everything, in one snapshot of the database, and changes nothing.
/// Blocks for as long as that takes: not for an async task.
///
/// # Errors
/// [`CheckError`] where it cannot look; what it finds is no error.
pub fn check(db: &Db, store: &Store) -> Result<Vec<Finding>, CheckError> {
    let mut findings = db.read_now(|tx| -> Result<_, Fault> {
        let mut findings = rows::sound(tx)?;
        findings.extend(rows::without_revision(tx)?);
        findings.extend(rows::cover_unlike(tx)?);
        let (behind, all_caught_up) = followers::standings(tx)?;
        findings.extend(behind);
        if all_caught_up {
            findings.extend(counts::wrong(tx)?);
        }
        Ok(findings)
    })?;
    findings.extend(files::compare(db, store)?);
    Ok(findings)
}
