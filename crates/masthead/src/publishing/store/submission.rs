//! What waits at the desk, and what became of it.

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use super::state::{Checking, SubmissionState};
use crate::article::store::Key;
use crate::id::{AccountId, ArticleId, ChannelId, CreatorId, RevisionId, SubmissionId};

/// A submission as it is made.
#[derive(Clone, Copy, Debug)]
pub struct NewSubmission {
    pub id: SubmissionId,
    pub article: ArticleId,
    pub creator: CreatorId,
    pub channel: Option<ChannelId>,
    pub revision: RevisionId,
    pub is_update: bool,
    pub by: AccountId,
    pub at: Millis,
}

/// # Errors
/// What the database says, here as in every function of this module.
pub fn insert(tx: &mut Tx<'_>, new: NewSubmission) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO submission (id, article, creator, channel, revision, is_update, submitted_by,
            submitted_at, state, claimed_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0)",
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

/// A submission as lists show it.
#[derive(Clone, Debug)]
pub struct SubmissionRow {
    pub id: SubmissionId,
    pub article: ArticleId,
    pub creator: CreatorId,
    pub creator_handle: String,
    /// JSON, as every localized name.
    pub creator_name: String,
    pub channel: Option<ChannelId>,
    pub revision: RevisionId,
    pub title: String,
    pub state: SubmissionState,
    pub is_update: bool,
    pub submitted_at: Millis,
    pub submitted_by: AccountId,
    /// JSON.
    pub submitted_by_name: String,
    pub claimed_by: Option<AccountId>,
    /// JSON.
    pub claimed_by_name: Option<String>,
    pub claimed_until: Millis,
    pub decided_at: Option<Millis>,
    /// When the desk looked at what was published, and when it gave back what it had taken down.
    pub checked_at: Option<Millis>,
    pub restored_at: Option<Millis>,
    pub reason: Option<String>,
    pub words: Option<String>,
    /// How far the check afterwards is, of what was published at once.
    pub checking: Option<Checking>,
}

impl SubmissionRow {
    /// How it stands: of what was published at once, how far the check is. The
    /// locale key is `decision-{stands}`.
    #[must_use]
    pub fn stands(&self) -> &'static str {
        match self.checking {
            None => self.state.name(),
            Some(Checking::Open) => "at_once",
            Some(checking) => checking.name(),
        }
    }

    /// Whether the desk has not decided yet.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.state == SubmissionState::Waiting
    }

    /// Whether it was published at once, and the desk has not checked it yet.
    #[must_use]
    pub fn is_unchecked(&self) -> bool {
        self.checking == Some(Checking::Open)
    }
}

macro_rules! select_submissions {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.article, s.creator, c.handle, c.name, s.channel, s.revision,
                COALESCE(r.title, ''), s.state, s.is_update, s.submitted_at, s.submitted_by,
                s.claimed_by, u.name, s.claimed_until, s.decided_at, s.reason, s.words, s.checking,
                w.name, s.checked_at, s.restored_at
            FROM submission s
            JOIN creator c ON c.id = s.creator
            JOIN revision r ON r.id = s.revision
            JOIN user_account w ON w.id = s.submitted_by
            LEFT JOIN user_account u ON u.id = s.claimed_by ",
            $rest
        )
    };
}

pub(super) use select_submissions;

pub(super) fn submission_from_row(row: &Row<'_>) -> Result<SubmissionRow, Fault> {
    Ok(SubmissionRow {
        id: row.get(0)?,
        article: row.get(1)?,
        creator: row.get(2)?,
        creator_handle: row.get(3)?,
        creator_name: row.get(4)?,
        channel: row.get(5)?,
        revision: row.get(6)?,
        title: row.get(7)?,
        state: row.get(8)?,
        is_update: row.get(9)?,
        submitted_at: row.get(10)?,
        submitted_by: row.get(11)?,
        claimed_by: row.get(12)?,
        claimed_by_name: row.get(13)?,
        claimed_until: row.get(14)?,
        decided_at: row.get(15)?,
        reason: row.get(16)?,
        words: row.get(17)?,
        checking: row.get(18)?,
        submitted_by_name: row.get(19)?,
        checked_at: row.get(20)?,
        restored_at: row.get(21)?,
    })
}

const FIND: &str = select_submissions!("WHERE s.id = $1");

/// # Errors
/// What the database says.
pub fn find(tx: &mut Tx<'_>, id: SubmissionId) -> Result<Option<SubmissionRow>, Fault> {
    tx.find(FIND, params![id], submission_from_row)
}

pub const OF_ARTICLE: &str =
    select_submissions!("WHERE s.article = $1 ORDER BY s.id DESC LIMIT $2");

/// The submissions of an article, newest first.
///
/// # Errors
/// What the database says.
pub fn list_of_article(
    tx: &mut Tx<'_>,
    article: ArticleId,
    limit: i64,
) -> Result<Vec<SubmissionRow>, Fault> {
    tx.query(OF_ARTICLE, params![article, limit], submission_from_row)
}

pub const WAITING: &str = select_submissions!(
    "WHERE s.state = 'waiting' AND (s.submitted_at, s.id) > ($1, $2)
    ORDER BY s.submitted_at, s.id
    LIMIT $3"
);
pub const WAITING_IN_CHANNEL: &str = select_submissions!(
    "WHERE s.state = 'waiting' AND (s.submitted_at, s.id) > ($1, $2) AND s.channel = $4
    ORDER BY s.submitted_at, s.id
    LIMIT $3"
);

