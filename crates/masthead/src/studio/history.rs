//! The revisions of a piece: what changed, and putting one back.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};
use masthead_document::Document;
use serde::Deserialize;

use super::desk_of::{own_piece, piece_id, piece_of};
use super::draft::unsaved;
use super::pages::{HistoryPage, RevisionLine, RevisionPage};
use super::show::{self, Said};
use crate::account::{MemberRole, Person, pen, see_other};
use crate::article::store::write;
use crate::compose::Room;
use crate::id::ArticleId;
use crate::pen::Pen;
use crate::portal::{AppError, Asked, Portal, Reader, private};
use crate::publishing::acts::{self, ActFault, NO_TEXT};
use crate::publishing::diff::{self, DiffLine};
use crate::publishing::rules::{Act, Public};
use crate::publishing::saving::{self, SaveFault, SentText};
use crate::publishing::store::draft::{self, Text};
use crate::publishing::store::piece::PieceRow;
use crate::publishing::store::revision::{self, RevisionRow};
use crate::urls;
use crate::web::TurnPage;

/// Revisions on one page.
const PAGE: usize = 50;

#[derive(Deserialize)]
pub(super) struct ListQuery {
    /// Revisions with a lower number follow.
    below: Option<i64>,
}

/// `GET /studio/article/{id}/history`
pub(super) async fn list(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Asked(query): Asked<ListQuery>,
) -> Result<Response<Body>, AppError> {
    private(&portal, &reader, StatusCode::OK, async |room| {
        let (article, person) = (piece_id(&id)?, person.clone());
        let below = query.below.unwrap_or(i64::MAX);
        let read = move |tx: &mut Tx<'_>| -> Result<_, ActFault> {
            let row = piece_of(tx, &person, article, MemberRole::Writer)?;
            let public = write::find_stored_by_id(tx, article)?.map(|stored| stored.revision);
            let lines = revision::list(tx, article, below, PAGE as i64 + 1)?;
            Ok((row, public, lines))
        };
        let (row, public, mut lines) = portal.db.read(read).await?;
        let goes_on = lines.len() > PAGE;
        lines.truncate(PAGE);
        let here = urls::studio_part(article, "history");
        let older = lines
            .last()
            .map(|line| format!("{here}?below={}", line.number));
        let line = |line: revision::RevisionLine| RevisionLine {
            url: format!("{here}/{}", line.number),
            number: line.number,
            title: line.title,
            at: line.created_at.0,
            author: line.author.map(|name| room.name(&name)).unwrap_or_default(),
            is_public: public == Some(line.id) && row.piece.public != Public::Unpublished,
        };
        Ok(HistoryPage {
            layout: room.private_layout()?,
            piece_url: urls::studio_article(article),
            title: row.title.clone(),
            revisions: lines.into_iter().map(line).collect(),
            turn: TurnPage {
                newer_url: query.below.map(|_| here.clone()),
                older_url: older.filter(|_| goes_on),
            },
        })
    })
    .await
}

/// A revision, and what it is compared with: the text as it stands now.
struct Pair {
    row: PieceRow,
    revision: RevisionRow,
    now: Text,
}

/// The end of an address that names a revision.
#[derive(Deserialize)]
pub(super) struct RevisionPath {
    id: String,
    number: String,
}

/// A revision of an article, counted from one.
#[derive(Clone, Copy)]
struct RevisionAt {
    article: ArticleId,
    number: i64,
}

impl RevisionPath {
    fn at(&self) -> Result<RevisionAt, AppError> {
        Ok(RevisionAt {
            article: piece_id(&self.id)?,
            number: self.number.parse().map_err(|_| AppError::NotFound)?,
        })
    }
}

fn read_pair(tx: &mut Tx<'_>, person: &Person, at: RevisionAt) -> Result<Pair, ActFault> {
    let RevisionAt { article, number } = at;
    let row = piece_of(tx, person, article, MemberRole::Writer)?;
    let revision = revision::find(tx, article, number)?.ok_or(ActFault::NotFound)?;
    let now = match draft::find(tx, article)? {
        Some(draft) => draft.text,
        None => public_text(tx, article)?,
    };
    Ok(Pair { row, revision, now })
}

