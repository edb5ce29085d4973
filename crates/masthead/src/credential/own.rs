//! The papers of a creator, as its members see them; an owner sends new ones.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use jiff::civil::Date;
use masthead_db::{Fault, FaultKind, Tx};
use serde::Deserialize;

use super::pages::{Line, OwnCredentialsPage, PaperLink};
use super::rules::{FIELDS, NAME_CHARS, State as Stand, Typed, WARNED_DAYS};
use super::store::{self, CredentialRow, New, Paper};
use crate::account::store::member::{self, WriterRow};
use crate::account::{MemberRole, Person, pen, see_other};
use crate::application::files;
use crate::application::form::Limits;
use crate::id::{CreatorId, CredentialId};
use crate::media::{self, private};
use crate::portal::{AppError, Asked, Portal, Reader, SentFile, Upload, private};
use crate::regime::Regime;
use crate::urls;
use crate::web::Trouble;

#[derive(Deserialize)]
pub(super) struct OwnQuery {
    /// A creator's handle; else the first that this person writes for.
    creator: Option<String>,
    /// A creator's id, after something was done.
    id: Option<CreatorId>,
    done: Option<String>,
}

/// What the page has to say besides.
#[derive(Default)]
struct Said {
    typed: Typed,
    troubles: Vec<Trouble>,
    done: bool,
}

/// Which creator the page is about.
enum Of {
    First,
    Handle(String),
    Id(CreatorId),
}

/// `GET /studio/credentials`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(query): Asked<OwnQuery>,
) -> Result<Response<Body>, AppError> {
    let said = Said {
        done: query.done.as_deref() == Some("sent"),
        ..Said::default()
    };
    let of = match (query.id, query.creator) {
        (Some(id), _) => Of::Id(id),
        (None, Some(handle)) => Of::Handle(handle),
        (None, None) => Of::First,
    };
    page(&portal, &reader, &person, of, said).await
}

/// `POST /studio/credentials`: sends a paper to the desk.
pub(super) async fn send(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    upload: Upload,
) -> Result<Response<Body>, AppError> {
    let creator = upload.fields.get("creator").and_then(|id| id.parse().ok());
    let is_owner = |creator: &CreatorId| person.is_of(*creator) == Some(MemberRole::Owner);
    let creator = creator.filter(is_owner).ok_or(AppError::Forbidden)?;
    let typed = typed(&upload);
    let file = upload.files.into_iter().next();
    let troubles = take(&portal, &person, creator, &typed, file).await?;
    if troubles.is_empty() {
        return Ok(see_other(&urls::credentials_sent(creator)));
    }
    let said = Said {
        typed,
        troubles,
        ..Said::default()
    };
    page(&portal, &reader, &person, Of::Id(creator), said).await
}

fn typed(upload: &Upload) -> Typed {
    let value = |name| upload.fields.get(name).cloned().unwrap_or_default();
    Typed {
        field: value("field"),
        name: value("credential_name"),
        until: value("credential_until"),
    }
}

/// Keeps what is right. Gives what is wrong.
async fn take(
    portal: &Arc<Portal>,
    person: &Person,
    creator: CreatorId,
    typed: &Typed,
    file: Option<SentFile>,
) -> Result<Vec<Trouble>, AppError> {
    let wrong = |key| Trouble {
        field: "documents",
        key,
    };
    let (claim, file) = match (typed.claim(today(portal).await?), file) {
        (Ok(claim), Some(file)) => (claim, file),
        (claim, file) => {
            let missing = file.is_none().then(|| wrong("credential-paper-missing"));
            let troubles = claim.err().unwrap_or_default();
            return Ok(troubles.into_iter().chain(missing).collect());
        }
    };
    let kept = match files::paper(portal, person.account, file).await? {
        Ok(kept) => kept,
        Err(key) => return Ok(vec![wrong(key)]),
    };
    let new = New {
        creator,
        claim,
        paper: Some(Paper {
            name: kept.name,
            media_type: kept.media_type.to_owned(),
            stored_as: kept.stored_as.clone(),
        }),
        asked_by: person.account,
    };
    let (pen, of) = (pen(portal, Some(person.account)), person.clone());
    let write = move |tx: &mut Tx<'_>| -> Result<(), AppError> {
        if !of.is_still(tx, creator, MemberRole::Owner)? {
            return Err(AppError::Forbidden);
        }
        Ok(store::insert(tx, &pen, &new)?)
    };
    let written = portal.db.write(write).await;
    private::settle(portal, vec![kept.stored_as]).await?;
    match written {
        // The button was pressed twice: the other one stands.
        Err(AppError::Fault(fault)) if fault.kind() == FaultKind::Unique => Ok(Vec::new()),
        written => written.map(|()| Vec::new()),
    }
}