/// What waits at the desk after a key, in all channels or in one, longest
/// first.
///
/// # Errors
/// What the database says.
pub fn list_waiting(
    tx: &mut Tx<'_>,
    after: Key<SubmissionId>,
    channel: Option<ChannelId>,
    limit: i64,
) -> Result<Vec<SubmissionRow>, Fault> {
    match channel {
        None => tx.query(
            WAITING,
            params![after.at, after.id, limit],
            submission_from_row,
        ),
        Some(channel) => tx.query(
            WAITING_IN_CHANNEL,
            params![after.at, after.id, limit, channel],
            submission_from_row,
        ),
    }
}

/// How many wait; counted up to a thousand.
///
/// # Errors
/// What the database says.
pub fn count_waiting(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    tx.get(
        "SELECT COUNT(*) FROM (SELECT id FROM submission WHERE state = 'waiting' LIMIT 1000) AS w",
        &[],
        |row| row.get(0),
    )
}

/// How many wait before this one; counted up to a thousand.
///
/// # Errors
/// What the database says.
pub fn count_before(tx: &mut Tx<'_>, at: Millis, id: SubmissionId) -> Result<i64, Fault> {
    tx.get(
        "SELECT COUNT(*) FROM (
            SELECT id FROM submission
            WHERE state = 'waiting' AND (submitted_at, id) < ($1, $2)
            LIMIT 1000
        ) AS w",
        params![at, id],
        |row| row.get(0),
    )
}

/// The reviewer has it until then, if nobody else has it at `now`, and they
/// have not read it yet. Gives whether that is so.
///
/// # Errors
/// What the database says.
pub fn claim(
    tx: &mut Tx<'_>,
    id: SubmissionId,
    reviewer: AccountId,
    now: Millis,
    until: Millis,
) -> Result<bool, Fault> {
    let claimed = tx.execute(
        "UPDATE submission SET claimed_by = $2, claimed_until = $4
        WHERE id = $1 AND (state = 'waiting' OR checking = 'open')
            AND (claimed_by IS NULL OR claimed_by = $2 OR claimed_until <= $3 OR claimed_until > $4)
            AND NOT EXISTS (SELECT 1 FROM reading WHERE submission = $1 AND reviewer = $2)",
        params![id, reviewer, now, until],
    )?;
    Ok(claimed == 1)
}

/// The reviewer gives it back. Gives whether it was theirs.
///
/// # Errors
/// What the database says.
pub fn release(tx: &mut Tx<'_>, id: SubmissionId, reviewer: AccountId) -> Result<bool, Fault> {
    let released = tx.execute(
        "UPDATE submission SET claimed_by = NULL, claimed_until = 0
        WHERE id = $1 AND claimed_by = $2 AND (state = 'waiting' OR checking = 'open')",
        params![id, reviewer],
    )?;
    Ok(released == 1)
}

/// How a submission ended, or the check of one.
#[derive(Clone, Copy, Debug)]
pub struct End<'a> {
    pub by: AccountId,
    pub at: Millis,
    pub reason: Option<&'a str>,
    pub words: &'a str,
}

/// Ends a submission that waits. Gives whether it did.
///
/// # Errors
/// What the database says.
pub fn put_end(
    tx: &mut Tx<'_>,
    id: SubmissionId,
    state: SubmissionState,
    end: End<'_>,
) -> Result<bool, Fault> {
    let ended = tx.execute(
        "UPDATE submission
        SET state = $2, decided_by = $3, decided_at = $4, reason = $5, words = $6
        WHERE id = $1 AND state = 'waiting'",
        params![id, state.name(), end.by, end.at, end.reason, end.words],
    )?;
    Ok(ended == 1)
}

/// The one of an article that waits.
///
/// # Errors
/// What the database says.
pub fn find_waiting(tx: &mut Tx<'_>, article: ArticleId) -> Result<Option<SubmissionId>, Fault> {
    tx.find(
        "SELECT id FROM submission WHERE article = $1 AND state = 'waiting'",
        params![article],
        |row| row.get(0),
    )
}

/// To whom a letter goes.
#[derive(Clone, Debug)]
pub struct Addressee {
    /// JSON, as every localized name.
    pub name: String,
    pub email: String,
}

/// Somebody who answers for a submission.
#[derive(Clone, Debug)]
pub struct Answerable {
    pub account: AccountId,
    pub addressee: Addressee,
}

/// Who answers for it and can be written to: who handed it in, and every owner
/// of its creator, but not the one who decides.
///
/// # Errors
/// What the database says.
pub fn list_answerable(
    tx: &mut Tx<'_>,
    id: SubmissionId,
    but: AccountId,
) -> Result<Vec<Answerable>, Fault> {
    tx.query(
        "SELECT u.id, u.name, l.email
        FROM user_account u
        JOIN login l ON l.account = u.id
        WHERE u.id <> $2 AND u.id IN (
            SELECT submitted_by FROM submission WHERE id = $1
            UNION SELECT m.member
            FROM submission s
            JOIN membership m ON m.creator = s.creator AND m.role = 'owner'
            WHERE s.id = $1
        )
        ORDER BY u.id",
        params![id, but],
        |row| {
            Ok(Answerable {
                account: row.get(0)?,
                addressee: Addressee {
                    name: row.get(1)?,
                    email: row.get(2)?,
                },
            })
        },
    )
}

/// To whom letters about it go: who handed it in.
///
/// # Errors
/// What the database says.
pub fn find_author(tx: &mut Tx<'_>, id: SubmissionId) -> Result<Option<Addressee>, Fault> {
    tx.find(
        "SELECT u.name, l.email
        FROM submission s
        JOIN user_account u ON u.id = s.submitted_by
        JOIN login l ON l.account = s.submitted_by
        WHERE s.id = $1",
        params![id],
        |row| {
            Ok(Addressee {
                name: row.get(0)?,
                email: row.get(1)?,
            })
        },
    )
}
