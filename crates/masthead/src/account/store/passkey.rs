//! SQL of the tables `passkey` and `passkey_challenge`.

use masthead_auth::{Digest, Passkey, PublicKey};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::account::events::{PasskeyAdded, PasskeyRemoved, PasskeyRenamed};
use crate::id::{AccountId, PasskeyId};
use crate::pen::Pen;

/// A passkey as its holder sees it in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyRow {
    pub id: PasskeyId,
    pub name: String,
    pub credential: String,
    pub created_at: Millis,
    pub used_at: Option<Millis>,
}

/// A passkey as a log-in finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub id: PasskeyId,
    pub account: AccountId,
    pub passkey: Passkey,
}

/// Keeps what is asked, and clears away what ended before `now`.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn ask(
    tx: &mut Tx<'_>,
    digest: Digest,
    account: Option<AccountId>,
    now: Millis,
    ends_at: Millis,
) -> Result<(), Fault> {
    let sql = "DELETE FROM passkey_challenge WHERE ends_at <= $1";
    tx.execute(sql, params![now])?;
    let sql = "INSERT INTO passkey_challenge (digest, account, ends_at) VALUES ($1, $2, $3)";
    tx.execute(sql, params![&digest.hex(), account, ends_at])?;
    Ok(())
}

/// Uses up what was asked. Whether it was asked of this account, or of nobody
/// yet, and not too long ago.
///
/// # Errors
/// What the database says.
pub fn answer(
    tx: &mut Tx<'_>,
    digest: Digest,
    account: Option<AccountId>,
    now: Millis,
) -> Result<bool, Fault> {
    let sql = "DELETE FROM passkey_challenge
        WHERE digest = $1 AND account IS NOT DISTINCT FROM $2 AND ends_at > $3";
    Ok(tx.execute(sql, params![&digest.hex(), account, now])? > 0)
}

pub const LIST: &str = "SELECT id, name, credential, created_at, used_at FROM passkey
    WHERE account = $1
    ORDER BY id
    LIMIT $2";

/// The passkeys of an account, oldest first.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>, account: AccountId, most: i64) -> Result<Vec<PasskeyRow>, Fault> {
    tx.query(LIST, params![account, most], |row| {
        Ok(PasskeyRow {
            id: row.get(0)?,
            name: row.get(1)?,
            credential: row.get(2)?,
            created_at: row.get(3)?,
            used_at: row.get(4)?,
        })
    })
}

/// # Errors
/// What the database says.
pub fn count(tx: &mut Tx<'_>, account: AccountId) -> Result<i64, Fault> {
    let sql = "SELECT COUNT(*) FROM passkey WHERE account = $1";
    tx.get(sql, params![account], |row| row.get(0))
}

/// # Errors
/// What the database says.
pub fn find(tx: &mut Tx<'_>, credential: &str) -> Result<Option<Known>, Fault> {
    let found = tx.find(
        "SELECT id, account, public_key, counter FROM passkey WHERE credential = $1",
        params![credential],
        |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get::<String>(2)?,
                row.get::<i64>(3)?,
            ))
        },
    )?;
    Ok(found.and_then(|(id, account, key, counter)| {
        let passkey = Passkey {
            credential: credential.to_owned(),
            key: PublicKey::parse(&key)?,
            counter: counter.try_into().ok()?,
        };
        Some(Known {
            id,
            account,
            passkey,
        })
    }))
}

/// From now on this passkey lets the account that acts in. Whether it was not
/// known yet.
///
/// # Errors
/// What the database says.
pub fn add(tx: &mut Tx<'_>, pen: &Pen, passkey: &Passkey, name: &str) -> Result<bool, Fault> {
    let (id, account) = (pen.ids.fresh(), pen.account()?);
    let added = tx.execute(
        "INSERT INTO passkey (id, account, credential, public_key, counter, name, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (credential) DO NOTHING",
        params![
            id,
            account,
            &passkey.credential,
            &passkey.key.text(),
            passkey.counter,
            name,
            pen.now()
        ],
    )?;
    if added == 0 {
        return Ok(false);
    }
    let passkey = id;
    pen.tell(tx, &PasskeyAdded { account, passkey })?;
    Ok(true)
}

/// Notes that a passkey was used; the session that begins with it tells the
/// log. Whether no copy of it was used meanwhile.
///
/// # Errors
/// What the database says.
pub fn note_use(tx: &mut Tx<'_>, known: &Known, counter: u32, now: Millis) -> Result<bool, Fault> {
    let sql = "UPDATE passkey SET counter = $3, used_at = $4 WHERE id = $1 AND counter = $2";
    let noted = tx.execute(sql, params![known.id, known.passkey.counter, counter, now])?;
    Ok(noted > 0)
}

/// Another name for a passkey of the account that acts.
///
/// # Errors
/// What the database says.
pub fn rename(tx: &mut Tx<'_>, pen: &Pen, passkey: PasskeyId, name: &str) -> Result<(), Fault> {
    let account = pen.account()?;
    let sql = "UPDATE passkey SET name = $3 WHERE account = $1 AND id = $2 AND name <> $3";
    match tx.execute(sql, params![account, passkey, name])? {
        0 => Ok(()),
        _ => pen.tell(tx, &PasskeyRenamed { account, passkey }),
    }
}

/// A passkey of the account that acts lets nobody in any more.
///
/// # Errors
/// What the database says.
pub fn remove(tx: &mut Tx<'_>, pen: &Pen, passkey: PasskeyId) -> Result<(), Fault> {
    let account = pen.account()?;
    let sql = "DELETE FROM passkey WHERE account = $1 AND id = $2";
    match tx.execute(sql, params![account, passkey])? {
        0 => Ok(()),
        _ => pen.tell(tx, &PasskeyRemoved { account, passkey }),
    }
}
