//! What every write to the row of an article does besides: cards, ranks, columns, and the fact that follows from its
//! state before and after.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use super::fields::{ArticleFields, fields_from_row, select_fields};
use crate::article::events::{
    ArticleHidden, ArticleKept, ArticlePublished, ArticleRevised, Standing,
};
use crate::article::rules::{Serving, StoredState, hot};
use crate::id::{ArticleId, ColumnId, RevisionId};
use crate::media::store::withheld;
use crate::pen::Pen;

/// An article as it stands.
#[derive(Clone, Debug)]
pub struct Stored {
    pub id: ArticleId,
    pub(super) version: i64,
    /// The one that readers see.
    pub revision: RevisionId,
    /// Its document as JSON.
    pub body: Option<String>,
    pub fields: ArticleFields,
    /// Sorted.
    pub columns: Vec<ColumnId>,
}

/// Which article.
pub(super) enum By<'a> {
    Id(ArticleId),
    ExternalId(&'a str),
}

const BY_ID: &str = select_fields!(
    "a.id, a.version, a.revision, r.body
    FROM article a
    LEFT JOIN revision r ON r.id = a.revision
    WHERE a.id = $1"
);
const BY_EXTERNAL_ID: &str = select_fields!(
    "a.id, a.version, a.revision, r.body
    FROM article a
    LEFT JOIN revision r ON r.id = a.revision
    WHERE a.external_id = $1"
);

/// The article of this id, in whatever state.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn find_stored_by_id(tx: &mut Tx<'_>, id: ArticleId) -> Result<Option<Stored>, Fault> {
    find_stored(tx, By::Id(id))
}

pub(super) fn find_stored(tx: &mut Tx<'_>, by: By<'_>) -> Result<Option<Stored>, Fault> {
    let from_row = |row: &masthead_db::Row<'_>| {
        Ok(Stored {
            fields: fields_from_row(row)?,
            id: row.get(16)?,
            version: row.get(17)?,
            revision: row.get(18)?,
            body: row.get(19)?,
            columns: Vec::new(),
        })
    };
    let stored = match by {
        By::Id(id) => tx.find(BY_ID, params![id], from_row)?,
        By::ExternalId(id) => tx.find(BY_EXTERNAL_ID, params![id], from_row)?,
    };
    let Some(mut stored) = stored else {
        return Ok(None);
    };
    stored.columns = tx.query(
        "SELECT news_column FROM article_column WHERE article = $1 ORDER BY news_column",
        params![stored.id],
        |row| row.get(0),
    )?;
    Ok(Some(stored))
}

/// Gives an article that stands other fields and columns (sorted), and the
/// revision that readers see.
///
/// # Errors
/// What the database says, also where somebody else has changed it since it was read.
pub fn change(
    tx: &mut Tx<'_>,
    pen: &Pen,
    stored: &Stored,
    fields: &ArticleFields,
    columns: &[ColumnId],
    revision: RevisionId,
) -> Result<(), Fault> {
    let id = stored.id;
    write(tx, UPDATE, id, revision, fields, None)?;
    if fields.cover != stored.fields.cover {
        put_cover(tx, id, fields.cover.as_deref())?;
    }
    put_heat(tx, stored, fields)?;
    let replaced = stored.fields.published_at != fields.published_at
        || stored.fields.state != fields.state
        || stored.columns != columns;
    if replaced {
        put_columns(tx, id, &stored.columns, fields, columns)?;
    }
    let before = standing(&stored.fields, &stored.columns);
    tell(tx, pen, id, before, fields, columns)?;
    match fields.state.serving() {
        Serving::Served => withheld::lift(tx, pen, id),
        Serving::Withheld => withheld::put(tx, pen, id),
        Serving::AsBefore => Ok(()),
    }
}

/// # Errors
/// What the database says.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: ArticleId,
    revision: RevisionId,
    fields: &ArticleFields,
    external_id: &str,
) -> Result<(), Fault> {
    write(tx, INSERT, id, revision, fields, Some(external_id))
}

const INSERT: &str =
    "INSERT INTO article (id, creator, channel, title, summary, cover, tags, state,
        published_at, updated_at, source_name, source_url, original, ai_generated, region, locale,
        views, revision, external_id, hot, comment_count, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, 0, 1)";
