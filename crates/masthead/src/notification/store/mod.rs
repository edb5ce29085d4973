//! SQL of the tables `notification`, `following_mark`, `following_read` and
//! `mailing`.

pub mod follow;
pub mod letter;
pub mod mark;

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use super::rules::Kind;
use crate::article::store::{Key, Listed};
use crate::id::{AccountId, ArticleId, CreatorId};
use crate::web::Me;

/// What somebody is told of, as lists show it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub kind: Kind,
    pub at: Millis,
    /// The event of the log; of what a followed creator published, the article.
    pub id: i64,
    pub article: Option<ArticleId>,
    pub title: String,
    pub creator_handle: String,
    /// JSON, as every localized name.
    pub creator_name: String,
    pub number: i64,
    pub is_unread: bool,
    /// From the desk's list, of what went against somebody.
    pub reason: Option<String>,
    pub words: Option<String>,
}

impl Listed for Entry {
    /// The event; of what was published, the article.
    type Id = i64;

    fn key(&self) -> Key<i64> {
        let (at, id) = (self.at, self.id);
        Key { at, id }
    }
}

macro_rules! select_entries {
    ($rest:literal) => {
        concat!(
            "SELECT n.kind, n.at, n.event, n.article, COALESCE(r.title, a.title, ''),
                COALESCE(c.handle, ''), COALESCE(c.name, ''), n.number,
                CAST(CASE WHEN n.read_at IS NULL THEN 1 ELSE 0 END AS BIGINT), n.account,
                s.reason, s.words
            FROM notification n
            LEFT JOIN submission s ON s.id = n.submission
            LEFT JOIN revision r ON r.id = s.revision
            LEFT JOIN article a ON a.id = n.article
            LEFT JOIN creator c ON c.id = n.creator ",
            $rest
        )
    };
}
pub(super) use select_entries;

/// None for a kind of a later version.
pub(super) fn entry_from_row(row: &Row<'_>) -> Result<Option<Entry>, Fault> {
    let Some(kind) = Kind::from_name(&row.get::<String>(0)?) else {
        return Ok(None);
    };
    Ok(Some(Entry {
        kind,
        at: row.get(1)?,
        id: row.get(2)?,
        article: row.get(3)?,
        title: row.get(4)?,
        creator_handle: row.get(5)?,
        creator_name: row.get(6)?,
        number: row.get(7)?,
        is_unread: row.get::<i64>(8)? == 1,
        reason: row.get::<Option<String>>(10)?.filter(|_| kind.has_reason()),
        words: row.get::<Option<String>>(11)?.filter(|_| kind.has_reason()),
    }))
}

pub const OWN: &str = select_entries!(
    "WHERE n.account = $1 AND (n.at, n.event) < ($2, $3)
    ORDER BY n.at DESC, n.event DESC
    LIMIT $4"
);

/// What has rows, newest first, below a key.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    before: Key<i64>,
    limit: i64,
) -> Result<Vec<Entry>, Fault> {
    let params = params![account, before.at, before.id, limit];
    let rows = tx.query(OWN, params, entry_from_row)?;
    Ok(rows.into_iter().flatten().collect())
}

pub const OF_FOLLOWED: &str = "SELECT a.published_at, a.id, a.title, c.handle, c.name,
        CAST(CASE WHEN a.published_at <= COALESCE(m.read_until, 0) OR r.article IS NOT NULL
            THEN 0 ELSE 1 END AS BIGINT)
    FROM follow f
    JOIN article a ON a.creator = f.creator
    JOIN creator c ON c.id = f.creator
    LEFT JOIN following_mark m ON m.account = f.reader
    LEFT JOIN following_read r ON r.account = f.reader AND r.article = a.id
    WHERE f.reader = $1 AND a.state = 'published' AND a.published_at > $2
        AND a.published_at > COALESCE(f.since, 0) AND (a.published_at, a.id) < ($3, $4)
    ORDER BY a.published_at DESC, a.id DESC
    LIMIT $5";

