//! How an application stands, as its applicant follows it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::apply::sheet;
use super::compose::{ActFault, act};
use super::files;
use super::pages::{OwnApplicationPage, Said};
use super::rules::{Act, State as Stand};
use super::store;
use super::words;
use crate::account::{Person, pen, see_other};
use crate::id::{AccountId, ApplicationDocumentId};
use crate::media::store::private;
use crate::portal::{AppError, Asked, Portal, Reader, private};
use crate::urls;

/// What the page may say that has been done.
const DONE: [&str; 3] = ["saved", "sent", "withdrawn"];

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// `GET /join/application`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(Done { done }): Asked<Done>,
) -> Result<Response<Body>, AppError> {
    let account = person.account;
    let done = done.filter(|done| DONE.contains(&done.as_str()));
    private(&portal, &reader, StatusCode::OK, async |room| {
        let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            let Some(found) = store::find_of(tx, account)? else {
                return Ok(None);
            };
            let before = match found.state {
                Stand::Waiting => Some(store::count_before(tx, &found)?),
                _ => None,
            };
            let documents = store::list_documents(tx, found.id)?;
            let said = words::list(tx, found.id)?;
            Ok(Some((found, before, (documents, said))))
        };
        let (found, before, (documents, said)) = match portal.db.read(read).await? {
            Some((found, before, beside)) => (Some(found), before, beside),
            None => (None, None, (Vec::new(), Vec::new())),
        };
        let creator_url = found.as_ref().filter(|found| found.creator.is_some());
        let creator_url = creator_url.map(|found| urls::creator(&found.form.handle));
        let found = found.as_ref();
        Ok(OwnApplicationPage {
            layout: room.private_layout()?,
            state: found.map(|found| found.state),
            name: found
                .map(|found| found.form.name.clone())
                .unwrap_or_default(),
            handle: found
                .map(|found| found.form.handle.clone())
                .unwrap_or_default(),
            place: before.map(|before| before + 1),
            since: found.and_then(|found| found.waiting_since).map(|at| at.0),
            words: said.into_iter().map(|one| Said::of(one, None)).collect(),
            creator_url,
            documents: documents
                .iter()
                .map(|paper| sheet(paper, urls::join_document))
                .collect(),
            done,
        })
    })
    .await
}

/// `POST /join/application/withdrawal`
pub(super) async fn withdraw(
    State(portal): State<Arc<Portal>>,
    person: Person,
) -> Result<Response<Body>, AppError> {
    let (pen, account) = (pen(&portal, Some(person.account)), person.account);
    let withdrawn = portal.db.write(move |tx| {
        let found = store::find_of(tx, account)?.ok_or(ActFault::Unknown)?;
        act(tx, &pen, found, Act::Withdraw)
    });
    match withdrawn.await {
        Ok(_) => Ok(see_other(&urls::application_done("withdrawn"))),
        Err(ActFault::Fault(fault)) => Err(fault.into()),
        Err(ActFault::Stopped(error)) => Err(error),
        // It has been decided in between: the page shows how.
        Err(_) => Ok(see_other(urls::APPLICATION)),
    }
}

/// `GET /join/picture`: the own picture, as the desk sees it.
pub(super) async fn picture(
    State(portal): State<Arc<Portal>>,
    person: Person,
) -> Result<Response<Body>, AppError> {
    let account = person.account;
    let found = portal.db.read(move |tx| store::find_of(tx, account));
    files::open_picture(&portal, &found.await?.ok_or(AppError::NotFound)?).await
}

/// `GET /join/document/{id}`: an own paper; another's is not there.
pub(super) async fn document(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let paper = find(&portal, person.account, &id).await?;
    files::open(&portal, &paper.stored_as, &paper.name, &paper.media_type).await
}

async fn find(portal: &Portal, account: AccountId, id: &str) -> Result<store::Document, AppError> {
    let id: ApplicationDocumentId = id.parse().map_err(|_| AppError::NotFound)?;
    let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
        let Some(paper) = store::find_document(tx, id)? else {
            return Ok(None);
        };
        let of = store::find(tx, paper.application)?;
        Ok(of.filter(|of| of.account == account).map(|_| paper))
    };
    portal.db.read(read).await?.ok_or(AppError::NotFound)
}

/// `POST /join/document/{id}/removal`: takes a paper out of a draft.
pub(super) async fn remove(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let paper = find(&portal, person.account, &id).await?;
    let (pen, id) = (pen(&portal, Some(person.account)), paper.id);
    let write = move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
        let of = store::find(tx, paper.application)?;
        let Some(draft) = of.filter(|of| of.state.is_open_to_applicant()) else {
            return Ok(false);
        };
        // Where it is sent in the same moment, the desk keeps the paper.
        if !store::put(tx, &pen, &draft, false)? || !store::delete_document(tx, id)? {
            return Ok(false);
        }
        private::let_go(tx, &paper.stored_as, pen.now())?;
        Ok(true)
    };
    Ok(match portal.db.write(write).await? {
        true => see_other(urls::JOIN_APPLY),
        false => see_other(urls::APPLICATION),
    })
}
