use std::cmp::Reverse;

use masthead_clock::Millis;
use masthead_db::{Fault, Param, Row, Tx, params};

use super::Key;
use super::card::{fenced, text_from};
use crate::article::pages::Retraction;
use crate::id::{ArticleId, ChannelId, ColumnId, CreatorId, RevisionId};
use crate::media::store::{Cover, cover_from_row};

/// A published article with everything that its own page says of it.
#[derive(Clone, Debug)]
pub struct ArticleRow {
    pub id: ArticleId,
    pub title: String,
    pub summary: Option<String>,
    /// A JSON list of words.
    pub tags: String,
    pub published_at: Millis,
    pub updated_at: Option<Millis>,
    pub source_name: Option<String>,
    pub source_url: Option<String>,
    pub original: Option<i64>,
    pub ai_generated: Option<String>,
    pub region: Option<String>,
    pub locale: Option<String>,
    pub comment_count: i64,
    pub views: i64,
    pub channel: Option<ChannelId>,
    pub revision: RevisionId,
    /// The document as JSON.
    pub body: String,
    pub creator: CreatorId,
    pub creator_handle: String,
    pub creator_name: String,
    pub creator_bio: Option<String>,
    pub creator_kind: String,
    pub creator_articles: i64,
    pub creator_followers: i64,
    pub avatar: Option<Cover>,
    pub cover: Option<Cover>,
    /// A JSON list of what was put right, oldest first.
    pub corrections: Option<String>,
    /// 0 where readers may not comment.
    pub comments_open: Option<i64>,
}

/// A picture that a revision shows.
pub type MediaRow = Cover;

macro_rules! select_articles {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.title, a.summary, a.tags, a.published_at, a.updated_at,
                a.source_name, a.source_url, a.original, a.ai_generated, a.region, a.locale,
                a.comment_count, a.channel, a.revision, r.body,
                c.id, c.handle, c.name, c.bio, c.kind, c.article_count, c.follower_count,
                v.hash, v.width, v.height, v.transparent, v.animated, v.master_format,
                a.cover, a.cover_width, a.cover_height, a.cover_transparent, a.cover_animated,
                a.cover_format, a.views, a.corrections, a.comments_open
            FROM article a
            JOIN revision r ON r.id = a.revision
            JOIN creator c ON c.id = a.creator
            LEFT JOIN media v ON v.hash = c.avatar ",
            $rest
        )
    };
}

fn article_from_row(row: &Row<'_>) -> Result<ArticleRow, Fault> {
    Ok(ArticleRow {
        id: row.get(0)?,
        title: text_from(row, 1)?,
        summary: row.get::<Option<String>>(2)?.map(fenced),
        tags: row.get(3)?,
        published_at: row.get(4)?,
        updated_at: row.get(5)?,
        source_name: row.get(6)?,
        source_url: row.get(7)?,
        original: row.get(8)?,
        ai_generated: row.get(9)?,
        region: row.get(10)?,
        locale: row.get(11)?,
        comment_count: row.get(12)?,
        channel: row.get(13)?,
        revision: row.get(14)?,
        body: row.get(15)?,
        creator: row.get(16)?,
        creator_handle: row.get(17)?,
        creator_name: row.get(18)?,
        creator_bio: row.get(19)?,
        creator_kind: row.get(20)?,
        creator_articles: row.get(21)?,
        creator_followers: row.get(22)?,
        avatar: cover_from_row(row, 23)?,
        cover: cover_from_row(row, 29)?,
        views: row.get(35)?,
        corrections: row.get(36)?,
        comments_open: row.get(37)?,
    })
}

const FIND: &str =
    select_articles!("WHERE a.id = $1 AND a.state = 'published' AND a.published_at <= $2");

/// The article that readers see under this id at `now`.
///
/// # Errors
/// What the database says.
pub fn find(tx: &mut Tx<'_>, id: ArticleId, now: Millis) -> Result<Option<ArticleRow>, Fault> {
    tx.find(FIND, params![id.0, now], article_from_row)
}

const FIND_RETRACTED: &str = select_articles!(
    "WHERE a.id = $1 AND a.state = 'withdrawn' AND a.retracted_at IS NOT NULL
        AND a.published_at IS NOT NULL"
);

/// An article that its creator has disowned.
///
/// # Errors
/// What the database says.
pub fn find_retracted(
    tx: &mut Tx<'_>,
    id: ArticleId,
) -> Result<Option<(ArticleRow, Retraction)>, Fault> {
    let Some(row) = tx.find(FIND_RETRACTED, params![id.0], article_from_row)? else {
        return Ok(None);
    };
    let sql = "SELECT retraction, retracted_at FROM article WHERE id = $1";
    let retraction = tx.get(sql, params![id.0], |row| {
        Ok(Retraction {
            words: row.get::<Option<String>>(0)?.unwrap_or_default(),
            at: row.get::<Millis>(1)?.0,
        })
    })?;
    Ok(Some((row, retraction)))
}

