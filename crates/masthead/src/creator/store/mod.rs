//! All SQL of the tables `creator`, `membership`, `follow` and `creator_month`.

pub mod count;
pub mod export;
pub mod follow;
pub mod look;
pub mod member;
pub mod put;
pub mod turn;

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use crate::id::CreatorId;
use crate::media::store::{Cover, cover_from_row};

/// A creator as its own page shows it.
#[derive(Clone, Debug)]
pub struct CreatorRow {
    pub id: CreatorId,
    pub handle: String,
    pub name: String,
    pub kind: String,
    pub bio: Option<String>,
    pub region: Option<String>,
    pub created_at: Option<Millis>,
    pub article_count: i64,
    pub follower_count: i64,
    pub avatar: Option<Cover>,
}

macro_rules! select_creators {
    ($rest:literal) => {
        select_creators!("", $rest)
    };
    ($more:literal, $rest:literal) => {
        concat!(
            "SELECT c.id, c.handle, c.name, c.kind, c.bio, c.region, c.created_at,
                c.article_count, c.follower_count,
                m.hash, m.width, m.height, m.transparent, m.animated, m.master_format",
            $more,
            "
            FROM creator c
            LEFT JOIN media m ON m.hash = c.avatar ",
            $rest
        )
    };
}

pub(crate) use select_creators;

pub(crate) fn creator_from_row(row: &Row<'_>) -> Result<CreatorRow, Fault> {
    Ok(CreatorRow {
        id: row.get(0)?,
        handle: row.get(1)?,
        name: row.get(2)?,
        kind: row.get(3)?,
        bio: row.get(4)?,
        region: row.get(5)?,
        created_at: row.get(6)?,
        article_count: row.get(7)?,
        follower_count: row.get(8)?,
        avatar: cover_from_row(row, 9)?,
    })
}

const FIND: &str = select_creators!("WHERE c.handle_folded = $1");

/// The creator of this handle, however its letters are cased.
///
/// # Errors
/// What the database says.
pub fn find(tx: &mut Tx<'_>, handle: &str) -> Result<Option<CreatorRow>, Fault> {
    let folded = handle.to_lowercase();
    tx.find(FIND, params![&folded], creator_from_row)
}

const LIST: &str = select_creators!("WHERE c.id > $1 ORDER BY c.id LIMIT $2");

/// Creators in the order in which they joined.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>, after: CreatorId, limit: i64) -> Result<Vec<CreatorRow>, Fault> {
    tx.query(LIST, params![after, limit], creator_from_row)
}

pub const MONTHS: &str = "SELECT month, article_count
    FROM creator_month
    WHERE creator = $1 AND article_count > 0
    ORDER BY month DESC
    LIMIT 600";

/// A month in which a creator published.
#[derive(Clone, Debug)]
pub struct MonthRow {
    /// `2026-01`.
    pub month: String,
    pub articles: i64,
}

/// The months in which a creator published, newest first.
///
/// # Errors
/// What the database says.
pub fn list_months(tx: &mut Tx<'_>, creator: CreatorId) -> Result<Vec<MonthRow>, Fault> {
    tx.query(MONTHS, params![creator], |row| {
        Ok(MonthRow {
            month: row.get(0)?,
            articles: row.get(1)?,
        })
    })
}
