//! Whoever counts what a creator has, and acts on the count, does so in turn.

use crate::id::{ArticleId, CreatorId};
use masthead_db::{Fault, Tx, params};

/// Waits until nobody else counts for this creator, and lets nobody do so
/// before this transaction ends: what is counted then stays so. Articles and
/// drafts are held before it, so that no two wait for each other.
///
/// # Errors
/// What the database says.
pub fn take(tx: &mut Tx<'_>, creator: CreatorId) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO credit_turn (creator, turns) VALUES ($1, 1)
        ON CONFLICT (creator) DO UPDATE SET turns = credit_turn.turns + 1",
        params![creator],
    )
    .map(drop)
}

/// The same, for the creator of an article.
///
/// # Errors
/// What the database says.
pub fn take_of_article(tx: &mut Tx<'_>, article: ArticleId) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO credit_turn (creator, turns)
        SELECT a.creator, 1 FROM article a WHERE a.id = $1
        ON CONFLICT (creator) DO UPDATE SET turns = credit_turn.turns + 1",
        params![article],
    )
    .map(drop)
}
