//! The desk's queue of applications: take one, look at it, ask, accept or reject.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::apply::sheet;
use super::compose::{ActFault, act};
use super::events::DocumentOpened;
use super::form::{Case, KINDS, Limits};
use super::pages::{ApplicationPage, ApplicationsPage, Fact, Line, Said};
use super::rules::{Act, Reason, State as Stand, WORDS_CHARS};
use super::store::{self, Listed, Wanted};
use super::{files, letters, words};
use crate::account::{Person, pen, see_other};
use crate::compose::Room;
use crate::errors;
use crate::portal::{Asked, Portal, Reader, Sent, Stop, private};
use crate::regime::Regime;
use crate::subscription::{Envelope, Topic, send};
use crate::urls;
use crate::web::TurnPage;

/// Applications on one page.
const PAGE: usize = 30;
/// States that the desk sees.
const STATES: [Stand; 4] = [
    Stand::Waiting,
    Stand::Asked,
    Stand::Accepted,
    Stand::Rejected,
];

#[derive(Deserialize)]
pub(super) struct QueueQuery {
    state: Option<String>,
    kind: Option<String>,
    /// `{ms}-{id}` of the last on the page before.
    after: Option<String>,
}

impl QueueQuery {
    fn wanted(&self) -> Wanted {
        let state = self.state.as_deref().and_then(Stand::from_name);
        let kind = self.kind.as_deref().filter(|kind| KINDS.contains(kind));
        let after = self.after.as_deref().and_then(|text| text.split_once('-'));
        let after = after.and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
        Wanted {
            state: state
                .filter(|state| STATES.contains(state))
                .unwrap_or(Stand::Waiting),
            kind: kind.unwrap_or_default().to_owned(),
            after: after.unwrap_or((i64::MIN, 0)),
        }
    }
}

/// `GET /desk/applications`: the queue, the oldest first.
pub(super) async fn list(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(query): Asked<QueueQuery>,
) -> Response<Body> {
    let wanted = query.wanted();
    private(&portal, &reader, StatusCode::OK, async |room| {
        let sought = wanted.clone();
        let read = move |tx: &mut Tx<'_>| store::list(tx, &sought, PAGE as i64 + 1);
        let mut rows = portal.db.read(read).await?;
        let goes_on = rows.len() > PAGE;
        rows.truncate(PAGE);
        let address = format!(
            "{}?state={}&kind={}",
            urls::DESK_APPLICATIONS,
            wanted.state.name(),
            wanted.kind
        );
        let older = rows.last().filter(|_| goes_on);
        let older = older.map(|row| format!("{address}&after={}-{}", row.waiting_since.0, row.id));
        Ok(ApplicationsPage {
            layout: room.private_layout()?,
            lines: rows
                .into_iter()
                .map(|row| line(room, row, person.account))
                .collect(),
            states: STATES.to_vec(),
            state: wanted.state,
            kinds: KINDS.to_vec(),
            kind: wanted.kind.clone(),
            turn: TurnPage {
                newer_url: query.after.is_some().then_some(address),
                older_url: older,
            },
        })
    })
    .await
}

fn line(room: &Room<'_>, row: Listed, own: i64) -> Line {
    let claim = row.claim.filter(|claim| claim.until > room.now);
    let name = row.claimed_name.map(|name| room.name(&name));
    Line {
        url: urls::desk_application(row.id),
        name: row.form.name,
        handle: row.form.handle,
        kind: row.form.kind,
        state: row.state,
        flags: row.flags,
        since: row.waiting_since.0,
        is_own: claim.is_some_and(|claim| claim.by == own),
        claimed_by: name.filter(|_| claim.is_some()),
    }
}

