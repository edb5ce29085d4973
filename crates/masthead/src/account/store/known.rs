//! SQL of the table `known_device`. The log hears nothing of it: nothing is
//! allowed to a browser that is known but to be counted by itself.

use masthead_auth::Digest;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::account::rules::Email;
use crate::id::AccountId;

/// Whether the holder of this address came in with this browser since then.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn is_known(
    tx: &mut Tx<'_>,
    digest: Digest,
    email: &Email,
    since: Millis,
) -> Result<bool, Fault> {
    let found: Option<AccountId> = tx.find(
        "SELECT l.account FROM known_device d
        JOIN login l ON l.account = d.account
        WHERE d.digest = $1 AND l.email = $2 AND d.seen_at > $3",
        params![&digest.hex(), email.as_str(), since],
        |row| row.get(0),
    )?;
    Ok(found.is_some())
}

/// Somebody came in with a browser, which is known by another secret from now
/// on: one that was put there by somebody else is of no use to them. Of each
/// account the twenty browsers used last are known.
///
/// # Errors
/// What the database says.
pub fn note(
    tx: &mut Tx<'_>,
    account: AccountId,
    before: Option<Digest>,
    digest: Digest,
    now: Millis,
) -> Result<(), Fault> {
    if let Some(before) = before {
        let sql = "UPDATE known_device SET digest = $2 WHERE digest = $1";
        tx.execute(sql, params![&before.hex(), &digest.hex()])?;
    }
    tx.execute(
        "INSERT INTO known_device (digest, account, seen_at) VALUES ($1, $2, $3)
        ON CONFLICT (digest, account) DO UPDATE SET seen_at = excluded.seen_at",
        params![&digest.hex(), account, now],
    )?;
    tx.execute(
        "DELETE FROM known_device WHERE account = $1 AND digest NOT IN (
            SELECT digest FROM known_device WHERE account = $1
            ORDER BY seen_at DESC, digest
            LIMIT 20)",
        params![account],
    )
    .map(drop)
}

/// The password was changed: of the browsers only the one that did it is known.
///
/// # Errors
/// What the database says.
pub fn end_others(tx: &mut Tx<'_>, account: AccountId, but: Option<Digest>) -> Result<(), Fault> {
    let but = but.map(|digest| digest.hex()).unwrap_or_default();
    let sql = "DELETE FROM known_device WHERE account = $1 AND digest <> $2";
    tx.execute(sql, params![account, &but]).map(drop)
}
