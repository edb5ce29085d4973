//! All SQL of the table `media`.

mod cover;
pub mod export;
pub mod film;
pub mod private;
pub mod put;
pub mod upload;
pub mod withheld;

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

pub use cover::Cover;
pub(crate) use cover::cover_from_row;

/// A picture whose smaller copies are still to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub hash: String,
    pub master_format: String,
}

/// The one that waits longest. Pictures that could not be scaled do not wait.
///
/// # Errors
/// What the database says.
pub fn find_waiting(tx: &mut Tx<'_>) -> Result<Option<Waiting>, Fault> {
    tx.find(
        "SELECT hash, master_format
        FROM media
        WHERE renditions_at IS NULL AND failure IS NULL
        ORDER BY stored_at, hash
        LIMIT 1",
        &[],
        |row| {
            Ok(Waiting {
                hash: row.get(0)?,
                master_format: row.get(1)?,
            })
        },
    )
}

/// Gives whether the picture still waited: another process may have been faster.
///
/// # Errors
/// What the database says.
pub fn put_scaled(tx: &mut Tx<'_>, hash: &str, at: Millis) -> Result<bool, Fault> {
    let changed = tx.execute(
        "UPDATE media SET renditions_at = $2
        WHERE hash = $1 AND renditions_at IS NULL AND failure IS NULL",
        params![hash, at],
    )?;
    Ok(changed == 1)
}

/// As [`put_scaled`]; `reason` is for the operator.
///
/// # Errors
/// What the database says.
pub fn put_failure(tx: &mut Tx<'_>, hash: &str, reason: &str) -> Result<bool, Fault> {
    let changed = tx.execute(
        "UPDATE media SET failure = $2
        WHERE hash = $1 AND renditions_at IS NULL AND failure IS NULL",
        params![hash, reason],
    )?;
    Ok(changed == 1)
}