fn public_text(tx: &mut Tx<'_>, article: ArticleId) -> Result<Text, Fault> {
    let stored = write::find_stored_by_id(tx, article)?;
    let (title, body) = stored.map_or_else(Default::default, |stored| {
        (stored.fields.title, stored.body.unwrap_or_default())
    });
    Ok(Text {
        title,
        body: if body.is_empty() {
            NO_TEXT.to_owned()
        } else {
            body
        },
        fields: "{}".to_owned(),
    })
}

/// `GET /studio/article/{id}/history/{number}`: what has changed since this revision.
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(path): Path<RevisionPath>,
) -> Result<Response<Body>, AppError> {
    private(&portal, &reader, StatusCode::OK, async |room| {
        let at = path.at()?;
        let person = person.clone();
        let read = move |tx: &mut Tx<'_>| read_pair(tx, &person, at);
        let pair = portal.db.read(read).await?;
        let compared = portal.long_work(&reader, move || compared(pair)).await??;
        page(room, compared)
    })
    .await
}

struct Compared {
    pair: Pair,
    title: Vec<DiffLine>,
    lines: Vec<DiffLine>,
}

/// Takes a while for long texts: off the threads that serve.
fn compared(pair: Pair) -> Result<Compared, AppError> {
    let document = |body: &str| {
        serde_json::from_str::<Document>(body).map_err(|error| {
            AppError::Defect(format!(
                "a revision of article {}: {error}",
                pair.row.article
            ))
        })
    };
    let (before, after) = (
        document(&pair.revision.text.body)?,
        document(&pair.now.body)?,
    );
    Ok(Compared {
        title: diff::texts(&pair.revision.text.title, &pair.now.title),
        lines: diff::documents(&before, &after),
        pair,
    })
}

fn page(room: &Room<'_>, compared: Compared) -> Result<RevisionPage, AppError> {
    let Compared { pair, title, lines } = compared;
    let (article, revision) = (pair.row.article, pair.revision);
    let history_url = urls::studio_part(article, "history");
    Ok(RevisionPage {
        layout: room.private_layout()?,
        piece_url: urls::studio_article(article),
        url: format!("{history_url}/{}", revision.number),
        history_url,
        number: revision.number,
        at: revision.created_at.0,
        author: revision
            .author
            .map(|name| room.name(&name))
            .unwrap_or_default(),
        title,
        lines_of: lines,
        may_restore: pair.row.piece.act(Act::Write, room.now).is_ok(),
    })
}

/// `POST /studio/article/{id}/history/{number}/restoration`: the draft becomes
/// what this revision was. What it was before is kept.
pub(super) async fn restore(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(path): Path<RevisionPath>,
) -> Result<Response<Body>, AppError> {
    let at = path.at()?;
    let (pen, of) = (pen(&portal, Some(person.account)), person.clone());
    let write = move |tx: &mut Tx<'_>| put_back(tx, &pen, &of, at);
    match portal.db.write(write).await {
        Ok(()) => Ok(see_other(&urls::studio_done(at.article, "restored"))),
        Err(fault) => {
            let said = Said::refused(unsaved(fault)?);
            show::page(&portal, &reader, &person, at.article, said).await
        }
    }
}

fn put_back(
    tx: &mut Tx<'_>,
    pen: &Pen,
    person: &Person,
    RevisionAt { article, number }: RevisionAt,
) -> Result<(), SaveFault> {
    own_piece(tx, person, article, MemberRole::Writer)?;
    let chosen = revision::find(tx, article, number)?.ok_or(ActFault::NotFound)?;
    // Nobody saves anything between what is kept and what takes its place.
    draft::hold_article(tx, article)?;
    acts::open(tx, pen, article)?;
    draft::hold(tx, article)?;
    let Some(draft) = draft::find(tx, article)? else {
        return Err(saving::gone(tx, pen, article));
    };
    // Also where the same text stands there already.
    draft.piece().act(Act::Write, pen.now())?;
    let mut text = chosen.text;
    if text.fields == "{}" {
        // One that came with an archive is a text alone.
        text.fields.clone_from(&draft.text.fields);
    }
    let sent = SentText {
        session: person.session,
        version: draft.version,
        text: &text,
    };
    saving::save(tx, pen, &draft, sent)?;
    revision::keep(tx, pen, article, draft.saved_by, &draft.text)?;
    Ok(())
}
