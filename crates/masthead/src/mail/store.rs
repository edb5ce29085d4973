//! All SQL of the table `mail`.

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};
use masthead_document::bidi::closed;

use super::Letter;
use super::events::{LetterGivenUp, LetterSent, LetterWritten};
use crate::id::MailId;
use crate::pen::Pen;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterRow {
    pub id: MailId,
    pub letter: Letter,
    pub created_at: Millis,
    /// How often it was tried to send it.
    pub tries: i64,
    /// Where letters of its kind can be ended.
    pub unsubscribe: Option<String>,
}

/// # Errors
/// What the database says, here as in every function of this module.
pub fn write(tx: &mut Tx<'_>, pen: &Pen, letter: &Letter) -> Result<(), Fault> {
    write_ending(tx, pen, letter, None)
}

/// As [`write`], of a kind that its recipient can end at this address.
///
/// # Errors
/// What the database says.
pub fn write_ending(
    tx: &mut Tx<'_>,
    pen: &Pen,
    letter: &Letter,
    unsubscribe: Option<&str>,
) -> Result<(), Fault> {
    let id = pen.ids.fresh();
    tx.execute(
        "INSERT INTO mail (id, recipient, subject, body, created_at, tries, next_try_at, unsubscribe)
        VALUES ($1, $2, $3, $4, $5, 0, $5, $6)",
        params![
            id,
            &letter.to,
            &*closed(&letter.subject),
            &*closed(&letter.body),
            pen.now(),
            unsubscribe
        ],
    )?;
    pen.tell(tx, &LetterWritten { mail: id })
}

/// The newest letters, newest first.
///
/// # Errors
/// What the database says.
pub fn list_newest(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<LetterRow>, Fault> {
    tx.query(
        "SELECT id, recipient, subject, body, created_at, tries, unsubscribe FROM mail
        ORDER BY id DESC
        LIMIT $1",
        params![limit],
        letter_from_row,
    )
}

fn letter_from_row(row: &Row<'_>) -> Result<LetterRow, Fault> {
    Ok(LetterRow {
        id: row.get(0)?,
        letter: Letter {
            to: row.get(1)?,
            subject: row.get(2)?,
            body: row.get(3)?,
        },
        created_at: row.get(4)?,
        tries: row.get(5)?,
        unsubscribe: row.get(6)?,
    })
}

/// Which letters are sent: those whose time has come, and those that would wait
/// longer than any does, after the clock was set back.
#[derive(Clone, Copy, Debug)]
pub struct Due {
    pub now: Millis,
    pub latest: Millis,
}

/// Whether a letter waits to be sent.
///
/// # Errors
/// What the database says.
pub fn is_due(tx: &mut Tx<'_>, Due { now, latest }: Due) -> Result<bool, Fault> {
    let sql = "SELECT id FROM mail WHERE next_try_at <= $1 OR next_try_at > $2 LIMIT 1";
    let found: Option<i64> = tx.find(sql, params![now, latest], |row| row.get(0))?;
    Ok(found.is_some())
}

/// Takes the letter that waits longest, so that no other process has it before
/// `until`: longer than a try can take.
///
/// # Errors
/// What the database says.
pub fn take_due(
    tx: &mut Tx<'_>,
    Due { now, latest }: Due,
    until: Millis,
) -> Result<Option<LetterRow>, Fault> {
    let found = tx.find(
        "SELECT id, recipient, subject, body, created_at, tries, unsubscribe FROM mail
        WHERE next_try_at <= $1 OR next_try_at > $2
        ORDER BY next_try_at
        LIMIT 1",
        params![now, latest],
        letter_from_row,
    )?;
    let Some(row) = found else {
        return Ok(None);
    };
    let taken = tx.execute(
        "UPDATE mail SET next_try_at = $4, tries = tries + 1
        WHERE id = $1 AND (next_try_at <= $2 OR next_try_at > $3)",
        params![row.id, now, latest, until],
    )?;
    let tries = row.tries + 1;
    // Of another process, which was faster.
    Ok((taken == 1).then_some(LetterRow { tries, ..row }))
}

/// The mail server has it: what it said is nobody's any more.
///
/// # Errors
/// What the database says.
pub fn put_sent(tx: &mut Tx<'_>, pen: &Pen, id: MailId) -> Result<(), Fault> {
    tx.execute("DELETE FROM mail WHERE id = $1", params![id])?;
    pen.tell(tx, &LetterSent { mail: id })
}

/// It was not sent: to be tried again at `next`, or never.
///
/// # Errors
/// What the database says.
pub fn put_failure(
    tx: &mut Tx<'_>,
    pen: &Pen,
    id: MailId,
    failure: &str,
    next: Option<Millis>,
) -> Result<(), Fault> {
    tx.execute(
        "UPDATE mail SET next_try_at = $2, failure = $3 WHERE id = $1",
        params![id, next, failure],
    )?;
    match next {
        Some(_) => Ok(()),
        None => pen.tell(tx, &LetterGivenUp { mail: id }),
    }
}
