//! Who follows a creator: rows of the table `follow`, as readers begin and end them.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::id::{AccountId, CreatorId};

/// A reader follows a creator since then; who does already stays as it was. Gives whether that is new.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn insert(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    reader: AccountId,
    since: Millis,
) -> Result<bool, Fault> {
    let new = tx.execute(
        "INSERT INTO follow (creator, reader, since) VALUES ($1, $2, $3)
        ON CONFLICT (creator, reader) DO NOTHING",
        params![creator, reader, since],
    )?;
    Ok(new == 1)
}

/// Gives whether the reader followed it.
///
/// # Errors
/// What the database says.
pub fn remove(tx: &mut Tx<'_>, creator: CreatorId, reader: AccountId) -> Result<bool, Fault> {
    let gone = tx.execute(
        "DELETE FROM follow WHERE creator = $1 AND reader = $2",
        params![creator, reader],
    )?;
    Ok(gone != 0)
}
