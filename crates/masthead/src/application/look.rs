//! The desk looks at an application and its papers.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};

use super::apply::sheet;
use super::decide::Refused;
use super::events::DocumentOpened;
use super::form::Limits;
use super::pages::{ApplicationPage, Fact, Said};
use super::rules::{Application, Reason, State as Stand};
use super::store;
use super::{files, words};
use crate::account::{Person, pen};
use crate::capability::Can;
use crate::id::{ApplicationDocumentId, ApplicationId};
use crate::portal::{AppError, Portal, Reader, private};
use crate::urls;

/// `GET /desk/applications/{id}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let id: ApplicationId = id.parse().map_err(|_| AppError::NotFound)?;
    page(&portal, &reader, &person, id, None).await
}

pub(super) async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    id: ApplicationId,
    refused: Option<Refused>,
) -> Result<Response<Body>, AppError> {
    let reader = Reader {
        path: urls::desk_application(id),
        ..reader.clone()
    };
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let own = person.account;
    private(portal, &reader, status, async |room| {
        let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            let Some(found) = store::find(tx, id)? else {
                return Ok(None);
            };
            let documents = store::list_documents(tx, id)?;
            let holder = found.claim.filter(|claim| claim.by != own);
            let holder = holder.map(|claim| store::find_name(tx, claim.by));
            let beside = (documents, words::list(tx, id)?, holder.transpose()?);
            Ok(Some((found, beside)))
        };
        let found = portal.db.read(read).await?;
        let (found, (documents, said, holder)) = found
            .filter(|(found, _)| found.is_known_to_desk())
            .ok_or(AppError::NotFound)?;
        let claim = found.held(room.now);
        let holds = claim.is_some_and(|claim| claim.by == own);
        let holder = holder.flatten().filter(|_| claim.is_some());
        let said = said.into_iter().map(|one| {
            let by = room.name(&one.by);
            Said::of(one, Some(by))
        });
        Ok(ApplicationPage {
            layout: room.private_layout()?,
            url: urls::desk_application(found.id),
            state: found.state,
            name: found.form.name.clone(),
            since: found.waiting_since.unwrap_or(Millis(0)).0,
            picture_url: found
                .has_picture()
                .then(|| urls::desk_application_picture(found.id)),
            facts: Fact::all(&found.form),
            flags: found.flags.clone(),
            agreement: found.agreement,
            documents: documents
                .iter()
                .map(|paper| sheet(paper, urls::desk_document))
                .collect(),
            can_take: found.state == Stand::Waiting && claim.is_none() && found.account != own,
            held_by: holder.map(|name| room.name(&name)),
            held_until: claim.map(|claim| claim.until.0),
            holds,
            reasons: Reason::ALL.to_vec(),
            words: said.collect(),
            refused: refused.as_ref().map(|refused| refused.key),
            typed: refused
                .as_ref()
                .map_or(String::new(), |refused| refused.words.clone()),
            chosen: refused
                .as_ref()
                .map_or(String::new(), |refused| refused.reason.clone()),
            limits: Limits::default(),
        })
    })
    .await
}

/// `GET /desk/applications/{id}/picture`: what readers will see once it is accepted.
pub(super) async fn picture(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let id: ApplicationId = id.parse().map_err(|_| AppError::NotFound)?;
    let found = portal.db.read(move |tx| store::find(tx, id)).await?;
    let found = found.filter(Application::is_known_to_desk);
    files::open_picture(&portal, &found.ok_or(AppError::NotFound)?).await
}

/// `GET /desk/applications/document/{id}`: opens a paper, which is written down.
pub(super) async fn document(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let id: ApplicationDocumentId = id.parse().map_err(|_| AppError::NotFound)?;
    let pen = pen(&portal, Some(person.account));
    let write = move |tx: &mut Tx<'_>| -> Result<_, AppError> {
        let may = person.still(tx, Can::Review)?;
        may.ok_or(AppError::Forbidden)?;
        let Some(paper) = store::find_document(tx, id)? else {
            return Ok(None);
        };
        let application = paper.application;
        let of = store::find(tx, application)?;
        if !of.is_some_and(|of| of.is_known_to_desk()) {
            return Ok(None);
        }
        let fact = DocumentOpened {
            application,
            document: id,
            by: pen.account()?,
        };
        pen.tell(tx, &fact)?;
        Ok(Some(paper))
    };
    let paper = portal.db.write(write).await?.ok_or(AppError::NotFound)?;
    files::open(&portal, &paper.stored_as, &paper.name, &paper.media_type).await
}
