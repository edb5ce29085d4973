//! SQL of the table `session`.

use masthead_auth::Digest;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::account::events::{SessionEnded, SessionStarted};
use crate::account::rules::SESSIONS;
use crate::id::{AccountId, SessionId};
use crate::pen::Pen;

/// A session and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    pub id: SessionId,
    pub account: AccountId,
    /// JSON, as every localized name.
    pub name: String,
    pub email: String,
    pub seen_at: Millis,
}

/// A session as its holder sees it in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRow {
    pub id: SessionId,
    pub device: String,
    pub seen_at: Millis,
}

/// Begins a session of the account that acts. Where it has as many as it can
/// hold, the one that was used longest ago ends.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn start(tx: &mut Tx<'_>, pen: &Pen, digest: Digest, device: &str) -> Result<(), Fault> {
    make_room(tx, pen)?;
    let (session, account, now) = (pen.ids.fresh(), pen.account()?, pen.now());
    tx.execute(
        "INSERT INTO session (id, digest, account, device, created_at, seen_at)
        VALUES ($1, $2, $3, $4, $5, $5)",
        params![session, &digest.hex(), account, device, now],
    )?;
    pen.tell(tx, &SessionStarted { account, session })
}

/// Ends what an account holds too many of: one at most, and where an earlier
/// version let in more, a hundred at a time. On PostgreSQL two log-ins at once
/// may leave one too many, which ends with the next. They end in the order of
/// their ids, as in [`end_others`]: no two wait for each other.
fn make_room(tx: &mut Tx<'_>, pen: &Pen) -> Result<(), Fault> {
    let mut over: Vec<SessionId> = tx.query(
        "SELECT id FROM session
        WHERE account = $1
        ORDER BY seen_at DESC, id DESC
        LIMIT $3 OFFSET $2",
        params![pen.account()?, SESSIONS - 1, SESSIONS],
        |row| row.get(0),
    )?;
    over.sort_unstable();
    over.into_iter()
        .try_for_each(|session| end(tx, pen, session))
}

/// The session of this digest, if it was seen after `since`.
///
/// # Errors
/// What the database says.
pub fn find(tx: &mut Tx<'_>, digest: Digest, since: Millis) -> Result<Option<SessionRow>, Fault> {
    tx.find(
        "SELECT s.id, s.account, u.name, l.email, s.seen_at
        FROM session s
        JOIN user_account u ON u.id = s.account
        JOIN login l ON l.account = s.account
        WHERE s.digest = $1 AND s.seen_at > $2",
        params![&digest.hex(), since],
        |row| {
            Ok(SessionRow {
                id: row.get(0)?,
                account: row.get(1)?,
                name: row.get(2)?,
                email: row.get(3)?,
                seen_at: row.get(4)?,
            })
        },
    )
}

/// Notes that the session is in use. Nothing else depends on it, so the log
/// does not hear of it.
///
/// # Errors
/// What the database says.
pub fn touch(tx: &mut Tx<'_>, id: SessionId, now: Millis) -> Result<(), Fault> {
    let sql = "UPDATE session SET seen_at = $2 WHERE id = $1";
    tx.execute(sql, params![id, now])?;
    Ok(())
}

pub const LIST: &str = "SELECT id, device, seen_at FROM session
    WHERE account = $1 AND seen_at > $2
    ORDER BY id DESC
    LIMIT 100";

/// The sessions of an account that were seen after `since`, newest first; of
/// more than a hundred the newest.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>, account: AccountId, since: Millis) -> Result<Vec<DeviceRow>, Fault> {
    tx.query(LIST, params![account, since], |row| {
        Ok(DeviceRow {
            id: row.get(0)?,
            device: row.get(1)?,
            seen_at: row.get(2)?,
        })
    })
}

/// Ends one session of the account that acts. One that is not there has ended
/// already.
///
/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, pen: &Pen, session: SessionId) -> Result<(), Fault> {
    let account = pen.account()?;
    let sql = "DELETE FROM session WHERE account = $1 AND id = $2";
    match tx.execute(sql, params![account, session])? {
        0 => Ok(()),
        _ => pen.tell(tx, &SessionEnded { account, session }),
    }
}

/// Ends every session of the account that acts but one.
///
/// # Errors
/// What the database says.
pub fn end_others(tx: &mut Tx<'_>, pen: &Pen, but: Option<SessionId>) -> Result<(), Fault> {
    let account = pen.account()?;
    let sql = "SELECT id FROM session WHERE account = $1 ORDER BY id";
    let all: Vec<SessionId> = tx.query(sql, params![account], |row| row.get(0))?;
    for session in all.into_iter().filter(|id| Some(*id) != but) {
        end(tx, pen, session)?;
    }
    Ok(())
}

/// Clears away what nobody has used since then: long after it has ended.
///
/// # Errors
/// What the database says.
pub fn clear(tx: &mut Tx<'_>, since: Millis) -> Result<(), Fault> {
    tx.execute("DELETE FROM session WHERE seen_at <= $1", params![since])?;
    Ok(())
}
