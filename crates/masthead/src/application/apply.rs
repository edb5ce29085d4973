//! The form of an applicant. Whatever is sent is kept as a draft first, files
//! too: nothing is typed or chosen twice.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use jiff::civil::Date;
use masthead_db::{Fault, Tx};

use super::compose::{ActFault, act};
use super::form::{Case, FIELDS, Form, KINDS, Limits};
use super::pages::{ApplyPage, Said, Sheet};
use super::rules::{AGREEMENT, Act, Application};
use super::sent_files::{Files, take};
use super::store::{self, Document};
use super::words;
use crate::account::{Person, pen, see_other};
use crate::creator::look::look;
use crate::creator::store::look::find_alike;
use crate::id::{AccountId, ApplicationDocumentId};
use crate::media::store::private as private_files;
use crate::media::{keep, private};
use crate::pen::Pen;
use crate::portal::{AppError, Portal, Reader, Upload, private};
use crate::regime::{CnRules, Regime};
use crate::urls;
use crate::web::Trouble;

/// The fields of the form, as its page has them.
const ORDER: [&str; 19] = [
    "kind",
    "name",
    "handle",
    "bio",
    "field",
    "region",
    "avatar",
    "contact_name",
    "contact_email",
    "contact_phone",
    "subject",
    "place",
    "code",
    "licence",
    "credential_name",
    "credential_until",
    "documents",
    "answer",
    "terms",
];

/// `GET /join/apply`: the form, as it was left.
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
) -> Result<Response<Body>, AppError> {
    let account = person.account;
    let found = portal.db.read(move |tx| store::find_of(tx, account));
    let found = found.await?;
    if found.is_some_and(|found| !found.state.is_open_to_applicant()) {
        return Ok(see_other(urls::APPLICATION));
    }
    page(&portal, &reader, &person, Told::default()).await
}

/// `POST /join/apply`: keeps what was typed and chosen, and sends it where
/// that was asked for and nothing is wrong.
pub(super) async fn send(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    mut upload: Upload,
) -> Result<Response<Body>, AppError> {
    let files = take(&portal, person.account, &mut upload).await?;
    let sending = Sending {
        form: Form::of(&upload.fields),
        files,
        sends: upload.fields.get("act").is_some_and(|act| act == "send"),
    };
    let done = if sending.sends { "sent" } else { "saved" };
    let told = keep_and_send(&portal, &reader, &person, sending).await?;
    if !told.troubles.is_empty() {
        return page(&portal, &reader, &person, told).await;
    }
    Ok(see_other(&urls::application_done(done)))
}

/// What came with one press of a button.
struct Sending {
    form: Form,
    files: Files,
    /// Whether it goes to the desk, and is not only kept.
    sends: bool,
}

async fn keep_and_send(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    sending: Sending,
) -> Result<Told, AppError> {
    let sent = sending.files.names();
    let told = write(portal, reader, person, sending).await;
    private::settle(portal, sent).await?;
    told
}

async fn write(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    sending: Sending,
) -> Result<Told, AppError> {
    let Sending { form, files, sends } = sending;
    let (typed, brought) = (form.clone(), files.clone());
    let front = portal.front().await?;
    let zone = portal.theme(&front)?.zone.clone();
    let desk = Desk {
        cn: portal.keeps(Regime::Cn),
        rules: portal.settings.cn,
        today: portal.clock.now().zoned(&zone).date(),
        locale: crate::compose::Room::locale(&front, reader)
            .tag()
            .to_owned(),
        sends,
    };
    let (pen, account) = (pen(portal, Some(person.account)), person.account);
    let written = portal.db.write(move |tx| {
        let (draft, mut troubles) = keep_draft(tx, &pen, form, files, &desk)?;
        if desk.sends {
            troubles.extend(check(tx, &draft, &desk)?);
            if troubles.is_empty() {
                let flags = draft.form.flags(desk.cn);
                let agreement = AGREEMENT;
                match act(tx, &pen, draft, Act::Send { agreement, flags }) {
                    Err(ActFault::Taken) => troubles.push(alike()),
                    sent => drop(sent?),
                }
            }
        }
        Ok::<_, ActFault>(troubles)
    });
    match written.await {
        Ok(troubles) => Ok(Told {
            troubles,
            typed: None,
        }),
        Err(ActFault::Fault(fault)) => Err(fault.into()),
        Err(ActFault::Stopped(error)) => Err(error),
        Err(_) => too_late(portal, account, typed, &brought).await,
    }
}

/// Another window of theirs, or the first of two presses of the button, was
/// quicker: nothing of this sending is written. What stands already in form and
/// files is no trouble.
async fn too_late(
    portal: &Portal,
    account: AccountId,
    typed: Form,
    files: &Files,
) -> Result<Told, AppError> {
    let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
        let Some(found) = store::find_of(tx, account)? else {
            return Ok(None);
        };
        let documents = store::list_documents(tx, found.id)?;
        Ok(Some((found, documents)))
    };
    let found = portal.db.read(read).await?;
    // An answer left the form when it was sent.
    let unanswered = |form: Form| Form {
        answer: String::new(),
        ..form
    };
    if let Some((found, documents)) = found
        && unanswered(found.form.clone()) == unanswered(typed.clone())
        && files.are_kept(portal, &found, &documents).await?
    {
        return Ok(Told::default());
    }
    Ok(Told {
        troubles: vec![Trouble {
            field: "application",
            key: "apply-trouble-elsewhere",
        }],
        typed: Some(typed),
    })
}