/// `GET /desk/applications/{id}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Response<Body> {
    page(&portal, &reader, &person, &id, None).await
}

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
) -> Response<Body> {
    let by = person.account;
    let wanted = match sent.act.as_str() {
        "give" => Act::GiveBack { by },
        _ => Act::Take { by },
    };
    done(&portal, &reader, &person, &id, wanted).await
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
) -> Response<Body> {
    let words: String = sent.words.chars().take(WORDS_CHARS).collect();
    let by = person.account;
    let wanted = match (sent.act.as_str(), Reason::from_name(&sent.reason)) {
        ("accept", _) => Act::Accept { by, words },
        ("reject", Some(reason)) => Act::Reject { by, reason, words },
        ("reject", None) => {
            let kept = Refused {
                key: "application-refused-reasonless",
                words,
                reason: String::new(),
            };
            return page(&portal, &reader, &person, &id, Some(kept)).await;
        }
        _ => Act::Ask { by, words },
    };
    done(&portal, &reader, &person, &id, wanted).await
}

/// Why nothing was changed, and what was typed.
struct Refused {
    key: &'static str,
    words: String,
    reason: String,
}

async fn done(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    id: &str,
    wanted: Act,
) -> Response<Body> {
    let (words, reason) = wanted.typed();
    let fault = match carry_out(portal, reader, person, (id, wanted)).await {
        Ok(()) => return see_other(&format!("{}/{id}", urls::DESK_APPLICATIONS)),
        Err(fault) => fault,
    };
    match (fault.key(), fault) {
        (Some(key), _) => {
            let kept = Refused { key, words, reason };
            page(portal, reader, person, id, Some(kept)).await
        }
        (None, ActFault::Fault(fault)) => errors::answer(portal, reader, &fault.into()).await,
        (None, _) => errors::answer(portal, reader, &Stop::NotFound).await,
    }
}

/// Changes the application, and writes to the applicant in the same transaction.
async fn carry_out(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    (id, wanted): (&str, Act),
) -> Result<(), ActFault> {
    let id: i64 = id.parse().map_err(|_| ActFault::Unknown)?;
    let front = portal.front().await?;
    let zoned = portal.theme(&front).map_err(|_| ActFault::Unknown)?;
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
    let letter = to.and_then(|to| letters::letter(&room, &to, (&after, &said)));
    let (pen, applicant) = (pen(portal, Some(person.account)), found.account);
    let envelope = Envelope {
        zoned: Arc::clone(&zoned),
        base_url: portal.base_url(&front).to_owned(),
        random: portal.entry.random().clone(),
    };
    let cn = portal.keeps(Regime::Cn);
    let today = now.zoned(&zoned.zone).date();
    let write = move |tx: &mut Tx<'_>| -> Result<(), ActFault> {
        if matches!(wanted, Act::Accept { .. }) {
            let documents = store::list_documents(tx, found.id)?.len();
            let case = Case {
                cn,
                documents,
                today,
            };
            // What was right when it was sent may have ended, or be asked for only now.
            if !found.form.troubles(case).is_empty() {
                return Err(ActFault::Incomplete);
            }
        }
        act(tx, &pen, found, wanted)?;
        if let Some(written) = letter {
            let about = (&envelope, applicant, Topic::Application);
            send(tx, &pen, about, |_| written)?;
        }
        Ok(())
    };
    portal.db.write(write).await
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    id: &str,
    refused: Option<Refused>,
) -> Response<Body> {
    let Ok(id) = id.parse::<i64>() else {
        return errors::answer(portal, reader, &Stop::NotFound).await;
    };
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
            .ok_or(Stop::NotFound)?;
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

/// `GET /desk/applications/document/{id}`: opens a paper, which is written down.
pub(super) async fn document(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Response<Body> {
    let opened = async {
        let id: i64 = id.parse().map_err(|_| Stop::NotFound)?;
        let pen = pen(&portal, Some(person.account));
        let by = person.account;
        let write = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
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
                by,
            };
            pen.tell(tx, &fact)?;
            Ok(Some(paper))
        };
        let paper = portal.db.write(write).await?.ok_or(Stop::NotFound)?;
        files::open(&portal, &paper.stored_as, (&paper.name, &paper.media_type)).await
    };
    match opened.await {
        Ok(response) => response,
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}
