//! How many comments an article has. The follower of the log adds them up.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::article::rules::hot;
use crate::id::ArticleId;

/// Sets the count of every article to zero, before all of the log is read again.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn clear_comments(tx: &mut Tx<'_>) -> Result<(), Fault> {
    tx.execute(
        "UPDATE article SET comment_count = 0 WHERE comment_count <> 0",
        &[],
    )
    .map(drop)
}

/// Counts comments, and ranks the article by them.
///
/// # Errors
/// What the database says.
pub fn add_comments(tx: &mut Tx<'_>, article: ArticleId, by: i64) -> Result<(), Fault> {
    let counted = tx.find(
        "UPDATE article SET comment_count = comment_count + $2 WHERE id = $1
        RETURNING published_at, views, comment_count",
        params![article, by],
        |row| Ok((row.get::<Option<Millis>>(0)?, row.get(1)?, row.get(2)?)),
    )?;
    if let Some((Some(published_at), views, comments)) = counted {
        tx.execute(
            "UPDATE article SET hot = $2 WHERE id = $1",
            params![article, hot(published_at, views, comments)],
        )?;
    }
    Ok(())
}
