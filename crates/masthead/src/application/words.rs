//! What the desk and an applicant write to each other, as it was said: SQL of the table `application_word`.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use super::rules::{Act, Application, Reason, WordKind};
use crate::id::ApplicationId;
use crate::pen::Pen;

/// Of one application, newest first; more are not shown.
const SHOWN: i64 = 50;

/// Something that was written to the other side.
#[derive(Clone, Debug)]
pub struct Word {
    pub kind: WordKind,
    /// Why it was rejected.
    pub reason: Option<Reason>,
    pub words: String,
    pub at: Millis,
    /// The name of who wrote it: JSON, as every localized name.
    pub by: String,
}

pub const LIST: &str = "SELECT w.kind, w.reason, w.words, w.at, u.name
    FROM application_word w
    JOIN user_account u ON u.id = w.by_account
    WHERE w.application = $1
    ORDER BY w.id DESC
    LIMIT $2";

/// What was written about an application, oldest first.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn list(tx: &mut Tx<'_>, application: ApplicationId) -> Result<Vec<Word>, Fault> {
    let mut words = tx.query(LIST, params![application, SHOWN], |row| {
        let (kind, reason): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        Ok(Word {
            kind: WordKind::from_name(&kind)
                .ok_or_else(|| Fault::shape(format!("a word of kind {kind}")))?,
            reason: reason.as_deref().and_then(Reason::from_name),
            words: row.get(2)?,
            at: row.get(3)?,
            by: row.get(4)?,
        })
    })?;
    words.reverse();
    Ok(words)
}

/// Keeps what an act says to the other side; the application's own event tells of it.
///
/// # Errors
/// What the database says.
pub(super) fn keep(tx: &mut Tx<'_>, pen: &Pen, read: &Application, act: &Act) -> Result<(), Fault> {
    let (kind, by, reason, words) = match act {
        Act::Send { .. } if !read.form.answer.is_empty() => (
            WordKind::Answer,
            read.account,
            None,
            read.form.answer.as_str(),
        ),
        Act::Ask { by, words } => (WordKind::Question, *by, None, words.as_str()),
        Act::Accept { by, words } => (WordKind::Accepted, *by, None, words.as_str()),
        Act::Reject { by, reason, words } => {
            (WordKind::Rejected, *by, Some(*reason), words.as_str())
        }
        _ => return Ok(()),
    };
    tx.execute(
        "INSERT INTO application_word (id, application, kind, by_account, reason, words, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![
            pen.ids.fresh::<i64>(),
            read.id,
            kind.name(),
            by,
            reason.map(Reason::name),
            words.trim(),
            pen.now(),
        ],
    )
    .map(drop)
}
