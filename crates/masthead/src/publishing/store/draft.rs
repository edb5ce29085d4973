//! What is being written.

use std::time::Duration;

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use crate::article::store::moved;
pub use crate::article::store::moved::hold_article;
use crate::id::{AccountId, ArticleId, CreatorId, SessionId};
use crate::pen::Pen;
use crate::publishing::events::ArticleBegun;
use crate::publishing::rules::{Next, Piece, Public};
use crate::publishing::store::piece::{Times, public};
use crate::publishing::typed::Typed;

/// A text that stands neither with readers nor in a revision yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub title: String,
    /// The document as JSON.
    pub body: String,
    /// The form as it was typed, JSON.
    pub fields: String,
}

impl Text {
    #[must_use]
    pub fn new(typed: &Typed, body: String) -> Self {
        Self {
            title: typed.title.clone(),
            body,
            fields: typed.json(),
        }
    }
}

/// A draft with where its article stands.
#[derive(Clone, Debug)]
pub struct DraftRow {
    pub article: ArticleId,
    pub creator: CreatorId,
    pub creator_handle: String,
    /// JSON, as every localized name.
    pub creator_name: String,
    pub public: Public,
    pub next: Next,
    pub text: Text,
    pub version: i64,
    pub saved_at: Millis,
    pub saved_by: AccountId,
    /// JSON.
    pub saved_by_name: String,
    pub kept_at: Millis,
    /// The session that writes it, and until when it is thought to.
    pub holder: Option<SessionId>,
    pub held_until: Millis,
}

/// A session writes a draft so long after it said so: told every twenty seconds,
/// it outlives two that were lost. A hold that would last longer was taken while
/// the clock stood ahead, and has ended.
pub const HELD: Duration = Duration::from_secs(60);

impl DraftRow {
    #[must_use]
    pub fn piece(&self) -> Piece {
        Piece {
            public: self.public,
            next: self.next,
        }
    }

    /// Whether another session than this one writes it at `now`.
    #[must_use]
    pub fn is_anothers(&self, session: SessionId, now: Millis) -> bool {
        let holds = now..=now.plus(HELD);
        holds.contains(&self.held_until) && self.holder.is_some_and(|holder| holder != session)
    }
}

const FIND: &str = "SELECT d.article, a.creator, c.handle, c.name, a.state, a.published_at,
        a.retracted_at, d.stage, d.title, d.body, d.fields, d.version, d.saved_at, d.saved_by,
        u.name, d.kept_at, s.id, d.held_until, d.discarded_at
    FROM draft d
    JOIN article a ON a.id = d.article
    JOIN creator c ON c.id = a.creator
    JOIN user_account u ON u.id = d.saved_by
    LEFT JOIN session s ON s.id = d.holder
    WHERE d.article = $1";

/// # Errors
/// What the database says, here as in every function of this module.
pub fn find(tx: &mut Tx<'_>, article: ArticleId) -> Result<Option<DraftRow>, Fault> {
    tx.find(FIND, params![article], |row| {
        let stage: String = row.get(7)?;
        Ok(DraftRow {
            article: row.get(0)?,
            creator: row.get(1)?,
            creator_handle: row.get(2)?,
            creator_name: row.get(3)?,
            public: public(
                row.get(4)?,
                Times {
                    published_at: row.get(5)?,
                    retracted_at: row.get(6)?,
                    discarded_at: row.get(18)?,
                },
            ),
            next: Next::from_stage(Some(&stage)),
            text: text_from_row(row, 8)?,
            version: row.get(11)?,
            saved_at: row.get(12)?,
            saved_by: row.get(13)?,
            saved_by_name: row.get(14)?,
            kept_at: row.get(15)?,
            holder: row.get(16)?,
            held_until: row.get(17)?,
        })
    })
}

fn text_from_row(row: &Row<'_>, first: usize) -> Result<Text, Fault> {
    Ok(Text {
        title: row.get(first)?,
        body: row.get(first + 1)?,
        fields: row.get(first + 2)?,
    })
}

/// Begins a new article of a creator. Gives its id.
///
/// # Errors
/// What the database says.
pub fn begin(
    tx: &mut Tx<'_>,
    pen: &Pen,
    creator: CreatorId,
    text: &Text,
) -> Result<ArticleId, Fault> {
    let article = pen.ids.fresh();
    moved::begin(tx, article, creator)?;
    insert(tx, pen, article, text)?;
    pen.tell(tx, &ArticleBegun { article, creator })?;
    Ok(article)
}

