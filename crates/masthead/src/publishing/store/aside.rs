//! What stands beside a published text: what was put right in it, and whether readers may comment.

use masthead_db::{Fault, Tx, params};

use crate::article::rules::Correction;
use crate::article::store::moved;
use crate::id::ArticleId;

/// What was put right, oldest first.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn corrections(tx: &mut Tx<'_>, article: ArticleId) -> Result<Vec<Correction>, Fault> {
    let sql = "SELECT corrections FROM article WHERE id = $1";
    let stored: Option<String> = tx.get(sql, params![article], |row| row.get(0))?;
    let read = stored.and_then(|stored| serde_json::from_str(&stored).ok());
    Ok(read.unwrap_or_default())
}

/// Whether readers may comment.
///
/// # Errors
/// What the database says.
pub fn comments_open(tx: &mut Tx<'_>, article: ArticleId) -> Result<bool, Fault> {
    let sql = "SELECT comments_open FROM article WHERE id = $1";
    let open: Option<i64> = tx.get(sql, params![article], |row| row.get(0))?;
    Ok(open != Some(0))
}

/// # Errors
/// What the database says.
pub fn put(
    tx: &mut Tx<'_>,
    article: ArticleId,
    corrections: &[Correction],
    comments_open: bool,
) -> Result<(), Fault> {
    let list = serde_json::to_string(corrections).expect("corrections are plain data");
    let list = (!corrections.is_empty()).then_some(list);
    moved::put_aside(tx, article, list.as_deref(), comments_open)
}
