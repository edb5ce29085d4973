//! SQL of the table `halfway`.

use masthead_auth::Digest;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::account::rules::Email;
use crate::id::AccountId;

/// Whose password was right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfwayRow {
    pub account: AccountId,
    pub email: Email,
}

/// Keeps that a password was right, and clears away what ended before `now`.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn start(
    tx: &mut Tx<'_>,
    account: AccountId,
    digest: Digest,
    now: Millis,
    ends_at: Millis,
) -> Result<(), Fault> {
    tx.execute("DELETE FROM halfway WHERE ends_at <= $1", params![now])?;
    let sql = "INSERT INTO halfway (digest, account, ends_at) VALUES ($1, $2, $3)";
    tx.execute(sql, params![&digest.hex(), account, ends_at])?;
    Ok(())
}

/// # Errors
/// What the database says.
pub fn find(tx: &mut Tx<'_>, digest: Digest, now: Millis) -> Result<Option<HalfwayRow>, Fault> {
    let found = tx.find(
        "SELECT h.account, l.email FROM halfway h
        JOIN login l ON l.account = h.account
        WHERE h.digest = $1 AND h.ends_at > $2",
        params![&digest.hex(), now],
        |row| Ok((row.get(0)?, row.get::<String>(1)?)),
    )?;
    Ok(found.and_then(|(account, email)| {
        let email = Email::parse(&email)?;
        Some(HalfwayRow { account, email })
    }))
}

/// Whether it still held: it leads to one session.
///
/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, digest: Digest) -> Result<bool, Fault> {
    let sql = "DELETE FROM halfway WHERE digest = $1";
    Ok(tx.execute(sql, params![&digest.hex()])? > 0)
}

/// Another password was set: who came halfway with the old one begins anew.
///
/// # Errors
/// What the database says.
pub fn end_all(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Fault> {
    let sql = "DELETE FROM halfway WHERE account = $1";
    tx.execute(sql, params![account])?;
    Ok(())
}