const INSERT: &str = "INSERT INTO draft (article, title, body, fields, saved_by, saved_at, kept_at,
        stage, version, held_since, held_until, creator)
    VALUES ($1, $2, $3, $4, $5, $6, $6, 'open', 1, 0, 0, (SELECT creator FROM article WHERE id = $1))
    ON CONFLICT (article) DO NOTHING";

/// Begins the next text of an article that stands. One that was begun
/// meanwhile stays.
///
/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId, text: &Text) -> Result<(), Fault> {
    let (account, now) = (pen.account()?, pen.now());
    let Text {
        title,
        body,
        fields,
    } = text;
    tx.execute(INSERT, params![article, title, body, fields, account, now])?;
    put_media(tx, article, text, None)
}

/// Notes the files that a text names and the one before did not: while the
/// draft is there, nobody takes them away. Most saves name nothing new.
///
/// # Errors
/// What the database says.
pub fn put_media(
    tx: &mut Tx<'_>,
    article: ArticleId,
    text: &Text,
    before: Option<&Text>,
) -> Result<(), Fault> {
    let knew = |hash: &str| {
        before.is_some_and(|before| before.body.contains(hash) || before.fields.contains(hash))
    };
    let named = hashes(&text.body).chain(hashes(&text.fields));
    for hash in named.filter(|hash| !knew(hash)) {
        tx.execute(
            "INSERT INTO draft_media (article, hash)
            SELECT $1, m.hash FROM media m WHERE m.hash = $2
            ON CONFLICT (article, hash) DO NOTHING",
            params![article, hash],
        )?;
    }
    Ok(())
}

/// Everything in a text that may be the name of a file: 64 digits in hex, by themselves.
fn hashes(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_ascii_hexdigit());
    parts.filter(|part| part.len() == 64)
}

/// A text to be written over a draft.
#[derive(Clone, Copy, Debug)]
pub struct DraftSave<'a> {
    pub article: ArticleId,
    /// The draft that it takes the place of.
    pub version: i64,
    /// Where it stands with the desk then.
    pub next: Next,
    pub account: AccountId,
    pub session: SessionId,
    pub at: Millis,
    pub text: &'a Text,
}

/// Saves what was typed. Gives the draft's version from then on; none where
/// somebody was faster: whoever moves an article takes its draft to another
/// version too, and whoever takes it over writes it from then on.
///
/// # Errors
/// What the database says.
pub fn save(tx: &mut Tx<'_>, save: DraftSave<'_>) -> Result<Option<i64>, Fault> {
    tx.find(
        "UPDATE draft
        SET title = $3, body = $4, fields = $5, saved_by = $6, saved_at = $7, stage = $8,
            version = version + 1
        WHERE article = $1 AND version = $2
            AND (holder IS NULL OR holder = $9 OR held_until < $7 OR held_until > $10
                OR NOT EXISTS (SELECT 1 FROM session s WHERE s.id = holder))
        RETURNING version",
        params![
            save.article,
            save.version,
            &save.text.title,
            &save.text.body,
            &save.text.fields,
            save.account,
            save.at,
            save.next.stage(),
            save.session,
            save.at.plus(HELD)
        ],
        |row| row.get(0),
    )
}

/// From here to the end of the transaction nobody else saves the draft. Gives
/// its version; none where there is no draft. Comes after [`hold_article`]: acts take both in this order.
///
/// # Errors
/// What the database says.
pub fn hold(tx: &mut Tx<'_>, article: ArticleId) -> Result<Option<i64>, Fault> {
    tx.find(
        "UPDATE draft SET version = version WHERE article = $1 RETURNING version",
        params![article],
        |row| row.get(0),
    )
}

/// A draft is given up at that time, or taken up again: with none it counts
/// among those that its creator is writing.
///
/// # Errors
/// What the database says.
pub fn put_discarded(tx: &mut Tx<'_>, article: ArticleId, at: Option<Millis>) -> Result<(), Fault> {
    let written = match at {
        Some(at) => tx.execute(
            "UPDATE draft SET discarded_at = $2, creator = NULL WHERE article = $1",
            params![article, at],
        ),
        None => tx.execute(
            "UPDATE draft
            SET discarded_at = NULL, creator = (SELECT a.creator FROM article a WHERE a.id = draft.article)
            WHERE article = $1",
            params![article],
        ),
    };
    written.map(drop)
}

