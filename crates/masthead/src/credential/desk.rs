//! What the desk makes of papers: look at one, confirm or refuse it, take a confirmation back.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::events::CredentialOpened;
use super::own::line;
use super::pages::{CredentialPage, CredentialsPage, Line, Waiting};
use super::rules::{Decision, WORDS_CHARS};
use super::store::{self, CredentialRow, Paper};
use crate::account::{Person, pen, see_other};
use crate::application::files;
use crate::article::store::Key;
use crate::capability::Can;
use crate::id::CredentialId;
use crate::portal::{AppError, Asked, Portal, Reader, Sent, private};
use crate::urls;
use crate::web::TurnPage;

/// Credentials on one page.
const PAGE: usize = 30;

#[derive(Deserialize)]
pub(super) struct QueueQuery {
    /// `{ms}-{id}` of the last on the page before.
    after: Option<String>,
}

/// `GET /desk/credentials`: what waits, longest first.
pub(super) async fn list(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Asked(query): Asked<QueueQuery>,
) -> Result<Response<Body>, AppError> {
    private(&portal, &reader, StatusCode::OK, async |room| {
        let after = query.after.as_deref().and_then(Key::parse);
        let after = after.unwrap_or(Key::oldest());
        let read = move |tx: &mut Tx<'_>| store::list_waiting(tx, after, PAGE as i64 + 1);
        let mut rows = portal.db.read(read).await?;
        let goes_on = rows.len() > PAGE;
        rows.truncate(PAGE);
        let last = rows.last().filter(|_| goes_on);
        let path = urls::DESK_CREDENTIALS;
        let older_url = last.map(|row| format!("{path}?after={}-{}", row.asked_at.0, row.id));
        let waiting = rows.into_iter().map(|row| Waiting {
            url: urls::desk_credential(row.id),
            creator_name: room.name(&row.creator_name),
            field: row.field,
            name: row.name,
            asked_at: row.asked_at.0,
        });
        Ok(CredentialsPage {
            layout: room.private_layout()?,
            waiting: waiting.collect(),
            turn: TurnPage {
                newer_url: query.after.is_some().then(|| path.to_owned()),
                older_url,
            },
        })
    })
    .await
}

/// `GET /desk/credentials/{id}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let id: CredentialId = id.parse().map_err(|_| AppError::NotFound)?;
    page(&portal, &reader, &person, id, None).await
}

#[derive(Deserialize)]
pub(super) struct DecisionForm {
    /// `confirm`, `refuse` or `revoke`.
    act: String,
    #[serde(default)]
    words: String,
}

/// `POST /desk/credentials/{id}/decision`
pub(super) async fn decide(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Sent(sent): Sent<DecisionForm>,
) -> Result<Response<Body>, AppError> {
    let decision = Decision::from_name(&sent.act).ok_or(AppError::BadForm)?;
    let id: CredentialId = id.parse().map_err(|_| AppError::NotFound)?;
    let words = sent.words.trim();
    let key = match words.chars().count() {
        0 if decision.needs_words() => Some("credential-wordless"),
        count if count > WORDS_CHARS => Some("apply-trouble-long"),
        _ => put(&portal, &person, id, decision, words).await?,
    };
    let Some(key) = key else {
        return Ok(see_other(urls::DESK_CREDENTIALS));
    };
    let words = words.to_owned();
    page(&portal, &reader, &person, id, Some(Refused { key, words })).await
}

/// Gives the locale key of why nothing was decided.
async fn put(
    portal: &Arc<Portal>,
    person: &Person,
    id: CredentialId,
    decision: Decision,
    words: &str,
) -> Result<Option<&'static str>, AppError> {
    let (pen, of) = (pen(portal, Some(person.account)), person.clone());
    let words = words.to_owned();
    let write = move |tx: &mut Tx<'_>| -> Result<Option<&'static str>, AppError> {
        let may = of.still(tx, Can::Review)?.ok_or(AppError::Forbidden)?;
        let row = store::find(tx, id)?.ok_or(AppError::NotFound)?;
        if may.is_of(row.creator).is_some() {
            return Ok(Some("credential-own"));
        }
        // Somebody else decided before.
        let late = Some("credential-decided");
        let Some(after) = row.state.after(decision) else {
            return Ok(late);
        };
        let decided = store::put_decision(tx, &pen, &row, after, &words)?;
        Ok(late.filter(|_| !decided))
    };
    portal.db.write(write).await
}

/// Why nothing was decided, and what was typed.
struct Refused {
    /// A locale key.
    key: &'static str,
    words: String,
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    id: CredentialId,
    refused: Option<Refused>,
) -> Result<Response<Body>, AppError> {
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let reader = Reader {
        path: urls::desk_credential(id),
        ..reader.clone()
    };
    private(portal, &reader, status, async |room| {
        let read = move |tx: &mut Tx<'_>| -> Result<Option<_>, Fault> {
            let Some(row) = store::find(tx, id)? else {
                return Ok(None);
            };
            let all = store::list_of(tx, row.creator)?;
            Ok(Some((row, all)))
        };
        let (row, all) = portal.db.read(read).await?.ok_or(AppError::NotFound)?;
        let today = room.now.zoned(room.zone()).date();
        let shown = |row: CredentialRow| -> Line {
            let url = urls::desk_credential(row.id);
            let paper = |id| Some(urls::credential_paper(urls::DESK_CREDENTIALS, id));
            Line {
                url: Some(url),
                ..line(row, today, paper)
            }
        };
        let is_own = person.is_of(row.creator).is_some();
        let open = |decision: &Decision| !is_own && row.state.after(*decision).is_some();
        let decisions = Decision::ALL.into_iter().filter(open);
        let others = all.into_iter().filter(|other| other.id != id);
        let key = refused.as_ref().map(|refused| refused.key);
        Ok(CredentialPage {
            layout: room.private_layout()?,
            url: urls::desk_credential(id),
            creator_name: room.name(&row.creator_name),
            creator_url: urls::creator(&row.creator_handle),
            is_own,
            decisions: decisions.map(Decision::name).collect(),
            others: others.map(shown).collect(),
            line: shown(row),
            words: refused.map_or_else(String::new, |refused| refused.words),
            words_most: WORDS_CHARS,
            refused: key,
        })
    })
    .await
}

/// `GET /desk/credentials/{id}/paper`: opens a paper, which is written down.
pub(super) async fn paper(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let id: CredentialId = id.parse().map_err(|_| AppError::NotFound)?;
    let pen = pen(&portal, Some(person.account));
    let write = move |tx: &mut Tx<'_>| -> Result<Option<Paper>, AppError> {
        let may = person.still(tx, Can::Review)?;
        may.ok_or(AppError::Forbidden)?;
        let row = store::find(tx, id)?.ok_or(AppError::NotFound)?;
        if row.paper.is_some() {
            let fact = CredentialOpened {
                credential: row.id,
                creator: row.creator,
                by: pen.account()?,
            };
            pen.tell(tx, &fact)?;
        }
        Ok(row.paper)
    };
    let paper = portal.db.write(write).await?.ok_or(AppError::NotFound)?;
    files::open(&portal, &paper.stored_as, &paper.name, &paper.media_type).await
}
