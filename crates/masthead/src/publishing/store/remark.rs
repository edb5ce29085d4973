//! What reviewers say of paragraphs.

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use crate::id::{AccountId, ArticleId, RemarkId, SubmissionId};
use crate::pen::Pen;
use crate::publishing::events::RemarkMade;

/// What is said, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The paragraph, from 0; none of the whole.
    pub block: Option<i64>,
    /// How the paragraph begins.
    pub quote: String,
    pub words: String,
}

#[derive(Clone, Debug)]
pub struct RemarkRow {
    pub id: RemarkId,
    pub submission: SubmissionId,
    pub remark: Remark,
    pub by: AccountId,
    /// JSON.
    pub author: String,
    pub created_at: Millis,
}

/// Whoever acts says something of a submission.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn insert(
    tx: &mut Tx<'_>,
    pen: &Pen,
    article: ArticleId,
    submission: SubmissionId,
    remark: &Remark,
) -> Result<(), Fault> {
    let id = pen.ids.fresh();
    tx.execute(
        "INSERT INTO remark (id, submission, author, block, quote, words, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![
            id,
            submission,
            pen.account()?,
            remark.block,
            &remark.quote,
            &remark.words,
            pen.now()
        ],
    )?;
    pen.tell(
        tx,
        &RemarkMade {
            article,
            submission,
            remark: id,
        },
    )
}

pub const LIST: &str =
    "SELECT k.id, k.submission, k.block, k.quote, k.words, k.author, u.name, k.created_at
    FROM remark k
    JOIN user_account u ON u.id = k.author
    WHERE k.submission = $1
    ORDER BY k.id
    LIMIT 1000";

/// What was said of a submission, first to last.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>, submission: SubmissionId) -> Result<Vec<RemarkRow>, Fault> {
    tx.query(LIST, params![submission], remark_from_row)
}

fn remark_from_row(row: &Row<'_>) -> Result<RemarkRow, Fault> {
    Ok(RemarkRow {
        id: row.get(0)?,
        submission: row.get(1)?,
        remark: Remark {
            block: row.get(2)?,
            quote: row.get(3)?,
            words: row.get(4)?,
        },
        by: row.get(5)?,
        author: row.get(6)?,
        created_at: row.get(7)?,
    })
}

/// What was said of the decided submissions of an article, first to last: what
/// its creator reads.
///
/// # Errors
/// What the database says.
pub fn list_decided(tx: &mut Tx<'_>, article: ArticleId) -> Result<Vec<RemarkRow>, Fault> {
    tx.query(
        "SELECT k.id, k.submission, k.block, k.quote, k.words, k.author, u.name, k.created_at
        FROM submission s
        JOIN remark k ON k.submission = s.id
        JOIN user_account u ON u.id = k.author
        WHERE s.article = $1 AND s.decided_at IS NOT NULL
        ORDER BY k.id DESC
        LIMIT 1000",
        params![article],
        remark_from_row,
    )
    .map(|mut all| {
        all.reverse();
        all
    })
}