const UPDATE: &str = "UPDATE article
    SET creator = $2, channel = $3, title = $4, summary = $5, cover = $6, tags = $7, state = $8,
        published_at = $9, updated_at = $10, source_name = $11, source_url = $12, original = $13,
        ai_generated = $14, region = $15, locale = $16,
        views = CASE WHEN views < $17 THEN $17 ELSE views END, revision = $18
    WHERE id = $1";

fn write(
    tx: &mut Tx<'_>,
    sql: &'static str,
    id: ArticleId,
    revision: RevisionId,
    fields: &ArticleFields,
    external_id: Option<&str>,
) -> Result<(), Fault> {
    let at = fields.published_at.unwrap_or_default();
    let params = params![
        id,
        fields.creator,
        fields.channel,
        &fields.title,
        &fields.summary,
        &fields.cover,
        &fields.tags,
        fields.state.name(),
        fields.published_at,
        fields.updated_at,
        &fields.source_name,
        &fields.source_url,
        fields.original,
        &fields.ai_generated,
        &fields.region,
        &fields.locale,
        fields.views.unwrap_or(0),
        revision,
        external_id,
        hot(at, fields.views.unwrap_or(0), 0),
    ];
    let used = if external_id.is_some() { 20 } else { 18 };
    tx.execute(sql, &params[..used]).map(drop)
}

/// What cards show of the cover; without one, nothing.
pub(super) fn put_cover(tx: &mut Tx<'_>, id: ArticleId, cover: Option<&str>) -> Result<(), Fault> {
    tx.execute(
        "UPDATE article
        SET (cover_width, cover_height, cover_transparent, cover_animated, cover_format)
            = (SELECT width, height, transparent, animated, master_format
                FROM media WHERE hash = $2)
        WHERE id = $1",
        params![id, cover],
    )
    .map(drop)
}

/// Readers and followers go on counting, so views and comments are asked for
/// only once the row is ours: no row back means that someone else wrote in
/// between.
fn put_heat(tx: &mut Tx<'_>, stored: &Stored, fields: &ArticleFields) -> Result<(), Fault> {
    let at = fields.published_at.unwrap_or_default();
    let heat = tx.get(
        "UPDATE article SET version = version + 1 WHERE id = $1 AND version = $2
        RETURNING views, comment_count",
        params![stored.id, stored.version],
        |row| Ok(hot(at, row.get(0)?, row.get(1)?)),
    )?;
    tx.execute(
        "UPDATE article SET hot = $2 WHERE id = $1",
        params![stored.id, heat],
    )
    .map(drop)
}

pub(super) fn put_columns(
    tx: &mut Tx<'_>,
    article: ArticleId,
    stored: &[ColumnId],
    fields: &ArticleFields,
    columns: &[ColumnId],
) -> Result<(), Fault> {
    if !stored.is_empty() {
        tx.execute(
            "DELETE FROM article_column WHERE article = $1",
            params![article],
        )?;
    }
    let shown_at = published_at(fields);
    for column in columns {
        tx.execute(
            "INSERT INTO article_column (article, news_column, published_at) VALUES ($1, $2, $3)",
            params![article, *column, shown_at],
        )?;
    }
    Ok(())
}

fn published_at(fields: &ArticleFields) -> Option<Millis> {
    (fields.state == StoredState::Published)
        .then_some(fields.published_at)
        .flatten()
}

fn standing(fields: &ArticleFields, columns: &[ColumnId]) -> Option<Standing> {
    Some(Standing {
        creator: fields.creator,
        channel: fields.channel,
        columns: columns.to_vec(),
        published_at: published_at(fields)?,
    })
}

pub(super) fn tell(
    tx: &mut Tx<'_>,
    pen: &Pen,
    article: ArticleId,
    before: Option<Standing>,
    fields: &ArticleFields,
    columns: &[ColumnId],
) -> Result<(), Fault> {
    match (before, standing(fields, columns)) {
        (None, Some(standing)) => pen.tell(tx, &ArticlePublished { article, standing }),
        (Some(before), Some(after)) => pen.tell(
            tx,
            &ArticleRevised {
                article,
                before,
                after,
            },
        ),
        (Some(before), None) => {
            let state = fields.state.name().to_owned();
            pen.tell(
                tx,
                &ArticleHidden {
                    article,
                    before,
                    state,
                },
            )
        }
        (None, None) => {
            let creator = fields.creator;
            pen.tell(tx, &ArticleKept { article, creator })
        }
    }
}
