//! The desk takes an application, asks, accepts or rejects.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use jiff::civil::Date;
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::compose::{ActFault, act};
use super::form::Case;
use super::letters;
use super::look::page;
use super::rules::{Act, Application, Reason};
use super::{files, store};
use crate::account::{Person, pen, see_other};
use crate::capability::Can;
use crate::compose::Room;
use crate::id::ApplicationId;
use crate::media::keep::take_back;
use crate::media::store::put::{self as media, MediaFields};
use crate::media::store::{private, withheld};
use crate::pen::Pen;
use crate::portal::{AppError, Portal, Reader, Sent};
use crate::regime::Regime;
use crate::subscription::{Envelope, Topic, send};
use crate::urls;

#[derive(Deserialize)]
pub(super) struct ClaimForm {
    /// `take` or `give`.
    act: String,
}

/// `POST /desk/applications/{id}/claim`: takes an application, or gives it back.
pub(super) async fn claim(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Sent(sent): Sent<ClaimForm>,
) -> Result<Response<Body>, AppError> {
    let id: ApplicationId = id.parse().map_err(|_| AppError::NotFound)?;
    let by = person.account;
    let wanted = match sent.act.as_str() {
        "give" => Act::GiveBack { by },
        _ => Act::Take { by },
    };
    done(&portal, &reader, &person, id, wanted).await
}

#[derive(Deserialize)]
pub(super) struct DecisionForm {
    /// `ask`, `accept` or `reject`.
    act: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    words: String,
}

/// `POST /desk/applications/{id}/decision`
pub(super) async fn decide(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Sent(sent): Sent<DecisionForm>,
) -> Result<Response<Body>, AppError> {
    let id: ApplicationId = id.parse().map_err(|_| AppError::NotFound)?;
    let (words, by) = (sent.words, person.account);
    let wanted = match (sent.act.as_str(), Reason::from_name(&sent.reason)) {
        ("accept", _) => Act::Accept { by, words },
        ("reject", Some(reason)) => Act::Reject { by, reason, words },
        ("reject", None) => {
            let kept = Refused {
                key: "application-refused-reasonless",
                words,
                reason: String::new(),
            };
            return page(&portal, &reader, &person, id, Some(kept)).await;
        }
        _ => Act::Ask { by, words },
    };
    done(&portal, &reader, &person, id, wanted).await
}

/// Why nothing was changed, and what was typed.
pub(super) struct Refused {
    pub(super) key: &'static str,
    pub(super) words: String,
    pub(super) reason: String,
}

async fn done(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    id: ApplicationId,
    wanted: Act,
) -> Result<Response<Body>, AppError> {
    let (words, reason) = wanted.typed();
    let Err(fault) = carry_out(portal, reader, person, id, wanted).await else {
        return Ok(see_other(&urls::desk_application(id)));
    };
    match (fault.key(), fault) {
        (Some(key), _) => {
            let kept = Refused { key, words, reason };
            page(portal, reader, person, id, Some(kept)).await
        }
        (None, ActFault::Fault(fault)) => Err(fault.into()),
        (None, ActFault::Stopped(error)) => Err(error),
        (None, _) => Err(AppError::NotFound),
    }
}

/// Changes the application, and writes to the applicant in the same transaction.
async fn carry_out(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    id: ApplicationId,
    wanted: Act,
) -> Result<(), ActFault> {
    let front = portal.front().await?;
    let zoned = portal.theme(&front).map_err(AppError::from)?;
    let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
        let Some(found) = store::find(tx, id)? else {
            return Ok(None);
        };
        let to = store::find_email(tx, found.account)?;
        Ok(Some((found, to)))
    };
    let (found, to) = portal.db.read(read).await?.ok_or(ActFault::Unknown)?;
    let now = portal.clock.now();
    let after = found.clone().after(wanted.clone(), now)?;
    let said = wanted.typed().0;
    let room = Room::new(portal, &front, &zoned, Room::locale(&front, reader), reader);
    let letter = to.and_then(|to| letters::letter(&room, &to, &after, &said));
    let (pen, applicant) = (pen(portal, Some(person.account)), found.account);
    let envelope = Envelope {
        zoned: Arc::clone(&zoned),
        base_url: portal.base_url(&front).to_owned(),
        random: portal.entry.random().clone(),
    };
    let cn = portal.keeps(Regime::Cn);
    let terms = Terms {
        cn,
        today: now.zoned(&zoned.zone).date(),
        most_owned: cn.then(|| portal.settings.cn.most_owned(&found.form.kind)),
    };
    // Until its row is written, nobody takes the picture away as one that nothing uses.
    let (shelf, picture) = match wanted {
        Act::Accept { .. } => {
            let shelf = portal.shelf.read().await;
            (Some(shelf), files::publish_picture(portal, &found).await?)
        }
        _ => (None, None),
    };
    let published = picture.as_ref().map(|picture| picture.hash.clone());
    let person = person.clone();
    let write = move |tx: &mut Tx<'_>| -> Result<(), ActFault> {
        let mut found = found;
        person.still(tx, Can::Review)?.ok_or(AppError::Forbidden)?;
        if matches!(wanted, Act::Accept { .. }) {
            show(tx, &pen, &mut found, picture)?;
            check(tx, &found, terms)?;
        }
        act(tx, &pen, found, wanted)?;
        if let Some(written) = letter {
            let topic = Topic::Application;
            send(tx, &pen, &envelope, applicant, topic, |_| written)?;
        }
        Ok(())
    };
    let written = portal.db.write(write).await;
    drop(shelf);
    if let (Err(_), Some(hash)) = (&written, published) {
        take_back(portal, hash).await?;
    }
    written
}

/// Under what an application is accepted.
#[derive(Clone, Copy)]
struct Terms {
    cn: bool,
    today: Date,
    most_owned: Option<i64>,
}

/// What was right when it was sent may have ended, or be asked for only now; and
/// the applicant may have come to own others of the kind.
fn check(tx: &mut Tx<'_>, found: &Application, terms: Terms) -> Result<(), ActFault> {
    let case = Case {
        cn: terms.cn,
        documents: store::list_documents(tx, found.id)?.len(),
        today: terms.today,
    };
    if !found.form.troubles(case).is_empty() {
        return Err(ActFault::Incomplete);
    }
    let Some(most) = terms.most_owned else {
        return Ok(());
    };
    match store::count_owned(tx, found.account, &found.form.kind)? >= most {
        true => Err(ActFault::Owned),
        false => Ok(()),
    }
}

/// From now on readers have the picture.
fn show(
    tx: &mut Tx<'_>,
    pen: &Pen,
    found: &mut Application,
    picture: Option<MediaFields>,
) -> Result<(), Fault> {
    if let Some(name) = found.picture.take() {
        private::let_go(tx, &name, pen.now())?;
    }
    if let Some(picture) = picture {
        media::put(tx, pen, &picture)?;
        found.avatar = Some(picture.hash);
    }
    match &found.avatar {
        Some(hash) => withheld::lift_one(tx, pen, hash),
        None => Ok(()),
    }
}
