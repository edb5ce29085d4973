//! What somebody has read.

use crate::id::{AccountId, ArticleId};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

/// One that has a row was read.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn put_read(tx: &mut Tx<'_>, account: AccountId, event: i64, now: Millis) -> Result<(), Fault> {
    tx.execute(
        "UPDATE notification SET read_at = $3
        WHERE account = $1 AND event = $2 AND read_at IS NULL",
        params![account, event, now],
    )
    .map(drop)
}

/// What a followed creator published was read. What came out until `oldest` is
/// no longer listed, and its marks go.
///
/// # Errors
/// What the database says.
pub fn put_read_article(
    tx: &mut Tx<'_>,
    account: AccountId,
    article: ArticleId,
    oldest: Millis,
) -> Result<(), Fault> {
    drop_marks(tx, account, oldest)?;
    tx.execute(
        "INSERT INTO following_read (account, article)
        SELECT f.reader, a.id FROM article a
        JOIN follow f ON f.creator = a.creator AND f.reader = $1
        WHERE a.id = $2
        ON CONFLICT (account, article) DO NOTHING",
        params![account, article],
    )
    .map(drop)
}

/// Everything until then was read.
///
/// # Errors
/// What the database says.
pub fn put_all_read(tx: &mut Tx<'_>, account: AccountId, until: Millis) -> Result<(), Fault> {
    tx.execute(
        "UPDATE notification SET read_at = $2
        WHERE account = $1 AND read_at IS NULL AND at <= $2",
        params![account, until],
    )?;
    tx.execute(
        "INSERT INTO following_mark (account, read_until) VALUES ($1, $2)
        ON CONFLICT (account) DO UPDATE SET read_until = excluded.read_until
        WHERE following_mark.read_until < excluded.read_until",
        params![account, until],
    )?;
    // What the mark says of them they need not say.
    drop_marks(tx, account, until)
}

fn drop_marks(tx: &mut Tx<'_>, account: AccountId, until: Millis) -> Result<(), Fault> {
    tx.execute(
        "DELETE FROM following_read WHERE account = $1 AND article IN (
            SELECT r.article FROM following_read r
            JOIN article a ON a.id = r.article
            WHERE r.account = $1 AND (a.published_at IS NULL OR a.published_at <= $2))",
        params![account, until],
    )
    .map(drop)
}
