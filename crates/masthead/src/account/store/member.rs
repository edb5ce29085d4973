//! For whom somebody writes: SQL of the table `membership`.

use masthead_db::{Fault, Tx, params};

use crate::account::role::{MemberRole, Membership};

/// Creators of one account; more are not looked at.
const MOST: i64 = 100;

/// The memberships of an account.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn list(tx: &mut Tx<'_>, account: i64) -> Result<Vec<Membership>, Fault> {
    let all = tx.query(
        "SELECT creator, role FROM membership WHERE member = $1 ORDER BY creator LIMIT $2",
        params![account, MOST],
        |row| {
            let role: String = row.get(1)?;
            let creator = row.get(0)?;
            // One of a later version gives nothing here.
            Ok(MemberRole::from_name(&role).map(|role| Membership { creator, role }))
        },
    )?;
    Ok(all.into_iter().flatten().collect())
}

/// A creator that somebody writes for.
#[derive(Clone, Debug)]
pub struct WriterRow {
    pub creator: i64,
    pub handle: String,
    /// JSON, as every localized name.
    pub name: String,
}

/// The creators that an account writes for.
///
/// # Errors
/// What the database says.
pub fn list_creators(tx: &mut Tx<'_>, account: i64) -> Result<Vec<WriterRow>, Fault> {
    tx.query(
        "SELECT c.id, c.handle, c.name
        FROM membership m
        JOIN creator c ON c.id = m.creator
        WHERE m.member = $1
        ORDER BY c.id
        LIMIT $2",
        params![account, MOST],
        |row| {
            Ok(WriterRow {
                creator: row.get(0)?,
                handle: row.get(1)?,
                name: row.get(2)?,
            })
        },
    )
}
