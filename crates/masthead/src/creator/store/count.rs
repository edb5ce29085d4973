//! The counts of a creator that pages show. The follower of the log adds them up.

use masthead_db::{Fault, Tx, params};

use crate::id::CreatorId;

/// Sets the counts of every creator to zero, before all of the log is read again.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn clear(tx: &mut Tx<'_>) -> Result<(), Fault> {
    tx.execute(
        "UPDATE creator SET article_count = 0, follower_count = 0
        WHERE article_count <> 0 OR follower_count <> 0",
        &[],
    )
    .map(drop)
}

/// # Errors
/// What the database says.
pub fn clear_months(tx: &mut Tx<'_>) -> Result<(), Fault> {
    tx.execute("DELETE FROM creator_month", &[]).map(drop)
}

/// # Errors
/// What the database says.
pub fn add_articles(tx: &mut Tx<'_>, creator: CreatorId, by: i64) -> Result<(), Fault> {
    tx.execute(
        "UPDATE creator SET article_count = article_count + $2 WHERE id = $1",
        params![creator, by],
    )
    .map(drop)
}

/// `month` as `2026-01`.
///
/// # Errors
/// What the database says.
pub fn add_to_month(
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
    )
    .map(drop)
}

/// # Errors
/// What the database says.
pub fn add_followers(tx: &mut Tx<'_>, creator: CreatorId, by: i64) -> Result<(), Fault> {
    tx.execute(
        "UPDATE creator SET follower_count = follower_count + $2 WHERE id = $1",
        params![creator, by],
    )
    .map(drop)
}
