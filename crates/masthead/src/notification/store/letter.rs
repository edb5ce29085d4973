//! What letters are still to tell of.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use super::{Entry, entry_from_row, select_entries};
use crate::id::{AccountId, ArticleId, CreatorId};

/// Whom a letter goes to.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub account: AccountId,
    /// JSON, as every localized name.
    pub name: String,
    pub email: String,
}

/// # Errors
/// What the database says, here as in every function of this module.
pub fn find_recipient(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<Recipient>, Fault> {
    tx.find(
        "SELECT u.name, l.email FROM user_account u
        JOIN login l ON l.account = u.id
        WHERE u.id = $1",
        params![account],
        |row| {
            Ok(Recipient {
                account,
                name: row.get(0)?,
                email: row.get(1)?,
            })
        },
    )
}

const NOW: &str = select_entries!(
    "WHERE n.letter = 'now' AND n.at > $1
    ORDER BY n.event
    LIMIT $2"
);

/// What a letter is to tell of at once, with whom it concerns; nothing that
/// happened before `oldest`.
///
/// # Errors
/// What the database says.
pub fn list_now(
    tx: &mut Tx<'_>,
    oldest: Millis,
    limit: i64,
) -> Result<Vec<(AccountId, Entry)>, Fault> {
    let rows = tx.query(NOW, params![oldest, limit], |row| {
        let entry = entry_from_row(row)?;
        let account: AccountId = row.get(9)?;
        Ok(entry.map(|entry| (account, entry)))
    })?;
    Ok(rows.into_iter().flatten().collect())
}

const DIGEST: &str = select_entries!(
    "WHERE n.account = $1 AND n.letter = 'digest' AND n.at > $2
    ORDER BY n.at DESC, n.event DESC
    LIMIT $3"
);

/// What somebody's daily letter is to tell of.
///
/// # Errors
/// What the database says.
pub fn list_digest(
    tx: &mut Tx<'_>,
    account: AccountId,
    oldest: Millis,
    limit: i64,
) -> Result<Vec<Entry>, Fault> {
    let rows = tx.query(DIGEST, params![account, oldest, limit], entry_from_row)?;
    Ok(rows.into_iter().flatten().collect())
}

/// No letter is to tell of it any more. Gives whether one was: another process
/// may have been faster.
///
/// # Errors
/// What the database says.
pub fn put_told(tx: &mut Tx<'_>, account: AccountId, event: i64) -> Result<bool, Fault> {
    let told = tx.execute(
        "UPDATE notification SET letter = NULL
        WHERE account = $1 AND event = $2 AND letter IS NOT NULL",
        params![account, event],
    )?;
    Ok(told == 1)
}

/// No daily letter is to tell of anything that happened so far.
///
/// # Errors
/// What the database says.
pub fn put_digest_told(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Fault> {
    tx.execute(
        "UPDATE notification SET letter = NULL WHERE account = $1 AND letter = 'digest'",
        params![account],
    )
    .map(drop)
}

/// An article whose creator's followers are being written to.
#[derive(Clone, Copy, Debug)]
pub struct Mailing {
    pub article: ArticleId,
    pub creator: CreatorId,
    pub at: Millis,
    /// The follower up to whom letters were written.
    pub reached: AccountId,
}

/// The oldest of those that came out after `late`.
///
/// # Errors
/// What the database says.
pub fn find_mailing(tx: &mut Tx<'_>, late: Millis) -> Result<Option<Mailing>, Fault> {
    tx.find(
        "SELECT article, creator, at, reached FROM mailing
        WHERE reached IS NOT NULL AND at > $1
        ORDER BY at, article
        LIMIT 1",
        params![late],
        |row| {
            Ok(Mailing {
                article: row.get(0)?,
                creator: row.get(1)?,
                at: row.get(2)?,
                reached: row.get(3)?,
            })
        },
    )
}

/// Letters were written up to this follower, or with none to all. Gives
/// whether it still stood where it was read.
///
/// # Errors
/// What the database says.
pub fn put_reached(
    tx: &mut Tx<'_>,
    mailing: &Mailing,
    reached: Option<AccountId>,
) -> Result<bool, Fault> {
    let moved = tx.execute(
        "UPDATE mailing SET reached = $2 WHERE article = $1 AND reached = $3",
        params![mailing.article, reached, mailing.reached],
    )?;
    Ok(moved == 1)
}

pub const READERS: &str = "SELECT s.account, u.name, l.email
    FROM subscription s
    JOIN follow f ON f.creator = $1 AND f.reader = s.account
    JOIN user_account u ON u.id = s.account
    JOIN login l ON l.account = s.account
    WHERE s.topic = 'following' AND s.way = 'now' AND s.account > $2
        AND COALESCE(f.since, 0) < $3
    ORDER BY s.account
    LIMIT $4";

/// The next followers of a creator who want letters at once.
///
/// # Errors
/// What the database says.
pub fn list_readers(
    tx: &mut Tx<'_>,
    mailing: &Mailing,
    limit: i64,
) -> Result<Vec<Recipient>, Fault> {
    let params = params![mailing.creator, mailing.reached, mailing.at, limit];
    tx.query(READERS, params, |row| {
        Ok(Recipient {
            account: row.get(0)?,
            name: row.get(1)?,
            email: row.get(2)?,
        })
    })
}

/// The article of a mailing.
#[derive(Clone, Debug)]
pub struct MailedArticle {
    pub title: String,
    pub creator_handle: String,
    /// JSON, as every localized name.
    pub creator_name: String,
}

/// The article of a mailing, while readers have it.
///
/// # Errors
/// What the database says.
pub fn find_article(tx: &mut Tx<'_>, article: ArticleId) -> Result<Option<MailedArticle>, Fault> {
    tx.find(
        "SELECT a.title, c.handle, c.name FROM article a
        JOIN creator c ON c.id = a.creator
        WHERE a.id = $1 AND a.state = 'published'",
        params![article],
        |row| {
            Ok(MailedArticle {
                title: row.get(0)?,
                creator_handle: row.get(1)?,
                creator_name: row.get(2)?,
            })
        },
    )
}

/// What there is to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    pub now: bool,
    pub mailing: bool,
}

/// What there is of what happened after `late`.
///
/// # Errors
/// What the database says.
pub fn due(tx: &mut Tx<'_>, late: Millis) -> Result<Due, Fault> {
    let sql = "SELECT event FROM notification WHERE letter = 'now' AND at > $1 LIMIT 1";
    let now = tx.find(sql, params![late], |row| row.get::<i64>(0))?;
    Ok(Due {
        now: now.is_some(),
        mailing: find_mailing(tx, late)?.is_some(),
    })
}
