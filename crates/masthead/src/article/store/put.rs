use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

pub use super::fields::ArticleFields;
use super::write::{self, Stored, find_stored, put_columns, put_cover, tell};
use crate::article::rules::Serving;
use crate::id::{ArticleId, ColumnId, RevisionId};
use crate::media::store::withheld;
use crate::pen::{Change, Pen};

/// An article as an archive gives it.
#[derive(Clone, Debug)]
pub struct ArticlePut {
    pub external_id: String,
    pub fields: ArticleFields,
    /// Sorted, each once.
    pub columns: Vec<ColumnId>,
    /// The document as JSON.
    pub body: String,
    /// The hashes of the pictures in the body, each once.
    pub shown: Vec<String>,
    pub aside: Aside,
}

/// What stands beside the text of an article; where nothing is said, what
/// stands stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aside {
    /// JSON: the list that [`Correction`](crate::article::pages::Correction) is an entry of.
    pub corrections: Option<String>,
    pub comments_open: Option<bool>,
    /// When its creator disowned it, and in which words.
    pub retraction: Option<(Millis, String)>,
}

/// Writes it down. Gives whether anything became another.
fn put_aside(tx: &mut Tx<'_>, article: ArticleId, aside: &Aside) -> Result<bool, Fault> {
    let (at, words) = aside.retraction.clone().unzip();
    let changed = tx.execute(
        "UPDATE article
        SET corrections = COALESCE($2, corrections), comments_open = COALESCE($3, comments_open),
            retracted_at = COALESCE($4, retracted_at), retraction = COALESCE($5, retraction)
        WHERE id = $1
            AND (COALESCE($2, corrections, '') <> COALESCE(corrections, '')
                OR COALESCE($3, comments_open, 1) <> COALESCE(comments_open, 1)
                OR COALESCE($4, retracted_at, 0) <> COALESCE(retracted_at, 0)
                OR COALESCE($5, retraction, '') <> COALESCE(retraction, ''))",
        params![
            article,
            &aside.corrections,
            aside.comments_open.map(i64::from),
            at,
            &words,
        ],
    )?;
    Ok(changed == 1)
}

/// A new text of an article.
struct Revision<'a> {
    article: ArticleId,
    created_at: Millis,
    put: &'a ArticlePut,
}

/// Keeps the article of this external id, as a new revision where its text is
/// another, and writes the fact that follows from its state before and after.
///
/// # Errors
/// What the database says.
pub fn put(tx: &mut Tx<'_>, pen: &Pen, new: &ArticlePut) -> Result<Change, Fault> {
    match find_stored(tx, write::By::ExternalId(&new.external_id))? {
        None => insert(tx, pen, new),
        Some(stored) => update(tx, pen, new, &stored),
    }
}

/// # Errors
/// What the database says.
pub fn find_id(tx: &mut Tx<'_>, external_id: &str) -> Result<Option<ArticleId>, Fault> {
    tx.find(
        "SELECT id FROM article WHERE external_id = $1",
        params![external_id],
        |row| row.get(0),
    )
}

fn insert(tx: &mut Tx<'_>, pen: &Pen, new: &ArticlePut) -> Result<Change, Fault> {
    let (id, revision) = (pen.ids.fresh(), pen.ids.fresh());
    let fields = ArticleFields {
        views: new.fields.views.or(Some(0)),
        ..new.fields.clone()
    };
    write::insert(tx, id, revision, &fields, &new.external_id)?;
    if fields.cover.is_some() {
        put_cover(tx, id, fields.cover.as_deref())?;
    }
    let dated = fields.updated_at.or(fields.published_at);
    let created_at = dated.unwrap_or_else(|| pen.now());
    let text = Revision {
        article: id,
        created_at,
        put: new,
    };
    insert_revision(tx, revision, &text)?;
    put_columns(tx, id, &[], &fields, &new.columns)?;
    put_aside(tx, id, &new.aside)?;
    tell(tx, pen, id, None, &fields, &new.columns)?;
    if fields.state.serving() == Serving::Withheld || new.aside.retraction.is_some() {
        withheld::put(tx, pen, id)?;
    }
    Ok(Change::New)
}

fn update(tx: &mut Tx<'_>, pen: &Pen, new: &ArticlePut, stored: &Stored) -> Result<Change, Fault> {
    let fields = ArticleFields {
        // What readers added since is never taken back.
        views: new.fields.views.max(stored.fields.views),
        ..new.fields.clone()
    };
    let same_text = stored.body.as_ref() == Some(&new.body);
    let same_aside = !put_aside(tx, stored.id, &new.aside)?;
    if same_text && same_aside && fields == stored.fields && new.columns == stored.columns {
        return Ok(Change::Same);
    }
    let mut revision = stored.revision;
    if !same_text {
        revision = pen.ids.fresh();
        let text = Revision {
            article: stored.id,
            created_at: pen.now(),
            put: new,
        };
        insert_revision(tx, revision, &text)?;
    }
    write::change(tx, pen, stored, &fields, &new.columns, revision)?;
    if new.aside.retraction.is_some() {
        withheld::put(tx, pen, stored.id)?;
    }
    Ok(Change::Changed)
}

fn insert_revision(tx: &mut Tx<'_>, id: RevisionId, text: &Revision<'_>) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO revision (id, article, body, created_at, number)
        SELECT $1, $2, $3, $4, COALESCE(MAX(number), 0) + 1 FROM revision WHERE article = $2",
        params![id, text.article, &text.put.body, text.created_at],
    )?;
    for hash in &text.put.shown {
        tx.execute(
            "INSERT INTO revision_media (revision, hash) VALUES ($1, $2)",
            params![id, hash],
        )?;
    }
    Ok(())
}
