use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::comment::events::{CommentChanged, CommentPosted};
use crate::id::{AccountId, ArticleId, CommentId};
use crate::pen::{Change, Pen};

/// A comment as an archive gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentFields {
    pub article: ArticleId,
    pub author: AccountId,
    pub parent: Option<CommentId>,
    pub body: String,
    pub created_at: Millis,
    /// A starting count; without it, the count that stands.
    pub likes: Option<i64>,
}

const STORED: &str = "SELECT id, article, author, parent, body, created_at, likes
    FROM comment
    WHERE external_id = $1";
const INSERT: &str = "INSERT INTO comment (id, author, parent, body, created_at, likes, article,
        external_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const UPDATE: &str = "UPDATE comment
    SET author = $2, parent = $3, body = $4, created_at = $5, likes = $6
    WHERE id = $1";

struct Stored {
    id: CommentId,
    fields: CommentFields,
}

/// Where a comment stands already: its id and its article.
///
/// # Errors
/// What the database says.
pub fn find_place(
    tx: &mut Tx<'_>,
    external_id: &str,
) -> Result<Option<(CommentId, ArticleId)>, Fault> {
    tx.find(
        "SELECT id, article FROM comment WHERE external_id = $1",
        params![external_id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The comment that this one answers.
///
/// # Errors
/// What the database says.
pub fn find_parent(tx: &mut Tx<'_>, comment: CommentId) -> Result<Option<CommentId>, Fault> {
    tx.find(
        "SELECT parent FROM comment WHERE id = $1",
        params![comment],
        |row| row.get::<Option<CommentId>>(0),
    )
    .map(Option::flatten)
}

/// Posts the comment of this external id, or changes it to these fields. A
/// comment never moves to another article: the caller has checked it.
///
/// # Errors
/// What the database says.
pub fn put(
    tx: &mut Tx<'_>,
    pen: &Pen,
    external_id: &str,
    fields: &CommentFields,
) -> Result<Change, Fault> {
    let article = fields.article;
    let Some(stored) = find_stored(tx, external_id)? else {
        let comment = pen.ids.fresh();
        write(tx, INSERT, comment, fields, Some(external_id))?;
        pen.tell(tx, &CommentPosted { comment, article })?;
        return Ok(Change::New);
    };
    let wanted = CommentFields {
        likes: fields.likes.or(stored.fields.likes),
        ..fields.clone()
    };
    if stored.fields == wanted {
        return Ok(Change::Same);
    }
    write(tx, UPDATE, stored.id, &wanted, None)?;
    let comment = stored.id;
    pen.tell(tx, &CommentChanged { comment, article })?;
    Ok(Change::Changed)
}

fn find_stored(tx: &mut Tx<'_>, external_id: &str) -> Result<Option<Stored>, Fault> {
    tx.find(STORED, params![external_id], |row| {
        let fields = CommentFields {
            article: row.get(1)?,
            author: row.get(2)?,
            parent: row.get(3)?,
            body: row.get(4)?,
            created_at: row.get(5)?,
            likes: Some(row.get(6)?),
        };
        Ok(Stored {
            id: row.get(0)?,
            fields,
        })
    })
}

fn write(
    tx: &mut Tx<'_>,
    sql: &'static str,
    id: CommentId,
    fields: &CommentFields,
    external_id: Option<&str>,
) -> Result<(), Fault> {
    let params = params![
        id,
        fields.author,
        fields.parent,
        &fields.body,
        fields.created_at,
        fields.likes.unwrap_or(0),
        fields.article,
        external_id,
    ];
    let used = if external_id.is_some() { 8 } else { 6 };
    tx.execute(sql, &params[..used]).map(drop)
}