/// Who writes a draft now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    pub session: SessionId,
    /// Whose session it is; 0 where it has ended.
    pub account: AccountId,
    /// JSON; empty where the session has ended.
    pub name: String,
    pub since: Millis,
    pub until: Millis,
}

/// # Errors
/// What the database says.
pub fn find_hold(tx: &mut Tx<'_>, article: ArticleId) -> Result<Option<Hold>, Fault> {
    tx.find(
        "SELECT d.holder, s.account, u.name, d.held_since, d.held_until
        FROM draft d
        JOIN session s ON s.id = d.holder
        JOIN user_account u ON u.id = s.account
        WHERE d.article = $1",
        params![article],
        |row| {
            Ok(Hold {
                session: row.get(0)?,
                account: row.get(1)?,
                name: row.get(2)?,
                since: row.get(3)?,
                until: row.get(4)?,
            })
        },
    )
}

/// The session writes the draft for [`HELD`] from `now` on, if nobody else
/// does, or it takes over. Who has logged out writes nothing any more. Gives
/// whether it does.
///
/// # Errors
/// What the database says.
pub fn take_hold(
    tx: &mut Tx<'_>,
    article: ArticleId,
    session: SessionId,
    takes_over: bool,
    now: Millis,
) -> Result<bool, Fault> {
    let until = now.plus(HELD);
    let held = tx.execute(
        "UPDATE draft
        SET held_since = CASE WHEN holder = $2 THEN held_since ELSE $4 END, holder = $2,
            held_until = $5
        WHERE article = $1
            AND (holder IS NULL OR holder = $2 OR held_until < $4 OR held_until > $5 OR $3 = 1
                OR NOT EXISTS (SELECT 1 FROM session s WHERE s.id = holder))",
        params![article, session, i64::from(takes_over), now, until],
    )?;
    Ok(held == 1)
}

/// A piece in the studio's list.
#[derive(Clone, Debug)]
pub struct ListRow {
    pub article: ArticleId,
    pub title: String,
    pub public: Public,
    pub next: Next,
    pub saved_at: Option<Millis>,
    pub published_at: Option<Millis>,
    pub comment_count: i64,
    pub views: i64,
}

pub const LIST: &str = "SELECT a.id, COALESCE(d.title, a.title), a.state, a.published_at,
        a.retracted_at, d.stage, d.saved_at, a.comment_count, a.views, d.discarded_at
    FROM article a
    LEFT JOIN draft d ON d.article = a.id
    WHERE a.creator = $1 AND a.id < $2
    ORDER BY a.id DESC
    LIMIT $3";

pub const RECENT: &str = "SELECT d.article, d.title, a.state, a.published_at,
        a.retracted_at, d.stage, d.saved_at, a.comment_count, a.views, d.discarded_at
    FROM draft d
    JOIN article a ON a.id = d.article
    WHERE d.creator = $1
    ORDER BY d.saved_at DESC
    LIMIT $2";

/// What was written last of a creator's pieces, newest first.
///
/// # Errors
/// What the database says.
pub fn list_recent(tx: &mut Tx<'_>, creator: CreatorId, limit: i64) -> Result<Vec<ListRow>, Fault> {
    tx.query(RECENT, params![creator, limit], list_row)
}

/// How many of a creator's pieces are being written; counted up to `most`.
///
/// # Errors
/// What the database says.
pub fn count_of(tx: &mut Tx<'_>, creator: CreatorId, most: i64) -> Result<i64, Fault> {
    tx.get(
        "SELECT COUNT(*) FROM (SELECT article FROM draft WHERE creator = $1 LIMIT $2) AS d",
        params![creator, most],
        |row| row.get(0),
    )
}

fn list_row(row: &Row<'_>) -> Result<ListRow, Fault> {
    let stage: Option<String> = row.get(5)?;
    Ok(ListRow {
        article: row.get(0)?,
        title: row.get(1)?,
        public: public(
            row.get(2)?,
            Times {
                published_at: row.get(3)?,
                retracted_at: row.get(4)?,
                discarded_at: row.get(9)?,
            },
        ),
        next: Next::from_stage(stage.as_deref()),
        saved_at: row.get(6)?,
        published_at: row.get(3)?,
        comment_count: row.get(7)?,
        views: row.get(8)?,
    })
}

/// The pieces of a creator below an id, newest first, in whatever state.
///
/// # Errors
/// What the database says.
pub fn list(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    below: ArticleId,
    limit: i64,
) -> Result<Vec<ListRow>, Fault> {
    tx.query(LIST, params![creator, below, limit], list_row)
}