/// What the form says to a sending.
#[derive(Default)]
struct Told {
    troubles: Vec<Trouble>,
    /// What was typed, where it was not kept.
    typed: Option<Form>,
}

/// Under what a sending is looked at.
struct Desk {
    cn: bool,
    rules: CnRules,
    today: Date,
    locale: String,
    sends: bool,
}

/// Writes the draft with its files; the first time sets it up.
fn keep_draft(
    tx: &mut Tx<'_>,
    pen: &Pen,
    form: Form,
    files: Files,
    desk: &Desk,
) -> Result<(Application, Vec<Trouble>), ActFault> {
    let account = pen.account()?;
    let found = store::find_of(tx, account)?;
    let stands = match found.filter(|found| found.creator.is_none()) {
        Some(stands) => stands,
        None => {
            let new = Application::new(pen.ids.fresh(), account, pen.now());
            store::insert(tx, pen, &new)?;
            new
        }
    };
    let mut draft = stands.corrected(form)?;
    draft.locale.clone_from(&desk.locale);
    let mut troubles = files.troubles;
    let mut unwanted = Vec::new();
    if let Some(picture) = files.picture {
        if let Some(before) = draft.picture.replace(picture) {
            unwanted.push(before);
        }
        draft.avatar = None;
    }
    let most = Limits::default().documents_most;
    let kept = store::list_documents(tx, draft.id)?.len();
    if kept + files.papers.len() > most {
        let key = "apply-trouble-many";
        troubles.push(Trouble {
            field: "documents",
            key,
        });
    }
    for paper in files.papers.into_iter().take(most.saturating_sub(kept)) {
        let document = paper.document(pen.ids.fresh(), draft.id);
        store::insert_document(tx, &document, pen.now())?;
    }
    if !store::put(tx, pen, &draft, false)? {
        return Err(ActFault::Conflict);
    }
    for before in &unwanted {
        private_files::let_go(tx, before, pen.now())?;
    }
    draft.version += 1;
    Ok((draft, troubles))
}

/// What is wrong with a draft, names that are too like another's included.
fn check(tx: &mut Tx<'_>, draft: &Application, desk: &Desk) -> Result<Vec<Trouble>, Fault> {
    let form = &draft.form;
    let case = Case {
        cn: desk.cn,
        documents: store::list_documents(tx, draft.id)?.len(),
        today: desk.today,
    };
    let mut troubles = form.troubles(case);
    let (handle, name) = (look(&form.handle), look(&form.name));
    if let Some((_, like)) = find_alike(tx, &handle, &name)? {
        let key = "apply-trouble-alike";
        let field = if like == handle { "handle" } else { "name" };
        troubles.push(Trouble { field, key });
    }
    let most = desk.rules.most_owned(&form.kind);
    if desk.cn && store::count_owned(tx, draft.account, &form.kind)? >= most {
        let key = "apply-trouble-owned";
        troubles.push(Trouble { field: "kind", key });
    }
    Ok(troubles)
}

fn alike() -> Trouble {
    Trouble {
        field: "handle",
        key: "apply-trouble-alike",
    }
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    told: Told,
) -> Result<Response<Body>, AppError> {
    let status = match (&told.typed, told.troubles.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, true) => StatusCode::OK,
        (None, false) => keep::status(&told.troubles),
    };
    let (account, email) = (person.account, person.email.clone());
    private(portal, reader, status, async |room| {
        let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            let found = store::find_of(tx, account)?.filter(|found| found.creator.is_none());
            let beside = match &found {
                Some(found) => (
                    store::list_documents(tx, found.id)?,
                    words::list(tx, found.id)?,
                ),
                None => (Vec::new(), Vec::new()),
            };
            Ok((found, beside))
        };
        let (found, (documents, said)) = portal.db.read(read).await?;
        let picture_url = found.as_ref().filter(|found| found.has_picture());
        let picture_url = picture_url.map(|_| urls::JOIN_PICTURE);
        let fresh = Form {
            contact_email: email,
            ..Form::default()
        };
        Ok(ApplyPage {
            layout: room.private_layout()?,
            is_kept: told.typed.is_none(),
            form: told
                .typed
                .unwrap_or_else(|| found.map_or(fresh, |found| found.form)),
            kinds: KINDS.to_vec(),
            fields: FIELDS.to_vec(),
            picture_url,
            documents: documents
                .iter()
                .map(|paper| sheet(paper, urls::join_document))
                .collect(),
            words: said.into_iter().map(|one| Said::of(one, None)).collect(),
            cn: portal.keeps(Regime::Cn),
            limits: Limits::default(),
            troubles: in_order(told.troubles),
        })
    })
    .await
}

/// As the form asks, from its head to its foot.
fn in_order(mut troubles: Vec<Trouble>) -> Vec<Trouble> {
    let at = |trouble: &Trouble| ORDER.iter().position(|field| *field == trouble.field);
    troubles.sort_by_key(at);
    troubles
}

/// A paper as pages list it.
pub(super) fn sheet(paper: &Document, url: fn(ApplicationDocumentId) -> String) -> Sheet {
    Sheet {
        name: paper.name.clone(),
        url: url(paper.id),
        kib: paper.size_bytes / 1024 + 1,
    }
}
