use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

pub use super::fields::ArticleFields;
use super::fields::{fields_from_row, select_fields};
use crate::article::events::{
    ArticleHidden, ArticleKept, ArticlePublished, ArticleRevised, Standing,
};
use crate::article::rules::hot;
use crate::pen::{Change, Pen};

/// An article as an archive gives it.
#[derive(Clone, Debug)]
pub struct ArticlePut {
    pub external_id: String,
    pub fields: ArticleFields,
    /// Sorted, each once.
    pub columns: Vec<i64>,
    /// The document as JSON.
    pub body: String,
    /// The hashes of the pictures in the body, each once.
    pub shown: Vec<String>,
}

/// What stands already under an external id.
struct Stored {
    id: i64,
    version: i64,
    revision: i64,
    number: i64,
    body: Option<String>,
    fields: ArticleFields,
    columns: Vec<i64>,
}

/// A new text of an article.
struct Revision<'a> {
    article: i64,
    number: i64,
    created_at: Millis,
    put: &'a ArticlePut,
}

/// Keeps the article of this external id, as a new revision where its text is
/// another, and writes the fact that follows from its state before and after.
///
/// # Errors
/// What the database says.
pub fn put(tx: &mut Tx<'_>, pen: &Pen, new: &ArticlePut) -> Result<Change, Fault> {
    match find_stored(tx, &new.external_id)? {
        None => insert(tx, pen, new),
        Some(stored) => update(tx, pen, new, &stored),
    }
}

/// # Errors
/// What the database says.
pub fn find_id(tx: &mut Tx<'_>, external_id: &str) -> Result<Option<i64>, Fault> {
    tx.find(
        "SELECT id FROM article WHERE external_id = $1",
        params![external_id],
        |row| row.get(0),
    )
}

const STORED: &str = select_fields!(
    "a.id, a.version, a.revision, r.number, r.body
    FROM article a
    LEFT JOIN revision r ON r.id = a.revision
    WHERE a.external_id = $1"
);

fn find_stored(tx: &mut Tx<'_>, external_id: &str) -> Result<Option<Stored>, Fault> {
    let stored = tx.find(STORED, params![external_id], |row| {
        Ok(Stored {
            fields: fields_from_row(row)?,
            id: row.get(16)?,
            version: row.get(17)?,
            revision: row.get(18)?,
            number: row.get::<Option<i64>>(19)?.unwrap_or(0),
            body: row.get(20)?,
            columns: Vec::new(),
        })
    })?;
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

fn insert(tx: &mut Tx<'_>, pen: &Pen, new: &ArticlePut) -> Result<Change, Fault> {
    let (id, revision) = (pen.ids.fresh(), pen.ids.fresh());
    let fields = ArticleFields {
        views: new.fields.views.or(Some(0)),
        ..new.fields.clone()
    };
    write(tx, INSERT, id, revision, &fields, Some(&new.external_id))?;
    if fields.cover.is_some() {
        put_cover(tx, id, fields.cover.as_deref())?;
    }
    let dated = fields.updated_at.or(fields.published_at);
    let created_at = dated.unwrap_or_else(|| pen.now());
    let text = Revision {
        article: id,
        number: 1,
        created_at,
        put: new,
    };
    insert_revision(tx, revision, &text)?;
    put_columns(tx, id, &[], new)?;
    tell(tx, pen, id, None, (&fields, &new.columns))?;
    Ok(Change::New)
}

fn update(tx: &mut Tx<'_>, pen: &Pen, new: &ArticlePut, stored: &Stored) -> Result<Change, Fault> {
    let fields = ArticleFields {
        // What readers added since is never taken back.
        views: new.fields.views.max(stored.fields.views),
        ..new.fields.clone()
    };
    let same_text = stored.body.as_ref() == Some(&new.body);
    if same_text && fields == stored.fields && new.columns == stored.columns {
        return Ok(Change::Same);
    }
    let (id, mut revision) = (stored.id, stored.revision);
    if !same_text {
        revision = pen.ids.fresh();
        let (number, created_at) = (stored.number + 1, pen.now());
        let text = Revision {
            article: id,
            number,
            created_at,
            put: new,
        };
        insert_revision(tx, revision, &text)?;
    }
    write(tx, UPDATE, id, revision, &fields, None)?;
    if fields.cover != stored.fields.cover {
        put_cover(tx, id, fields.cover.as_deref())?;
    }
    put_heat(tx, stored, &fields)?;
    let replaced = stored.fields.published_at != fields.published_at
        || stored.fields.state != fields.state
        || stored.columns != new.columns;
    if replaced {
        put_columns(tx, id, &stored.columns, new)?;
    }
    let before = standing(&stored.fields, &stored.columns);
    tell(tx, pen, id, before, (&fields, &new.columns))?;
    Ok(Change::Changed)
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
    id: i64,
    revision: i64,
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
        &fields.state,
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
fn put_cover(tx: &mut Tx<'_>, id: i64, cover: Option<&str>) -> Result<(), Fault> {
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

fn insert_revision(tx: &mut Tx<'_>, id: i64, text: &Revision<'_>) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO revision (id, article, number, body, created_at)
        VALUES ($1, $2, $3, $4, $5)",
        params![
            id,
            text.article,
            text.number,
            &text.put.body,
            text.created_at
        ],
    )?;
    for hash in &text.put.shown {
        tx.execute(
            "INSERT INTO revision_media (revision, hash) VALUES ($1, $2)",
            params![id, hash],
        )?;
    }
    Ok(())
}

fn put_columns(
    tx: &mut Tx<'_>,
    article: i64,
    stored: &[i64],
    new: &ArticlePut,
) -> Result<(), Fault> {
    if !stored.is_empty() {
        tx.execute(
            "DELETE FROM article_column WHERE article = $1",
            params![article],
        )?;
    }
    let shown_at = published_at(&new.fields);
    for column in &new.columns {
        tx.execute(
            "INSERT INTO article_column (article, news_column, published_at) VALUES ($1, $2, $3)",
            params![article, *column, shown_at],
        )?;
    }
    Ok(())
}

fn published_at(fields: &ArticleFields) -> Option<Millis> {
    (fields.state == "published")
        .then_some(fields.published_at)
        .flatten()
}

fn standing(fields: &ArticleFields, columns: &[i64]) -> Option<Standing> {
    Some(Standing {
        creator: fields.creator,
        channel: fields.channel,
        columns: columns.to_vec(),
        published_at: published_at(fields)?,
    })
}

fn tell(
    tx: &mut Tx<'_>,
    pen: &Pen,
    article: i64,
    before: Option<Standing>,
    (fields, columns): (&ArticleFields, &[i64]),
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
            let state = fields.state.clone();
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
