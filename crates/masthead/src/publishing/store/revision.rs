//! Revisions that are written here: texts that are kept for good.

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};
use masthead_document::Document;

use super::draft::{Text, hold_article};
use crate::article::store::moved;
use crate::article::store::revision::{NewRevision, insert};
use crate::id::{AccountId, ArticleId, RevisionId};
use crate::pen::Pen;
use crate::publishing::events::RevisionKept;

/// A revision whole.
#[derive(Clone, Debug)]
pub struct RevisionRow {
    pub id: RevisionId,
    pub number: i64,
    pub text: Text,
    pub created_at: Millis,
    /// JSON; none where it came with an archive.
    pub author: Option<String>,
}

macro_rules! select_revisions {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.number, COALESCE(r.title, a.title), r.body, COALESCE(r.fields, '{}'),
                r.created_at, u.name
            FROM revision r
            JOIN article a ON a.id = r.article
            LEFT JOIN user_account u ON u.id = r.author ",
            $rest
        )
    };
}

fn revision_from_row(row: &Row<'_>) -> Result<RevisionRow, Fault> {
    Ok(RevisionRow {
        id: row.get(0)?,
        number: row.get(1)?,
        text: Text {
            title: row.get(2)?,
            body: row.get(3)?,
            fields: row.get(4)?,
        },
        created_at: row.get(5)?,
        author: row.get(6)?,
    })
}

const NEWEST: &str = select_revisions!("WHERE r.article = $1 ORDER BY r.number DESC LIMIT 1");

/// The last one that was kept.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn find_newest(tx: &mut Tx<'_>, article: ArticleId) -> Result<Option<RevisionRow>, Fault> {
    tx.find(NEWEST, params![article], revision_from_row)
}

const BY_NUMBER: &str = select_revisions!("WHERE r.article = $1 AND r.number = $2");

/// # Errors
/// What the database says.
pub fn find(
    tx: &mut Tx<'_>,
    article: ArticleId,
    number: i64,
) -> Result<Option<RevisionRow>, Fault> {
    tx.find(BY_NUMBER, params![article, number], revision_from_row)
}

const BY_ID: &str = select_revisions!("WHERE r.id = $1");

/// # Errors
/// What the database says.
pub fn get(tx: &mut Tx<'_>, id: RevisionId) -> Result<RevisionRow, Fault> {
    tx.get(BY_ID, params![id], revision_from_row)
}

/// What the list of revisions shows of one.
#[derive(Clone, Debug)]
pub struct RevisionLine {
    pub id: RevisionId,
    pub number: i64,
    pub title: String,
    pub created_at: Millis,
    /// JSON; none where it came with an archive.
    pub author: Option<String>,
}

pub const LIST: &str = "SELECT r.id, r.number, COALESCE(r.title, a.title), r.created_at, u.name
    FROM revision r
    JOIN article a ON a.id = r.article
    LEFT JOIN user_account u ON u.id = r.author
    WHERE r.article = $1 AND r.number < $2
    ORDER BY r.number DESC
    LIMIT $3";

/// Revisions below a number, newest first.
///
/// # Errors
/// What the database says.
pub fn list(
    tx: &mut Tx<'_>,
    article: ArticleId,
    below: i64,
    limit: i64,
) -> Result<Vec<RevisionLine>, Fault> {
    tx.query(LIST, params![article, below, limit], |row| {
        Ok(RevisionLine {
            id: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
            created_at: row.get(3)?,
            author: row.get(4)?,
        })
    })
}

/// Keeps a text as a revision of who wrote it, unless the last one is the same. Gives its id.
///
/// # Errors
/// What the database says, or a document that is none.
pub fn keep(
    tx: &mut Tx<'_>,
    pen: &Pen,
    article: ArticleId,
    author: AccountId,
    text: &Text,
) -> Result<RevisionId, Fault> {
    // Two who keep at once would give their revisions the same number.
    hold_article(tx, article)?;
    let newest = find_newest(tx, article)?;
    if let Some(newest) = newest.filter(|newest| newest.text == *text) {
        return Ok(newest.id);
    }
    let (id, now) = (pen.ids.fresh(), pen.now());
    let new = NewRevision {
        id,
        article,
        title: &text.title,
        body: &text.body,
        fields: &text.fields,
        author,
        created_at: now,
    };
    insert(tx, new, &shown(&text.body))?;
    moved::put_unread(tx, article, id, &text.title)?;
    tx.execute(
        "UPDATE draft SET kept_at = $2 WHERE article = $1",
        params![article, now],
    )?;
    pen.tell(
        tx,
        &RevisionKept {
            article,
            revision: id,
        },
    )?;
    Ok(id)
}

/// The pictures in a text; of one that is none of ours, nothing.
fn shown(body: &str) -> Vec<String> {
    let document: Option<Document> = serde_json::from_str(body).ok();
    let Some(document) = document else {
        return Vec::new();
    };
    let names = document.media_refs().into_iter().map(str::to_owned);
    names.collect()
}
