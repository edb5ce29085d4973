use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use super::fields::{ArticleFields, fields_from_row, select_fields};
use super::put::Aside;
use crate::byte_order::in_byte_order;
use crate::id::ArticleId;

/// An article as an archive names it.
#[derive(Clone, Debug)]
pub struct ArticleRecord {
    pub external_id: String,
    pub fields: ArticleFields,
    /// The creator's external id.
    pub creator: String,
    /// The channel's slug.
    pub channel: Option<String>,
    /// The slugs of its columns.
    pub columns: Vec<String>,
    /// The usual extension of the cover's original.
    pub cover_format: Option<String>,
    /// The document as JSON.
    pub body: Option<String>,
    /// Hash and extension of each picture in the body.
    pub shown: Vec<(String, String)>,
    pub aside: Aside,
}

/// The ids of every article that has a title and a text, by the bytes of their external
/// ids. One that was only begun in the studio has none: it is a draft's.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn list_ids(tx: &mut Tx<'_>) -> Result<Vec<ArticleId>, Fault> {
    let sql = in_byte_order!(
        tx,
        "SELECT id FROM article WHERE revision <> 0 AND title <> ''",
        "external_id"
    );
    tx.query(sql, &[], |row| row.get(0))
}

const GET: &str = select_fields!(
    "a.external_id, c.external_id, ch.slug, m.format, r.body,
        a.corrections, a.comments_open, a.retracted_at, a.retraction
    FROM article a
    JOIN creator c ON c.id = a.creator
    LEFT JOIN channel ch ON ch.id = a.channel
    LEFT JOIN media m ON m.hash = a.cover
    LEFT JOIN revision r ON r.id = a.revision
    WHERE a.id = $1"
);

/// # Errors
/// What the database says.
pub fn get(tx: &mut Tx<'_>, id: ArticleId) -> Result<ArticleRecord, Fault> {
    let record = tx.get(GET, params![id], |row| {
        Ok(ArticleRecord {
            fields: fields_from_row(row)?,
            external_id: row.get(16)?,
            creator: row.get(17)?,
            channel: row.get(18)?,
            cover_format: row.get(19)?,
            body: row.get(20)?,
            columns: Vec::new(),
            shown: Vec::new(),
            aside: aside_from_row(row)?,
        })
    })?;
    Ok(ArticleRecord {
        columns: list_columns(tx, id)?,
        shown: list_shown(tx, id)?,
        ..record
    })
}

fn aside_from_row(row: &Row<'_>) -> Result<Aside, Fault> {
    let (open, at): (Option<i64>, Option<Millis>) = (row.get(22)?, row.get(23)?);
    let words: Option<String> = row.get(24)?;
    Ok(Aside {
        corrections: row.get(21)?,
        // They may, where nothing else is said.
        comments_open: open.map(|open| open != 0).filter(|open| !open),
        retraction: at.map(|at| (at, words.unwrap_or_default())),
    })
}

fn list_columns(tx: &mut Tx<'_>, article: ArticleId) -> Result<Vec<String>, Fault> {
    let sql = in_byte_order!(
        tx,
        "SELECT n.slug
        FROM article_column ac
        JOIN news_column n ON n.id = ac.news_column
        WHERE ac.article = $1",
        "n.slug"
    );
    tx.query(sql, params![article], |row| row.get(0))
}

fn list_shown(tx: &mut Tx<'_>, article: ArticleId) -> Result<Vec<(String, String)>, Fault> {
    tx.query(
        "SELECT m.hash, m.format
        FROM article a
        JOIN revision_media rm ON rm.revision = a.revision
        JOIN media m ON m.hash = rm.hash
        WHERE a.id = $1 AND m.kind = 'picture'",
        params![article],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}
