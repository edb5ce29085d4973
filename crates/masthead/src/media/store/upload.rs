//! SQL of the table `media_upload`: what was stored in the studio, and whether anything uses it.

use masthead_clock::Millis;
use masthead_db::{Fault, FaultKind, Tx, params};

use crate::creator::store::turn;
use crate::id::{AccountId, ArticleId};
use crate::media::events::MediaRemoved;
use crate::pen::{Change, Pen};

/// Who stored a file, and for which article.
#[derive(Clone, Copy, Debug)]
pub struct By {
    pub article: ArticleId,
    pub account: AccountId,
}

/// A file whose row in `media` was just written.
#[derive(Clone, Copy, Debug)]
pub struct StoredFile<'a> {
    pub hash: &'a str,
    pub size_bytes: i64,
    pub change: Change,
}

/// Notes a file beside its row in `media`. One that was noted before, and is
/// used by nothing yet, is looked at no earlier than this one would be.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn note(
    tx: &mut Tx<'_>,
    by: By,
    file: StoredFile<'_>,
    now: Millis,
    look_at: Option<Millis>,
) -> Result<(), Fault> {
    let StoredFile {
        hash,
        size_bytes,
        change,
    } = file;
    // What came with an archive, or is used already, is nothing new.
    if change == Change::Same {
        let again = "UPDATE media_upload SET look_at = $2 WHERE hash = $1 AND look_at IS NOT NULL";
        return tx.execute(again, params![hash, look_at]).map(drop);
    }
    tx.execute(
        "INSERT INTO media_upload (hash, creator, account, size_bytes, at, look_at)
        SELECT $1, a.creator, $3, $4, $5, $6 FROM article a WHERE a.id = $2",
        params![hash, by.article, by.account, size_bytes, now, look_at],
    )
    .map(drop)
}

/// What may be stored for a creator on the day that began at `since`.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    pub since: Millis,
    pub now: Millis,
    pub most_bytes: u64,
}

/// Whether so many bytes more fit into the day of the creator of this article.
///
/// # Errors
/// What the database says.
pub fn fits(tx: &mut Tx<'_>, article: ArticleId, day: Day, bytes: u64) -> Result<bool, Fault> {
    let used = used(tx, article, day)?.unsigned_abs();
    Ok(used.saturating_add(bytes) <= day.most_bytes)
}

/// The same, for who stores them: of files that are sent side by side none goes
/// over it, since nobody else counts before this transaction ends.
///
/// # Errors
/// What the database says.
pub fn take_room(tx: &mut Tx<'_>, article: ArticleId, day: Day, bytes: u64) -> Result<bool, Fault> {
    turn::take_of_article(tx, article)?;
    fits(tx, article, day, bytes)
}

/// Bytes that were stored for the creator of this article on that day, with
/// those that are on their way.
fn used(tx: &mut Tx<'_>, article: ArticleId, day: Day) -> Result<i64, Fault> {
    let found = tx.find(
        "SELECT
            (SELECT CAST(COALESCE(SUM(m.size_bytes), 0) AS BIGINT) FROM media_upload m
            WHERE m.creator = a.creator AND m.at >= $2)
            + (SELECT CAST(COALESCE(SUM(u.length_bytes), 0) AS BIGINT) FROM upload u
            JOIN article o ON o.id = u.article
            WHERE o.creator = a.creator AND u.media IS NULL AND u.expires_at > $3)
        FROM article a
        WHERE a.id = $1",
        params![article, day.since, day.now],
        |row| row.get(0),
    )?;
    Ok(found.unwrap_or_default())
}

pub const DUE: &str = "SELECT hash FROM media_upload
    WHERE look_at <= $1
    ORDER BY look_at, hash
    LIMIT $2";

/// What is to be looked at.
///
/// # Errors
/// What the database says.
pub fn list_due(tx: &mut Tx<'_>, now: Millis, limit: i64) -> Result<Vec<String>, Fault> {
    tx.query(DUE, params![now, limit], |row| row.get(0))
}

/// Forgets a file that nothing uses: from then on its bytes are nobody's.
/// Where something does, the database refuses, with [`FaultKind::ForeignKey`]:
/// also a draft that is saved in this moment. Gives whether it is gone: one
/// that was sent again since it was listed stays.
///
/// # Errors
/// What the database says.
pub fn remove(tx: &mut Tx<'_>, pen: &Pen, hash: &str) -> Result<bool, Fault> {
    let due = "DELETE FROM media_upload WHERE hash = $1 AND look_at <= $2";
    if tx.execute(due, params![hash, pen.now()])? == 0 {
        return Ok(false);
    }
    tx.execute("DELETE FROM media WHERE hash = $1", params![hash])?;
    let hash = hash.to_owned();
    pen.tell(tx, &MediaRemoved { hash })?;
    Ok(true)
}

/// Whether a fault says that something uses it.
#[must_use]
pub fn is_used(fault: &Fault) -> bool {
    fault.kind() == FaultKind::ForeignKey
}

/// Something uses it: it is looked at again where that is a draft alone, which
/// may come to nothing.
///
/// # Errors
/// What the database says.
pub fn put_off(tx: &mut Tx<'_>, hash: &str, look_at: Millis) -> Result<(), Fault> {
    tx.execute(
        "UPDATE media_upload SET look_at = CASE
            WHEN EXISTS (SELECT 1 FROM revision_media r WHERE r.hash = $1)
                OR EXISTS (SELECT 1 FROM article a WHERE a.cover = $1) THEN NULL
            ELSE CAST($2 AS BIGINT) END
        WHERE hash = $1",
        params![hash, look_at],
    )
    .map(drop)
}
