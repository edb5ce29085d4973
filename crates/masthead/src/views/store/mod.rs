//! The column `views` of articles and the table `article_crawls`, which nobody
//! else writes once an article is there.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::article::rules::hot;

/// Adds to the views of an article and ranks it by them. False where readers
/// cannot see it (any more): then nothing is counted.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub(super) fn add_views(tx: &mut Tx<'_>, article: i64, by: i64) -> Result<bool, Fault> {
    let counted = tx.find(
        "UPDATE article SET views = views + $2 WHERE id = $1 AND state = 'published'
        RETURNING published_at, views, comment_count",
        params![article, by],
        |row| Ok(hot(row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let Some(rank) = counted else {
        return Ok(false);
    };
    tx.execute(
        "UPDATE article SET hot = $2 WHERE id = $1",
        params![article, rank],
    )?;
    Ok(true)
}

/// Adds to the times that crawlers read an article that readers see.
///
/// # Errors
/// What the database says.
pub(super) fn add_crawls(tx: &mut Tx<'_>, article: i64, by: i64) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO article_crawls (article, crawls)
        SELECT id, CAST($2 AS BIGINT) FROM article WHERE id = $1 AND state = 'published'
        ON CONFLICT (article) DO UPDATE
        SET crawls = article_crawls.crawls + excluded.crawls",
        params![article, by],
    )
    .map(drop)
}

/// Removes the events of counted views that were written before `before`.
///
/// # Errors
/// What the database says.
pub(super) fn clear_events(tx: &mut Tx<'_>, before: Millis) -> Result<(), Fault> {
    // The kind stands in the text: so the partial index of this kind serves.
    tx.execute(
        "DELETE FROM event WHERE kind = 'views.counted' AND at < $1",
        params![before],
    )
    .map(drop)
}
