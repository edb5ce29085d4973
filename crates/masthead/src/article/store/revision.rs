//! Rows of `revision` and `revision_media` as the studio writes them; those of an archive are in [`put`](super::put).

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::id::{AccountId, ArticleId, RevisionId};

/// A text that is kept for good.
#[derive(Clone, Copy, Debug)]
pub struct NewRevision<'a> {
    pub id: RevisionId,
    pub article: ArticleId,
    pub title: &'a str,
    /// The document as JSON.
    pub body: &'a str,
    /// The form as it was typed, JSON.
    pub fields: &'a str,
    pub author: AccountId,
    pub created_at: Millis,
}

/// Keeps it under the next number of its article, with the files of its text
/// that are kept. Whoever calls holds the article: two at once would get the same number.
///
/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, new: NewRevision<'_>, shown: &[String]) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO revision (id, article, title, body, fields, author, created_at, number)
        SELECT $1, $2, $3, $4, $5, $6, $7, COALESCE(MAX(number), 0) + 1
        FROM revision WHERE article = $2",
        params![
            new.id,
            new.article,
            new.title,
            new.body,
            new.fields,
            new.author,
            new.created_at
        ],
    )?;
    for hash in shown {
        tx.execute(
            "INSERT INTO revision_media (revision, hash)
            SELECT $1, hash FROM media WHERE hash = $2",
            params![new.id, hash],
        )?;
    }
    Ok(())
}
