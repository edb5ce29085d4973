use std::fmt;

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use super::card::title_from_row;
use super::{CardRow, TitleRow, card_from_row, select_cards};
use crate::id::{ArticleId, ChannelId, ColumnId, CreatorId};

/// Where a list by time goes on: after this row, older ones follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<I = ArticleId> {
    pub at: Millis,
    pub id: I,
}

impl<I: From<i64>> Key<I> {
    /// The beginning of a list as it is at `now`: nothing with a later time
    /// of publication is part of it.
    #[must_use]
    pub fn start(now: Millis) -> Self {
        Self {
            at: now,
            id: i64::MAX.into(),
        }
    }

    /// The beginning of a list that goes from the oldest to the newest.
    #[must_use]
    pub fn oldest() -> Self {
        Self {
            at: Millis(i64::MIN),
            id: 0.into(),
        }
    }

    /// Reads the key of an address; none for what is no key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.rsplit_once('-')?;
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        (digits(at.strip_prefix('-').unwrap_or(at)) && digits(id)).then_some(())?;
        Some(Self {
            at: Millis(at.parse().ok()?),
            id: id.parse::<i64>().ok()?.into(),
        })
    }
}

/// As it stands in an address: `1768681203000-42`; before 1970 the time is negative.
impl<I: fmt::Display> fmt::Display for Key<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at.0, self.id)
    }
}

/// What lists by time consist of.
pub trait Listed {
    type Id;

    /// Where the list goes on after this one.
    fn key(&self) -> Key<Self::Id>;
}

impl Listed for CardRow {
    type Id = ArticleId;

    fn key(&self) -> Key {
        Key {
            at: self.published_at,
            id: self.id,
        }
    }
}

impl Listed for TitleRow {
    type Id = ArticleId;

    fn key(&self) -> Key {
        Key {
            at: self.published_at,
            id: self.id,
        }
    }
}

pub const NEWEST: &str = select_cards!(
    "FROM article a",
    "WHERE a.state = 'published' AND (a.published_at, a.id) < ($1, $2)
    ORDER BY a.published_at DESC, a.id DESC
    LIMIT $3"
);

/// # Errors
/// What the database says, here as in every function of this module.
pub fn list_newest(tx: &mut Tx<'_>, before: Key, limit: i64) -> Result<Vec<CardRow>, Fault> {
    tx.query(NEWEST, params![before.at, before.id, limit], card_from_row)
}

pub const BY_CHANNEL: &str = select_cards!(
    "FROM article a",
    "WHERE a.state = 'published' AND a.channel = $1 AND (a.published_at, a.id) < ($2, $3)
    ORDER BY a.published_at DESC, a.id DESC
    LIMIT $4"
);

/// # Errors
/// What the database says.
pub fn list_by_channel(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    before: Key,
    limit: i64,
) -> Result<Vec<CardRow>, Fault> {
    tx.query(
        BY_CHANNEL,
        params![channel, before.at, before.id, limit],
        card_from_row,
    )
}

pub const BY_CREATOR: &str = select_cards!(
    "FROM article a",
    "WHERE a.state = 'published' AND a.creator = $1 AND (a.published_at, a.id) < ($2, $3)
    ORDER BY a.published_at DESC, a.id DESC
    LIMIT $4"
);

/// # Errors
/// What the database says.
pub fn list_by_creator(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    before: Key,
    limit: i64,
) -> Result<Vec<CardRow>, Fault> {
    tx.query(
        BY_CREATOR,
        params![creator, before.at, before.id, limit],
        card_from_row,
    )
}

pub const TITLES_BY_CREATOR: &str = "
    SELECT a.id, a.title, a.locale, a.ai_generated, a.published_at
    FROM article a
    WHERE a.state = 'published' AND a.creator = $1 AND (a.published_at, a.id) < ($2, $3)
    ORDER BY a.published_at DESC, a.id DESC
    LIMIT $4";

/// # Errors
/// What the database says.
pub fn list_titles_by_creator(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    before: Key,
    limit: i64,
) -> Result<Vec<TitleRow>, Fault> {
    tx.query(
        TITLES_BY_CREATOR,
        params![creator, before.at, before.id, limit],
        title_from_row,
    )
}

pub const BY_COLUMN: &str = select_cards!(
    "FROM article_column ac JOIN article a ON a.id = ac.article",
    "WHERE ac.news_column = $1 AND (ac.published_at, ac.article) < ($2, $3)
        AND a.state = 'published'
    ORDER BY ac.published_at DESC, ac.article DESC
    LIMIT $4"
);

/// # Errors
/// What the database says.
pub fn list_by_column(
    tx: &mut Tx<'_>,
    column: ColumnId,
    before: Key,
    limit: i64,
) -> Result<Vec<CardRow>, Fault> {
    tx.query(
        BY_COLUMN,
        params![column, before.at, before.id, limit],
        card_from_row,
    )
}

// `+ 0` keeps SQLite from walking the index by time and sorting all of it.
pub const HOT: &str = select_cards!(
    "FROM article a",
    "WHERE a.state = 'published' AND a.published_at + 0 <= $1
    ORDER BY a.hot DESC, a.id DESC
    LIMIT $2"
);

/// The hottest articles, hottest first.
///
/// # Errors
/// What the database says.
pub fn hot(tx: &mut Tx<'_>, now: Millis, limit: i64) -> Result<Vec<CardRow>, Fault> {
    tx.query(HOT, params![now, limit], card_from_row)
}

pub const HOT_IN_CHANNEL: &str = select_cards!(
    "FROM article a",
    "WHERE a.state = 'published' AND a.channel = $1 AND a.published_at + 0 <= $2
    ORDER BY a.hot DESC, a.id DESC
    LIMIT $3"
);

/// # Errors
/// What the database says.
pub fn hot_in_channel(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    now: Millis,
    limit: i64,
) -> Result<Vec<CardRow>, Fault> {
    tx.query(HOT_IN_CHANNEL, params![channel, now, limit], card_from_row)
}
