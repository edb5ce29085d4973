//! Any article that readers have: the desk takes it down, and gives it back.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::accept::Office;
use super::pages::{FormState, ModeratePage, TakenLine, TakenPage, TypedDecision};
use super::rules::{Decision, DecisionFields, REASONS, Takedown, WORDS};
use super::takedown;
use crate::account::{Person, pen, see_other};
use crate::capability::Can;
use crate::credit::rules::Kind;
use crate::credit::{read_article, read_deduction};
use crate::id::ArticleId;
use crate::portal::{AppError, Asked, Portal, Reader, Sent, private};
use crate::publishing::acts::{self, ActFault};
use crate::publishing::rules::{Act, Piece, Public};
use crate::publishing::store::piece;
use crate::publishing::store::taken::{self, ModeratedArticle};
use crate::urls;
use crate::web::{Link, Trouble, TurnPage};

/// Articles on one page.
const PAGE: usize = 50;

#[derive(Clone, Default, Deserialize)]
pub(super) struct TakenQuery {
    /// The number or the address of an article to go to.
    #[serde(default)]
    article: String,
    /// Articles below this id follow.
    below: Option<ArticleId>,
}

/// `GET /desk/articles`: what is taken down, newest first; or on to an article.
pub(super) async fn list(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Asked(query): Asked<TakenQuery>,
) -> Result<Response<Body>, AppError> {
    let sought = read_article(&query.article).ok().flatten();
    let unknown = match sought {
        None => !query.article.trim().is_empty(),
        Some(id) => match portal.db.read(move |tx| piece::find(tx, id)).await? {
            Some(_) => return Ok(see_other(&urls::desk_article(id))),
            None => true,
        },
    };
    let status = match unknown {
        true => StatusCode::NOT_FOUND,
        false => StatusCode::OK,
    };
    private(&portal, &reader, status, async |room| {
        let below = query.below.unwrap_or(ArticleId::MAX);
        let read = move |tx: &mut Tx<'_>| taken::list(tx, below, PAGE as i64 + 1);
        let mut rows = portal.db.read(read).await?;
        let goes_on = rows.len() > PAGE;
        rows.truncate(PAGE);
        let older = rows.last().filter(|_| goes_on);
        let older = older.map(|row| format!("{}?below={}", urls::DESK_ARTICLES, row.article));
        let lines = rows.iter().map(|row| TakenLine {
            url: urls::desk_article(row.article),
            title: row.title.clone(),
            creator: room.name(&row.creator_name),
        });
        Ok(TakenPage {
            layout: room.private_layout()?,
            lines: lines.collect(),
            sought: query.article,
            unknown,
            turn: TurnPage {
                newer_url: query.below.map(|_| urls::DESK_ARTICLES.to_owned()),
                older_url: older,
            },
        })
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct DoneQuery {
    done: Option<String>,
}

/// `GET /desk/articles/{id}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Asked(query): Asked<DoneQuery>,
) -> Result<Response<Body>, AppError> {
    let done = query.done.as_deref();
    let done = ["take_down", "restore"]
        .into_iter()
        .find(|name| Some(*name) == done);
    let form = FormState::default();
    page(&portal, &reader, &person, &id, form, done).await
}

#[derive(Deserialize)]
pub(super) struct TakedownForm {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    words: String,
    /// The violation for which points are taken besides; empty for none.
    #[serde(default)]
    kind: String,
}

/// `POST /desk/articles/{id}/takedown`
pub(super) async fn take_down(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Sent(sent): Sent<TakedownForm>,
) -> Result<Response<Body>, AppError> {
    let article = article_id(&id)?;
    let read = Decision::read(DecisionFields {
        act: "take_down",
        reason: &sent.reason,
        words: &sent.words,
        kind: read_deduction(&sent.kind),
    });
    let wrong = match read {
        Ok(Decision::TakeDown(takedown)) => {
            match put_takedown(&portal, &person, article, takedown).await {
                Ok(()) => return Ok(done(&id, "take_down")),
                Err(fault) => wrong(fault)?,
            }
        }
        Ok(_) => return Err(AppError::BadForm),
        Err(wrong) => wrong,
    };
    let form = FormState {
        wrong: Some(wrong),
        typed: TypedDecision {
            reason: sent.reason,
            words: sent.words,
            kind: sent.kind,
            ..TypedDecision::default()
        },
    };
    page(&portal, &reader, &person, &id, form, None).await
}

async fn put_takedown(
    portal: &Arc<Portal>,
    person: &Person,
    article: ArticleId,
    takedown: Takedown,
) -> Result<(), ActFault> {
    let (pen, person) = (pen(portal, Some(person.account)), person.clone());
    let office = Office::open(portal).await;
    let write = move |tx: &mut Tx<'_>| -> Result<(), ActFault> {
        let may = person.still(tx, Can::Moderate)?;
        let may = may.ok_or(ActFault::Forbidden)?;
        let row = piece::find(tx, article)?.ok_or(ActFault::NotFound)?;
        let office = office?;
        takedown::refuse_own(&may, row.creator)?;
        takedown::take_down(tx, &pen, article, &takedown, office.desk())
    };
    portal.db.write(write).await
}

/// `POST /desk/articles/{id}/restoration`
pub(super) async fn restore(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let article = article_id(&id)?;
    let (pen, of) = (pen(&portal, Some(person.account)), person.clone());
    let write = move |tx: &mut Tx<'_>| -> Result<(), ActFault> {
        let may = of.still(tx, Can::Moderate)?;
        let of = may.ok_or(ActFault::Forbidden)?;
        let row = piece::find(tx, article)?.ok_or(ActFault::NotFound)?;
        takedown::refuse_own(&of, row.creator)?;
        acts::restore(tx, &pen, article)
    };
    let Err(fault) = portal.db.write(write).await else {
        return Ok(done(&id, "restore"));
    };
    let form = FormState {
        wrong: Some(wrong(fault)?),
        ..FormState::default()
    };
    page(&portal, &reader, &person, &id, form, None).await
}

