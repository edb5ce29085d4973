//! What was said of a submission before its decision, and the links of approvers.

use masthead_auth::Digest;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::id::{AccountId, ArticleId, ReadingId, SubmissionId};
use crate::pen::Pen;
use crate::publishing::events::{ApproverAsked, ReadingGiven};

/// More readings of one submission are not looked at.
const MOST: i64 = 20;

/// Who has read it, and would take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    Reviewer(AccountId),
    /// Somebody without an account, by name.
    Approver(String),
}

#[derive(Clone, Debug)]
pub struct ReadingRow {
    pub by: By,
    /// The reviewer: the one who read it, or who asked the approver.
    pub answers: Option<AccountId>,
    /// Of a reviewer: JSON.
    pub name: Option<String>,
    pub words: String,
    pub at: Millis,
}

/// The word of somebody who would take a submission.
#[derive(Clone, Copy, Debug)]
pub struct Approval<'a> {
    pub by: &'a By,
    /// The reviewer who answers for it.
    pub answers: AccountId,
    pub words: &'a str,
}

/// Somebody has read a submission and would take it; a reviewer answers for it.
///
/// # Errors
/// What the database says, here as in every function of this module;
/// [`masthead_db::FaultKind::Unique`] where the reviewer has read it already.
pub fn insert(
    tx: &mut Tx<'_>,
    pen: &Pen,
    article: ArticleId,
    submission: SubmissionId,
    approval: Approval<'_>,
) -> Result<(), Fault> {
    let (reviewer, approver) = match approval.by {
        By::Reviewer(account) => (Some(*account), None),
        By::Approver(name) => (None, Some(name.as_str())),
    };
    let asked_by = approver.map(|_| approval.answers);
    tx.execute(
        "INSERT INTO reading (id, submission, reviewer, approver, asked_by, words, read_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![
            pen.ids.fresh::<ReadingId>(),
            submission,
            reviewer,
            approver,
            asked_by,
            approval.words,
            pen.now()
        ],
    )?;
    let fact = ReadingGiven {
        article,
        submission,
        reviewer,
    };
    pen.tell(tx, &fact)
}

pub const LIST: &str = "SELECT g.reviewer, g.approver, u.name, g.words, g.read_at,
        COALESCE(g.reviewer, g.asked_by)
    FROM reading g
    LEFT JOIN user_account u ON u.id = g.reviewer
    WHERE g.submission = $1
    ORDER BY g.id
    LIMIT $2";

/// The readings of a submission, first to last.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>, submission: SubmissionId) -> Result<Vec<ReadingRow>, Fault> {
    tx.query(LIST, params![submission, MOST], |row| {
        let approver: Option<String> = row.get(1)?;
        Ok(ReadingRow {
            by: match row.get::<Option<AccountId>>(0)? {
                Some(account) => By::Reviewer(account),
                None => By::Approver(approver.unwrap_or_default()),
            },
            name: row.get(2)?,
            words: row.get(3)?,
            at: row.get(4)?,
            answers: row.get(5)?,
        })
    })
}

/// What an approver was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub submission: SubmissionId,
    /// The approver's name, as whoever asked wrote it.
    pub approver: String,
    pub asked_by: AccountId,
    pub ends_at: Millis,
}

/// Lets somebody with a link decide.
///
/// # Errors
/// What the database says.
pub fn put_link(
    tx: &mut Tx<'_>,
    pen: &Pen,
    digest: Digest,
    article: ArticleId,
    asked: &Asked,
) -> Result<(), Fault> {
    let sql = "DELETE FROM approval_link WHERE ends_at <= $1";
    tx.execute(sql, params![pen.now()])?;
    tx.execute(
        "INSERT INTO approval_link (digest, submission, approver, asked_by, ends_at)
        VALUES ($1, $2, $3, $4, $5)",
        params![
            &digest.hex(),
            asked.submission,
            &asked.approver,
            asked.asked_by,
            asked.ends_at
        ],
    )?;
    let fact = ApproverAsked {
        article,
        submission: asked.submission,
        ends_at: asked.ends_at,
    };
    pen.tell(tx, &fact)
}

/// What a link is for, if it holds at `now`.
///
/// # Errors
/// What the database says.
pub fn find_link(tx: &mut Tx<'_>, digest: Digest, now: Millis) -> Result<Option<Asked>, Fault> {
    tx.find(
        "SELECT submission, approver, asked_by, ends_at
        FROM approval_link WHERE digest = $1 AND ends_at > $2",
        params![&digest.hex(), now],
        |row| {
            Ok(Asked {
                submission: row.get(0)?,
                approver: row.get(1)?,
                asked_by: row.get(2)?,
                ends_at: row.get(3)?,
            })
        },
    )
}

/// A link is used once. Gives whether it was there.
///
/// # Errors
/// What the database says.
pub fn use_link(tx: &mut Tx<'_>, digest: Digest) -> Result<bool, Fault> {
    let sql = "DELETE FROM approval_link WHERE digest = $1";
    Ok(tx.execute(sql, params![&digest.hex()])? == 1)
}