/// What followed creators published after `oldest`, newest first, below a key.
///
/// # Errors
/// What the database says.
pub fn list_of_followed(
    tx: &mut Tx<'_>,
    account: AccountId,
    oldest: Millis,
    before: Key<i64>,
    limit: i64,
) -> Result<Vec<Entry>, Fault> {
    let params = params![account, oldest, before.at, before.id, limit];
    tx.query(OF_FOLLOWED, params, |row| {
        let id: i64 = row.get(1)?;
        Ok(Entry {
            kind: Kind::Following,
            at: row.get(0)?,
            id,
            article: Some(ArticleId(id)),
            title: row.get(2)?,
            creator_handle: row.get(3)?,
            creator_name: row.get(4)?,
            number: 0,
            is_unread: row.get::<i64>(5)? == 1,
            reason: None,
            words: None,
        })
    })
}

/// How things stand for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Of each sort no more than [`super::rules::COUNTED`] unread ones are counted.
    pub me: Me,
    /// Whether they follow the creator asked about.
    pub follows: bool,
}

/// What is asked of [`standing`].
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Of the session, in hexadecimal digits.
    pub session: &'a str,
    /// Sessions last seen before have ended.
    pub seen_after: Millis,
    /// What followed creators published before is no news.
    pub oldest: Millis,
    pub now: Millis,
    /// A creator, or 0.
    pub creator: CreatorId,
}

pub const STANDING: &str = "SELECT
        (SELECT COUNT(*) FROM (
            SELECT n.event FROM notification n
            WHERE n.account = s.account AND n.read_at IS NULL
            LIMIT 100
        ) AS own),
        (SELECT COUNT(*) FROM (
            SELECT a.id FROM follow f
            JOIN article a ON a.creator = f.creator
            WHERE f.reader = s.account AND a.state = 'published'
                AND a.published_at > $3 AND a.published_at <= $4
                AND a.published_at > COALESCE(f.since, 0)
                AND a.published_at > COALESCE(
                    (SELECT m.read_until FROM following_mark m WHERE m.account = s.account), 0)
                AND NOT EXISTS (
                    SELECT 1 FROM following_read r
                    WHERE r.account = s.account AND r.article = a.id)
            LIMIT 100
        ) AS of_followed),
        (SELECT COUNT(*) FROM follow f WHERE f.creator = $5 AND f.reader = s.account),
        (SELECT COUNT(*) FROM (SELECT 1 FROM membership m WHERE m.member = s.account LIMIT 1) AS w),
        (SELECT COUNT(*) FROM (SELECT 1 FROM role r WHERE r.account = s.account LIMIT 1) AS d)
    FROM session s
    WHERE s.digest = $1 AND s.seen_at > $2";

/// How things stand for whom a session is of: one query. None without one.
///
/// # Errors
/// What the database says.
pub fn standing(tx: &mut Tx<'_>, asked: Asked<'_>) -> Result<Option<Standing>, Fault> {
    let params = params![
        asked.session,
        asked.seen_after,
        asked.oldest,
        asked.now,
        asked.creator
    ];
    tx.find(STANDING, params, |row| {
        Ok(Standing {
            me: Me {
                unread: row.get::<i64>(0)? + row.get::<i64>(1)?,
                writes: row.get::<i64>(3)? > 0,
                sees_desk: row.get::<i64>(4)? > 0,
            },
            follows: row.get::<i64>(2)? > 0,
        })
    })
}

/// Whether there is something that ended its time before `oldest`.
///
/// # Errors
/// What the database says.
pub fn has_old(tx: &mut Tx<'_>, oldest: Millis) -> Result<bool, Fault> {
    let sql = "SELECT event FROM notification WHERE at < $1 LIMIT 1";
    let own = tx.find(sql, params![oldest], |row| row.get::<i64>(0))?;
    let sql = "SELECT article FROM mailing WHERE at < $1 LIMIT 1";
    let mailing = tx.find(sql, params![oldest], |row| row.get::<i64>(0))?;
    Ok(own.or(mailing).is_some())
}

/// Clears some of it away.
///
/// # Errors
/// What the database says.
pub fn clear(tx: &mut Tx<'_>, oldest: Millis, limit: i64) -> Result<(), Fault> {
    tx.execute(
        "DELETE FROM notification WHERE (account, event) IN (
            SELECT account, event FROM notification WHERE at < $1 ORDER BY at LIMIT $2)",
        params![oldest, limit],
    )?;
    tx.execute(
        "DELETE FROM mailing WHERE article IN (
            SELECT article FROM mailing WHERE at < $1 ORDER BY at LIMIT $2)",
        params![oldest, limit],
    )?;
    Ok(())
}
