//! What the acts of publishing write to the row of an article, besides its fields.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::id::{ArticleId, CreatorId, RevisionId};

const BEGIN: &str = "INSERT INTO article (id, external_id, creator, title, tags, state, views,
        comment_count, hot, revision, version)
    VALUES ($1, $2, $3, '', '[]', 'draft', 0, 0, 0, 0, 1)";

/// Begins an article without a text.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn begin(tx: &mut Tx<'_>, article: ArticleId, creator: CreatorId) -> Result<(), Fault> {
    let external_id = format!("article-{article}");
    tx.execute(BEGIN, params![article, &external_id, creator])
        .map(drop)
}

/// From here to the end of the transaction nobody else moves the article, nor
/// keeps a revision of it. Comes before a draft is held: acts take both in this order.
///
/// # Errors
/// What the database says.
pub fn hold_article(tx: &mut Tx<'_>, article: ArticleId) -> Result<(), Fault> {
    tx.execute(
        "UPDATE article SET version = version WHERE id = $1",
        params![article],
    )
    .map(drop)
}

/// Makes sure that nobody else has moved it since this version was read, nor
/// moves it before this transaction ends. Gives whether that is so.
///
/// # Errors
/// What the database says.
pub fn hold_version(tx: &mut Tx<'_>, article: ArticleId, version: i64) -> Result<bool, Fault> {
    let held = tx.execute(
        "UPDATE article SET version = version + 1 WHERE id = $1 AND version = $2",
        params![article, version],
    )?;
    Ok(held == 1)
}

/// What stands beside a published text. `corrections` is a JSON list, none where it would be empty.
///
/// # Errors
/// What the database says.
pub fn put_aside(
    tx: &mut Tx<'_>,
    article: ArticleId,
    corrections: Option<&str>,
    comments_open: bool,
) -> Result<(), Fault> {
    tx.execute(
        "UPDATE article SET corrections = $2, comments_open = $3 WHERE id = $1",
        params![article, corrections, i64::from(comments_open)],
    )
    .map(drop)
}

/// It was disowned, in these words.
///
/// # Errors
/// What the database says.
pub fn put_retraction(
    tx: &mut Tx<'_>,
    article: ArticleId,
    words: &str,
    at: Millis,
) -> Result<(), Fault> {
    tx.execute(
        "UPDATE article SET retraction = $2, retracted_at = $3 WHERE id = $1",
        params![article, words, at],
    )
    .map(drop)
}

/// Of one that readers have not seen yet, the newest revision stands for it: exports show it.
///
/// # Errors
/// What the database says.
pub fn put_unread(
    tx: &mut Tx<'_>,
    article: ArticleId,
    revision: RevisionId,
    title: &str,
) -> Result<(), Fault> {
    tx.execute(
        "UPDATE article SET revision = $2, title = $3
        WHERE id = $1 AND state IN ('draft', 'submitted', 'rejected')",
        params![article, revision, title],
    )
    .map(drop)
}
