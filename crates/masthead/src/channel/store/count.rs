//! How many articles a channel has. The follower of the log adds them up.

use masthead_db::{Fault, Tx, params};

use crate::id::ChannelId;

/// Sets the count of every channel to zero, before all of the log is read again.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn clear(tx: &mut Tx<'_>) -> Result<(), Fault> {
    tx.execute(
        "UPDATE channel SET article_count = 0 WHERE article_count <> 0",
        &[],
    )
    .map(drop)
}

/// # Errors
/// What the database says.
pub fn add_articles(tx: &mut Tx<'_>, channel: ChannelId, by: i64) -> Result<(), Fault> {
    tx.execute(
        "UPDATE channel SET article_count = article_count + $2 WHERE id = $1",
        params![channel, by],
    )
    .map(drop)
}