const FULL_NEWEST: &str = select_articles!(
    "WHERE a.state = 'published' AND (a.published_at, a.id) < ($1, $2)
    ORDER BY a.published_at DESC, a.id DESC
    LIMIT $3"
);
const FULL_BY_CHANNEL: &str = select_articles!(
    "WHERE a.state = 'published' AND (a.published_at, a.id) < ($1, $2) AND a.channel = $4
    ORDER BY a.published_at DESC, a.id DESC
    LIMIT $3"
);
const FULL_BY_CREATOR: &str = select_articles!(
    "WHERE a.state = 'published' AND (a.published_at, a.id) < ($1, $2) AND a.creator = $4
    ORDER BY a.published_at DESC, a.id DESC
    LIMIT $3"
);
const FAMILY: &str = "SELECT id FROM news_column WHERE id = $1 OR parent = $1";
const KEYS_IN_COLUMN: &str = "
    SELECT ac.published_at, ac.article
    FROM article_column ac
    JOIN article a ON a.id = ac.article
    WHERE ac.news_column = $1 AND (ac.published_at, ac.article) < ($2, $3)
        AND a.state = 'published'
    ORDER BY ac.published_at DESC, ac.article DESC
    LIMIT $4";

/// Which articles a feed is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Site,
    Channel(ChannelId),
    /// With its tabs, as its page has them.
    Column(ColumnId),
    Creator(CreatorId),
}

/// The newest articles of a part of the site, with their texts.
///
/// # Errors
/// What the database says.
pub fn list_full(
    tx: &mut Tx<'_>,
    part: Part,
    now: Millis,
    limit: i64,
) -> Result<Vec<ArticleRow>, Fault> {
    let start = Key::start(now);
    let (sql, of) = match part {
        Part::Site => (FULL_NEWEST, Param::Null),
        Part::Channel(id) => (FULL_BY_CHANNEL, id.into()),
        Part::Column(id) => return list_full_in_column(tx, id, start, limit),
        Part::Creator(id) => (FULL_BY_CREATOR, id.into()),
    };
    let params = params![start.at, start.id, limit, of];
    let used = if part == Part::Site { 3 } else { 4 };
    tx.query(sql, &params[..used], article_from_row)
}

/// A walk along an index for the column and for each of its tabs, of which there are tens; one query over all of them
/// would read everything that they ever held.
fn list_full_in_column(
    tx: &mut Tx<'_>,
    column: ColumnId,
    start: Key,
    limit: i64,
) -> Result<Vec<ArticleRow>, Fault> {
    let family: Vec<ColumnId> = tx.query(FAMILY, params![column], |row| row.get(0))?;
    let mut keys = Vec::new();
    for id in family {
        let newest = tx.query(
            KEYS_IN_COLUMN,
            params![id, start.at, start.id, limit],
            |row| {
                Ok(Key {
                    at: row.get(0)?,
                    id: row.get(1)?,
                })
            },
        )?;
        keys.extend(newest);
    }
    keys.sort_by_key(|key| Reverse((key.at, key.id)));
    keys.dedup();
    keys.truncate(usize::try_from(limit).unwrap_or_default());
    let mut rows = Vec::new();
    for key in keys {
        rows.extend(find(tx, key.id, start.at)?);
    }
    Ok(rows)
}

/// The pictures of a revision, one query however many there are.
///
/// # Errors
/// What the database says.
pub fn list_media(tx: &mut Tx<'_>, revision: RevisionId) -> Result<Vec<MediaRow>, Fault> {
    let found = tx.query(
        "SELECT m.hash, m.width, m.height, m.transparent, m.animated, m.master_format
        FROM revision_media rm
        JOIN media m ON m.hash = rm.hash
        WHERE rm.revision = $1",
        params![revision],
        |row| cover_from_row(row, 0),
    )?;
    Ok(found.into_iter().flatten().collect())
}

/// Hands over the ids of the published articles above `after`, ascending: what
/// the index of sitemaps is cut from.
///
/// # Errors
/// What the database says.
pub fn each_published_id(
    tx: &mut Tx<'_>,
    after: ArticleId,
    now: Millis,
    mut take: impl FnMut(ArticleId),
) -> Result<(), Fault> {
    tx.each(
        "SELECT id FROM article WHERE id > $1 AND state = 'published' AND published_at <= $2
        ORDER BY id",
        params![after, now],
        |row| {
            take(row.get(0)?);
            Ok(())
        },
    )
}

/// The published articles between two ids, both included, with the time of
/// their last change.
///
/// # Errors
/// What the database says.
pub fn list_range(
    tx: &mut Tx<'_>,
    first: ArticleId,
    last: ArticleId,
    now: Millis,
    limit: i64,
) -> Result<Vec<(ArticleId, Millis)>, Fault> {
    tx.query(
        "SELECT id, COALESCE(updated_at, published_at)
        FROM article
        WHERE id >= $1 AND id <= $2 AND state = 'published' AND published_at <= $3
        ORDER BY id
        LIMIT $4",
        params![first, last, now, limit],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}
