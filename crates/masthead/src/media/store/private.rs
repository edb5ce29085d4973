//! SQL of the tables `private_file` and `private_day`.

use crate::id::AccountId;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

/// A file before its bytes are written.
#[derive(Clone, Debug)]
pub struct New {
    pub stored_as: String,
    pub account: AccountId,
    /// Of a picture: the media type of the copy that is shown.
    pub shown_type: Option<&'static str>,
    pub look_at: Millis,
}

/// A file that has to be there, since something names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub stored_as: String,
    /// What it is, for the operator: `paper of application 7`.
    pub what: String,
}

/// Every name with what it is: a picture has two, that of the copy which is shown too.
pub const NAMED: &str =
    "SELECT picture AS stored_as, 'picture of application ' || CAST(id AS TEXT) AS what
        FROM application WHERE picture IS NOT NULL
    UNION ALL
    SELECT picture || '-shown', 'shown picture of application ' || CAST(id AS TEXT)
        FROM application WHERE picture IS NOT NULL
    UNION ALL
    SELECT stored_as, 'paper of application ' || CAST(application AS TEXT)
        FROM application_document
    UNION ALL
    SELECT paper_as, 'paper of credential ' || CAST(id AS TEXT)
        FROM creator_credential WHERE paper_as IS NOT NULL
    ORDER BY what, stored_as";

/// All that something names.
///
/// # Errors
/// What the database says.
pub fn list_named(tx: &mut Tx<'_>) -> Result<Vec<Named>, Fault> {
    tx.query(NAMED, &[], |row| {
        Ok(Named {
            stored_as: row.get(0)?,
            what: row.get(1)?,
        })
    })
}

/// The names that a row knows. Papers of an earlier version are in no row but
/// the one that names them.
///
/// # Errors
/// What the database says.
pub fn list_known(tx: &mut Tx<'_>) -> Result<Vec<String>, Fault> {
    let sql = "SELECT stored_as FROM private_file
        UNION SELECT stored_as FROM application_document
        UNION SELECT paper_as FROM creator_credential WHERE paper_as IS NOT NULL";
    tx.query(sql, &[], |row| row.get(0))
}

/// Whether a row knows this name, as [`list_known`].
///
/// # Errors
/// What the database says.
pub fn is_known(tx: &mut Tx<'_>, stored_as: &str) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM private_file WHERE stored_as = $1
        UNION SELECT 1 FROM application_document WHERE stored_as = $1
        UNION SELECT 1 FROM creator_credential WHERE paper_as = $1";
    Ok(tx.find(sql, params![stored_as], |_| Ok(()))?.is_some())
}

/// Counts bytes to the day of an account, while they fit. Gives whether they
/// do: of several that are sent side by side none is counted past the limit.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn count(
    tx: &mut Tx<'_>,
    account: AccountId,
    day: &str,
    bytes: i64,
    most: i64,
) -> Result<bool, Fault> {
    if bytes > most {
        return Ok(false);
    }
    let counted = tx.execute(
        "INSERT INTO private_day (account, day, bytes) VALUES ($1, $2, $3)
        ON CONFLICT (account) DO UPDATE SET day = excluded.day,
            bytes = excluded.bytes
                + CASE WHEN private_day.day = excluded.day THEN private_day.bytes ELSE 0 END
        WHERE private_day.day <> excluded.day OR private_day.bytes + excluded.bytes <= $4",
        params![account, day, bytes, most],
    )?;
    Ok(counted == 1)
}

/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, new: &New) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO private_file (stored_as, account, shown_type, look_at) VALUES ($1, $2, $3, $4)",
        params![&new.stored_as, new.account, new.shown_type, new.look_at],
    )
    .map(drop)
}

/// Nothing names it any more, for all that is known: it is looked at then, and
/// taken away.
///
/// # Errors
/// What the database says.
pub fn let_go(tx: &mut Tx<'_>, stored_as: &str, look_at: Millis) -> Result<(), Fault> {
    let sql = "UPDATE private_file SET look_at = $2 WHERE stored_as = $1";
    tx.execute(sql, params![stored_as, look_at]).map(drop)
}

/// The media type of the copy of a picture that is shown.
///
/// # Errors
/// What the database says.
pub fn find_shown_type(tx: &mut Tx<'_>, stored_as: &str) -> Result<Option<String>, Fault> {
    let sql = "SELECT shown_type FROM private_file WHERE stored_as = $1";
    let found = tx.find(sql, params![stored_as], |row| row.get::<Option<String>>(0))?;
    Ok(found.flatten())
}

pub const DUE: &str = "SELECT stored_as FROM private_file
    WHERE look_at <= $1
    ORDER BY look_at, stored_as
    LIMIT $2";

/// What is to be looked at.
///
/// # Errors
/// What the database says.
pub fn list_due(tx: &mut Tx<'_>, now: Millis, limit: i64) -> Result<Vec<String>, Fault> {
    tx.query(DUE, params![now, limit], |row| row.get(0))
}

/// Keeps what something names, for good. Gives whether that is so.
///
/// # Errors
/// What the database says.
pub fn keep_named(tx: &mut Tx<'_>, stored_as: &str) -> Result<bool, Fault> {
    let kept = tx.execute(
        "UPDATE private_file SET look_at = NULL
        WHERE stored_as = $1 AND (
            EXISTS (SELECT 1 FROM application p WHERE p.picture = $1)
            OR EXISTS (SELECT 1 FROM application_document d WHERE d.stored_as = $1)
            OR EXISTS (SELECT 1 FROM creator_credential k WHERE k.paper_as = $1)
        )",
        params![stored_as],
    )?;
    Ok(kept == 1)
}

/// Forgets a file whose bytes are gone.
///
/// # Errors
/// What the database says.
pub fn remove(tx: &mut Tx<'_>, stored_as: &str) -> Result<(), Fault> {
    let sql = "DELETE FROM private_file WHERE stored_as = $1";
    tx.execute(sql, params![stored_as]).map(drop)
}
