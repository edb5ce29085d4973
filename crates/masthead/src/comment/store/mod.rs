//! All SQL of the table `comment`.

pub mod export;
pub mod put;

use crate::id::{AccountId, ArticleId, CommentId};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

/// A comment with its author's name.
#[derive(Clone, Debug)]
pub struct CommentRow {
    pub id: CommentId,
    pub parent: Option<CommentId>,
    /// JSON, as every localized name.
    pub author: String,
    pub author_id: AccountId,
    pub body: String,
    pub created_at: Millis,
    pub likes: i64,
}

/// So many stand on the page of an article.
const ON_PAGE: i64 = 50;

/// The newest comments on an article, as many as its page shows.
///
/// # Errors
/// What the database says.
pub fn list_newest(tx: &mut Tx<'_>, article: ArticleId) -> Result<Vec<CommentRow>, Fault> {
    tx.query(
        "SELECT c.id, c.parent, u.name, c.body, c.created_at, c.likes, c.author
        FROM comment c
        JOIN user_account u ON u.id = c.author
        WHERE c.article = $1
        ORDER BY c.created_at DESC, c.id DESC
        LIMIT $2",
        params![article, ON_PAGE],
        |row| {
            Ok(CommentRow {
                id: row.get(0)?,
                parent: row.get(1)?,
                author: row.get(2)?,
                body: row.get(3)?,
                created_at: row.get(4)?,
                likes: row.get(5)?,
                author_id: row.get(6)?,
            })
        },
    )
}
