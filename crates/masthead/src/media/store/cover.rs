//! Pictures as rows of other tables name them.

use masthead_db::{Fault, Row};

/// A picture as pages need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    pub hash: String,
    pub width: i64,
    pub height: i64,
    pub transparent: bool,
    pub animated: bool,
    pub master_format: String,
}

/// A picture that may be none: hash, width, height, transparent, animated,
/// master format from column `first` on.
pub(crate) fn cover_from_row(row: &Row<'_>, first: usize) -> Result<Option<Cover>, Fault> {
    let Some(hash) = row.get(first)? else {
        return Ok(None);
    };
    Ok(Some(Cover {
        hash,
        width: row.get(first + 1)?,
        height: row.get(first + 2)?,
        transparent: row.get(first + 3)?,
        animated: row.get(first + 4)?,
        master_format: row.get(first + 5)?,
    }))
}
