//! What was published at once and is checked afterwards: submissions that were accepted without having been read.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use super::state::Checking;
use super::submission::{
    End, NewSubmission, SubmissionRow, select_submissions, submission_from_row,
};
use crate::article::store::Key;
use crate::id::{AccountId, ArticleId, ChannelId, SubmissionId};

/// Puts it on the desk's list, where it takes the place of an earlier text of
/// the same article.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn insert(tx: &mut Tx<'_>, new: NewSubmission) -> Result<(), Fault> {
    drop_open(tx, new.article)?;
    tx.execute(
        "INSERT INTO submission (id, article, creator, channel, revision, is_update, submitted_by,
            submitted_at, state, claimed_until, decided_at, checking)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'accepted', 0, $8, 'open')",
        params![
            new.id,
            new.article,
            new.creator,
            new.channel,
            new.revision,
            i64::from(new.is_update),
            new.by,
            new.at,
        ],
    )
    .map(drop)
}

/// The check of an article that is open.
///
/// # Errors
/// What the database says.
pub fn find_open(tx: &mut Tx<'_>, article: ArticleId) -> Result<Option<SubmissionId>, Fault> {
    tx.find(
        "SELECT id FROM submission WHERE article = $1 AND checking = 'open'",
        params![article],
        |row| row.get(0),
    )
}

/// Ends the check of what its creator took from readers: there is nothing to
/// look at until it is handed in again.
///
/// # Errors
/// What the database says.
pub fn drop_open(tx: &mut Tx<'_>, article: ArticleId) -> Result<(), Fault> {
    tx.execute(
        "UPDATE submission SET checking = 'replaced' WHERE article = $1 AND checking = 'open'",
        params![article],
    )
    .map(drop)
}

/// Who answers for an article: whoever handed it in last, else an owner of its
/// creator, one who can log in before others.
///
/// # Errors
/// What the database says.
pub fn author(tx: &mut Tx<'_>, article: ArticleId) -> Result<Option<AccountId>, Fault> {
    let last = "SELECT submitted_by FROM submission WHERE article = $1 ORDER BY id DESC LIMIT 1";
    let found = tx.find(last, params![article], |row| row.get(0))?;
    if found.is_some() {
        return Ok(found);
    }
    tx.find(
        "SELECT m.member
        FROM article a
        JOIN membership m ON m.creator = a.creator AND m.role = 'owner'
        LEFT JOIN login l ON l.account = m.member
        WHERE a.id = $1
        ORDER BY CASE WHEN l.account IS NULL THEN 1 ELSE 0 END, m.member
        LIMIT 1",
        params![article],
        |row| row.get(0),
    )
}

pub const UNCHECKED: &str = select_submissions!(
    "WHERE s.checking = 'open' AND (s.submitted_at, s.id) > ($1, $2)
    ORDER BY s.submitted_at, s.id
    LIMIT $3"
);
pub const UNCHECKED_IN_CHANNEL: &str = select_submissions!(
    "WHERE s.checking = 'open' AND (s.submitted_at, s.id) > ($1, $2) AND s.channel = $4
    ORDER BY s.submitted_at, s.id
    LIMIT $3"
);

/// What is to be checked after a key, in all channels or in one, longest first.
///
/// # Errors
/// What the database says.
pub fn list(
    tx: &mut Tx<'_>,
    after: Key<SubmissionId>,
    channel: Option<ChannelId>,
    limit: i64,
) -> Result<Vec<SubmissionRow>, Fault> {
    match channel {
        None => tx.query(
            UNCHECKED,
            params![after.at, after.id, limit],
            submission_from_row,
        ),
        Some(channel) => tx.query(
            UNCHECKED_IN_CHANNEL,
            params![after.at, after.id, limit, channel],
            submission_from_row,
        ),
    }
}

/// How many are to be checked; counted up to a thousand.
///
/// # Errors
/// What the database says.
pub fn count(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    tx.get(
        "SELECT COUNT(*) FROM (SELECT id FROM submission WHERE checking = 'open' LIMIT 1000) AS w",
        &[],
        |row| row.get(0),
    )
}

/// The desk gave back what it had taken down last.
///
/// # Errors
/// What the database says.
pub fn put_restored(tx: &mut Tx<'_>, article: ArticleId, at: Millis) -> Result<(), Fault> {
    tx.execute(
        "UPDATE submission SET restored_at = $2
        WHERE id = (
            SELECT MAX(id) FROM submission WHERE article = $1 AND checking = 'taken_down'
        )",
        params![article, at],
    )
    .map(drop)
}

/// Ends a check that is open. Gives whether it did.
///
/// # Errors
/// What the database says.
pub fn put_end(
    tx: &mut Tx<'_>,
    id: SubmissionId,
    checking: Checking,
    end: End<'_>,
) -> Result<bool, Fault> {
    let ended = tx.execute(
        "UPDATE submission
        SET checking = $2, checked_by = $3, checked_at = $4, reason = $5, words = $6
        WHERE id = $1 AND checking = 'open'",
        params![id, checking.name(), end.by, end.at, end.reason, end.words],
    )?;
    Ok(ended == 1)
}
