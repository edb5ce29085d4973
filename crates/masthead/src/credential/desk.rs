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
use super::store::{self, CredentialRow};
use crate::account::{Person, pen, see_other};
use crate::application::files;
use crate::article::store::Key;
use crate::capability::Can;
use crate::errors;
use crate::id::CredentialId;
use crate::portal::{Asked, Portal, Reader, Sent, AppError, private};
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
) -> Response<Body> {
    private(&portal, &reader, StatusCode::OK, async |room| {
        let after = query.after.as_deref().and_then(Key::parse);
        let after = after.unwrap_or(Key::oldest());
        let key = (after.at.0, after.id);
        let read = move |tx: &mut Tx<'_>| store::list_waiting(tx, key, PAGE as i64 + 1);
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
) -> Response<Body> {
    page(&portal, &reader, &person, (&id, None)).await
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
) -> Response<Body> {
    let words: String = sent.words.trim().chars().take(WORDS_CHARS).collect();
    let Some(decision) = Decision::from_name(&sent.act) else {
        return errors::answer(&portal, &reader, &AppError::BadForm).await;
    };
    if decision.needs_words() && words.is_empty() {
        let said = Some(("credential-wordless", words));
        return page(&portal, &reader, &person, (&id, said)).await;
    }
    let (pen, by, said) = (
        pen(&portal, Some(person.account)),
        person.account,
        words.clone(),
    );
    let of = person.clone();
    let written = async {
        let id: CredentialId = id.parse().map_err(|_| AppError::NotFound)?;
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
            let decided = store::put_decision(tx, &pen, &row, (after, by, &said))?;
            Ok(late.filter(|_| !decided))
        };
        portal.db.write(write).await
    };
    match written.await {
        Ok(None) => see_other(urls::DESK_CREDENTIALS),
        Ok(Some(key)) => page(&portal, &reader, &person, (&id, Some((key, words)))).await,
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    (id, refused): (&str, Option<(&'static str, String)>),
) -> Response<Body> {
    let Ok(id) = id.parse::<CredentialId>() else {
        return errors::answer(portal, reader, &AppError::NotFound).await;
    };
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
        let (refused, words) = refused.clone().unzip();
        Ok(CredentialPage {
            layout: room.private_layout()?,
            url: urls::desk_credential(id),
            creator_name: room.name(&row.creator_name),
            creator_url: urls::creator(&row.creator_handle),
            is_own,
            decisions: decisions.map(Decision::name).collect(),
            others: others.map(shown).collect(),
            line: shown(row),
            words: words.unwrap_or_default(),
            words_most: WORDS_CHARS,
            refused,
        })
    })
    .await
}

/// `GET /desk/credentials/{id}/paper`: opens a paper, which is written down.
pub(super) async fn paper(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Response<Body> {
    let (pen, by) = (pen(&portal, Some(person.account)), person.account);
    let opened = async {
        let id: CredentialId = id.parse().map_err(|_| AppError::NotFound)?;
        let write = move |tx: &mut Tx<'_>| -> Result<_, AppError> {
            person.still(tx, Can::Review)?.ok_or(AppError::Forbidden)?;
            let row = store::find(tx, id)?.ok_or(AppError::NotFound)?;
            let (credential, creator) = (row.id, row.creator);
            if row.paper.is_some() {
                let fact = CredentialOpened {
                    credential,
                    creator,
                    by,
                };
                pen.tell(tx, &fact)?;
            }
            Ok(row.paper)
        };
        let paper = portal.db.write(write).await?.ok_or(AppError::NotFound)?;
        files::open(&portal, &paper.stored_as, (&paper.name, &paper.media_type)).await
    };
    match opened.await {
        Ok(response) => response,
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}
