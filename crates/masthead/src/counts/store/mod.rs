//! The counting columns of several tables, which nobody else writes.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::article::rules::hot;
use crate::id::{ArticleId, ChannelId, CreatorId};

/// Sets every count to zero, before all of the log is read again.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub(crate) fn clear(tx: &mut Tx<'_>) -> Result<(), Fault> {
    tx.execute(
        "UPDATE creator SET article_count = 0, follower_count = 0
        WHERE article_count <> 0 OR follower_count <> 0",
        &[],
    )?;
    tx.execute(
        "UPDATE channel SET article_count = 0 WHERE article_count <> 0",
        &[],
    )?;
    tx.execute("DELETE FROM creator_month", &[])?;
    tx.execute(
        "UPDATE article SET comment_count = 0 WHERE comment_count <> 0",
        &[],
    )?;
    Ok(())
}

/// # Errors
/// What the database says.
pub(crate) fn add_to_creator(tx: &mut Tx<'_>, creator: CreatorId, by: i64) -> Result<(), Fault> {
    tx.execute(
        "UPDATE creator SET article_count = article_count + $2 WHERE id = $1",
        params![creator, by],
    )?;
    Ok(())
}

/// # Errors
/// What the database says.
pub(crate) fn add_to_channel(tx: &mut Tx<'_>, channel: ChannelId, by: i64) -> Result<(), Fault> {
    tx.execute(
        "UPDATE channel SET article_count = article_count + $2 WHERE id = $1",
        params![channel, by],
    )?;
    Ok(())
}

/// # Errors
/// What the database says.
pub(crate) fn add_to_month(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    month: &str,
    by: i64,
) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO creator_month (creator, month, article_count) VALUES ($1, $2, $3)
        ON CONFLICT (creator, month) DO UPDATE
        SET article_count = creator_month.article_count + excluded.article_count",
        params![creator, month, by],
    )?;
    Ok(())
}

/// # Errors
/// What the database says.
pub(crate) fn add_followers(tx: &mut Tx<'_>, creator: CreatorId, by: i64) -> Result<(), Fault> {
    tx.execute(
        "UPDATE creator SET follower_count = follower_count + $2 WHERE id = $1",
        params![creator, by],
    )?;
    Ok(())
}

/// Counts comments, and ranks the article by them.
///
/// # Errors
/// What the database says.
pub(crate) fn add_comments(tx: &mut Tx<'_>, article: ArticleId, by: i64) -> Result<(), Fault> {
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
