//! SQL of the table `follow`, from the reader's side.

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use super::MOST;
use crate::article::store::TitleRow;
use crate::creator::events::{CreatorFollowed, CreatorUnfollowed};
use crate::creator::store::{self as creators, CreatorRow, creator_from_row, select_creators};
use crate::id::{AccountId, CreatorId};
use crate::pen::Pen;

/// What became of a wish to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Follows,
    /// Whoever follows [`MOST`] follows nobody more.
    TooMany,
}

/// A reader follows a creator from now on; who does already stays as it was.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn follow(tx: &mut Tx<'_>, pen: &Pen, creator: CreatorId) -> Result<Outcome, Fault> {
    let reader = pen.account()?;
    let count = tx.get(
        "SELECT COUNT(*) FROM follow WHERE reader = $1 AND creator <> $2",
        params![reader, creator],
        |row| row.get::<i64>(0),
    )?;
    if count >= MOST {
        return Ok(Outcome::TooMany);
    }
    if creators::follow::insert(tx, creator, reader, pen.now())? {
        pen.tell(tx, &CreatorFollowed { creator, reader })?;
    }
    Ok(Outcome::Follows)
}

/// A reader follows a creator no longer; who did not, does not.
///
/// # Errors
/// What the database says.
pub fn unfollow(tx: &mut Tx<'_>, pen: &Pen, creator: CreatorId) -> Result<(), Fault> {
    let reader = pen.account()?;
    match creators::follow::remove(tx, creator, reader)? {
        true => pen.tell(tx, &CreatorUnfollowed { creator, reader }),
        false => Ok(()),
    }
}

/// # Errors
/// What the database says.
pub fn follows(tx: &mut Tx<'_>, creator: CreatorId, reader: AccountId) -> Result<bool, Fault> {
    let found = tx.find(
        "SELECT creator FROM follow WHERE creator = $1 AND reader = $2",
        params![creator, reader],
        |row| row.get::<i64>(0),
    )?;
    Ok(found.is_some())
}

/// A creator that somebody follows.
#[derive(Clone, Debug)]
pub struct FollowedRow {
    pub creator: CreatorRow,
    /// 0 where nobody knows.
    pub since: Millis,
}

/// Where a list goes on: since when, and which creator.
#[derive(Clone, Copy, Debug)]
pub struct FollowKey {
    pub since: Millis,
    pub creator: CreatorId,
}

pub const LIST: &str = select_creators!(
    ", f.since_at",
    "JOIN (SELECT creator, COALESCE(since, 0) AS since_at FROM follow WHERE reader = $1) f
        ON f.creator = c.id
    WHERE (f.since_at, c.id) < ($2, $3)
    ORDER BY f.since_at DESC, c.id DESC
    LIMIT $4"
);

/// Whom a reader follows, the latest first, below a key.
///
/// # Errors
/// What the database says.
pub fn list(
    tx: &mut Tx<'_>,
    reader: AccountId,
    FollowKey { since, creator }: FollowKey,
    limit: i64,
) -> Result<Vec<FollowedRow>, Fault> {
    tx.query(LIST, params![reader, since, creator, limit], |row| {
        Ok(FollowedRow {
            creator: creator_from_row(row)?,
            since: row.get(15)?,
        })
    })
}

/// The three newest of each, by two walks along an index for each creator;
/// more where several came out in one moment.
pub const NEWEST: &str = "SELECT a.id, a.title, a.locale, a.ai_generated, a.published_at, a.creator
    FROM (
        SELECT creator FROM follow
        WHERE reader = $1 AND (COALESCE(since, 0), creator) < ($2, $3)
        ORDER BY COALESCE(since, 0) DESC, creator DESC
        LIMIT $4
    ) f
    JOIN article a ON a.creator = f.creator
    WHERE a.state = 'published' AND a.published_at <= $5 AND a.published_at >= (
        SELECT MIN(n.published_at) FROM (
            SELECT b.published_at FROM article b
            WHERE b.creator = f.creator AND b.state = 'published' AND b.published_at <= $5
            ORDER BY b.published_at DESC, b.id DESC
            LIMIT 3
        ) n
    )";

/// The newest titles, with their creator and in no order, of those whom [`list`] gives for the
/// same key and limit.
///
/// # Errors
/// What the database says.
pub fn list_newest(
    tx: &mut Tx<'_>,
    reader: AccountId,
    FollowKey { since, creator }: FollowKey,
    limit: i64,
    now: Millis,
) -> Result<Vec<(CreatorId, TitleRow)>, Fault> {
    let params = params![reader, since, creator, limit, now];
    tx.query(NEWEST, params, |row: &Row<'_>| {
        let title = TitleRow {
            id: row.get(0)?,
            title: row.get(1)?,
            locale: row.get(2)?,
            ai_generated: row.get(3)?,
            published_at: row.get(4)?,
        };
        Ok((row.get(5)?, title))
    })
}