fn article_id(id: &str) -> Result<ArticleId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

/// Back to the page, which says what has been done.
fn done(id: &str, name: &str) -> Response<Body> {
    see_other(&format!("{}/{id}?done={name}", urls::DESK_ARTICLES))
}

/// Why it was not done, where the page can say so.
fn wrong(fault: ActFault) -> Result<Trouble, AppError> {
    let key = match fault {
        ActFault::Refused(refusal) => refusal.key(),
        ActFault::Raced => "publishing-raced",
        ActFault::NotFound | ActFault::Forbidden | ActFault::Fault(_) => return Err(fault.into()),
    };
    Ok(Trouble { field: "act", key })
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    id: &str,
    form: FormState,
    done: Option<&'static str>,
) -> Result<Response<Body>, AppError> {
    let status = match form.wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let reader = Reader {
        path: format!("{}/{id}", urls::DESK_ARTICLES),
        ..reader.clone()
    };
    private(portal, &reader, status, async |room| {
        let article = article_id(id)?;
        let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> { taken::find(tx, article) };
        let found = portal.db.read(read).await?;
        let ModeratedArticle { title, row, why } = found.ok_or(AppError::NotFound)?;
        let is_own = person.is_of(row.creator).is_some();
        let may = |act| !is_own && row.piece.act(act, room.now).is_ok();
        let why = why
            .filter(|_| matches!(row.piece.public, Public::TakenDown { .. }))
            .unwrap_or_default();
        Ok(ModeratePage {
            layout: room.private_layout()?,
            url: urls::desk_article(article),
            title,
            creator: Link {
                url: urls::creator(&row.creator_handle),
                label: room.name(&row.creator_name),
            },
            stands: stands(row.piece),
            public_url: has_page(row.piece).then(|| urls::article(article)),
            is_own,
            may_take_down: may(Act::TakeDown),
            may_restore: may(Act::Restore),
            reason: why.reason,
            said: why.words.filter(|words| !words.is_empty()),
            kinds: Kind::by_hand(),
            reasons: REASONS.to_vec(),
            done,
            wrong: form.wrong,
            typed: form.typed,
            words_most: WORDS,
        })
    })
    .await
}

/// The locale key is `piece-{stands}`.
fn stands(piece: Piece) -> &'static str {
    match piece.public {
        Public::Unpublished => "draft",
        Public::Discarded => "discarded",
        Public::Scheduled { .. } => "scheduled",
        Public::Published { .. } => "published",
        Public::Withdrawn { .. } => "withdrawn",
        Public::Retracted { .. } => "retracted",
        Public::TakenDown { .. } => "taken-down",
    }
}

fn has_page(piece: Piece) -> bool {
    matches!(
        piece.public,
        Public::Published { .. } | Public::Retracted { .. }
    )
}
