//! What the desk took from its readers.

use masthead_db::{Fault, Tx, params};

use super::piece::{self, PieceRow};
use crate::id::ArticleId;

/// An article in the desk's list.
#[derive(Clone, Debug)]
pub struct TakenRow {
    pub article: ArticleId,
    pub title: String,
    /// JSON, as every localized name.
    pub creator_name: String,
}

pub const TAKEN: &str = "SELECT a.id, a.title, c.name
    FROM article a
    JOIN creator c ON c.id = a.creator
    WHERE a.state = 'taken_down' AND a.id < $1
    ORDER BY a.id DESC
    LIMIT $2";

/// What is taken down, newest first, below an id.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn list(tx: &mut Tx<'_>, below: ArticleId, limit: i64) -> Result<Vec<TakenRow>, Fault> {
    tx.query(TAKEN, params![below, limit], |row| {
        Ok(TakenRow {
            article: row.get(0)?,
            title: row.get(1)?,
            creator_name: row.get(2)?,
        })
    })
}

/// Why an article was taken down.
#[derive(Clone, Debug, Default)]
pub struct Why {
    /// From the desk's list.
    pub reason: Option<String>,
    pub words: Option<String>,
}

/// An article whose text readers have, or had.
#[derive(Clone, Debug)]
pub struct ModeratedArticle {
    pub title: String,
    pub row: PieceRow,
    /// Why it was taken down last, if it was.
    pub why: Option<Why>,
}

/// # Errors
/// What the database says.
pub fn find(tx: &mut Tx<'_>, article: ArticleId) -> Result<Option<ModeratedArticle>, Fault> {
    let Some(row) = piece::find(tx, article)? else {
        return Ok(None);
    };
    let sql = "SELECT title FROM article WHERE id = $1";
    let title = tx.get(sql, params![article], |row| row.get(0))?;
    let why = tx.find(
        "SELECT reason, words FROM submission
        WHERE article = $1 AND checking = 'taken_down'
        ORDER BY id DESC
        LIMIT 1",
        params![article],
        |row| {
            Ok(Why {
                reason: row.get(0)?,
                words: row.get(1)?,
            })
        },
    )?;
    Ok(Some(ModeratedArticle { title, row, why }))
}