async fn today(portal: &Arc<Portal>) -> Result<Date, AppError> {
    let front = portal.front().await?;
    let zone = &portal.theme(&front)?.zone;
    Ok(portal.clock.now().zoned(zone).date())
}

/// `GET /studio/credentials/{id}/paper`: a paper of one's creator; another's is not there.
pub(super) async fn paper(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let id: CredentialId = id.parse().map_err(|_| AppError::NotFound)?;
    let found = portal.db.read(move |tx| store::find(tx, id)).await?;
    let own = found.filter(|row| person.is_of(row.creator) == Some(MemberRole::Owner));
    let paper = own.and_then(|row| row.paper).ok_or(AppError::NotFound)?;
    files::open(&portal, &paper.stored_as, &paper.name, &paper.media_type).await
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    of: Of,
    said: Said,
) -> Result<Response<Body>, AppError> {
    let status = match said.troubles.is_empty() {
        true => StatusCode::OK,
        false => media::keep::status(&said.troubles),
    };
    let reader = Reader {
        path: urls::CREDENTIALS.to_owned(),
        ..reader.clone()
    };
    private(portal, &reader, status, async |room| {
        let account = person.account;
        let read = move |tx: &mut Tx<'_>| -> Result<Option<_>, Fault> {
            let creators = member::list_creators(tx, account)?;
            let is_asked = |row: &WriterRow| match &of {
                Of::First => true,
                Of::Handle(handle) => row.handle == *handle,
                Of::Id(id) => row.creator == *id,
            };
            let Some(creator) = creators.into_iter().find(is_asked) else {
                return Ok(None);
            };
            let credentials = store::list_of(tx, creator.creator)?;
            Ok(Some((creator, credentials)))
        };
        let found = portal.db.read(read).await?;
        let (creator, credentials) = found.ok_or(AppError::NotFound)?;
        let today = room.now.zoned(room.zone()).date();
        let is_owner = person.is_of(creator.creator) == Some(MemberRole::Owner);
        let paper_url = |id| is_owner.then(|| urls::credential_paper(urls::CREDENTIALS, id));
        let lines = credentials
            .into_iter()
            .map(|row| line(row, today, paper_url));
        Ok(OwnCredentialsPage {
            layout: room.private_layout()?,
            creator: creator.creator,
            creator_name: room.name(&creator.name),
            studio_url: urls::studio_list(&creator.handle, "", "", None),
            credentials: lines.collect(),
            is_asked: portal.keeps(Regime::Cn),
            may_send: is_owner,
            fields: FIELDS.to_vec(),
            field: said.typed.field,
            name: said.typed.name,
            until: said.typed.until,
            name_most: NAME_CHARS,
            paper_mib: Limits::default().document_mib,
            troubles: said.troubles,
            done: said.done,
        })
    })
    .await
}

/// A credential as a list shows it; `paper_url` says where its paper opens, for those who may.
pub(super) fn line(
    row: CredentialRow,
    today: Date,
    paper_url: impl Fn(CredentialId) -> Option<String>,
) -> Line {
    let (id, stands) = (row.id, row.state == Stand::Confirmed);
    let link = |paper: Paper| {
        Some(PaperLink {
            name: paper.name,
            url: paper_url(id)?,
        })
    };
    let until: Option<Date> = row.until.parse().ok();
    let left = until.map(|until| i64::from((until - today).get_days()));
    // Over, though the clock has not said so yet.
    let is_over = stands && left.is_some_and(|days| days < 0);
    let state = if is_over { Stand::Ended } else { row.state };
    Line {
        url: None,
        field: row.field,
        name: row.name,
        until: row.until,
        state: state.name(),
        asked_at: row.asked_at.0,
        words: row.words,
        paper: row.paper.and_then(link),
        days_left: left.filter(|days| stands && (0..=WARNED_DAYS).contains(days)),
    }
}
