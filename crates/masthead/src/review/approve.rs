//! Somebody without an account decides on one submission, by a link that ends.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_archive::limits::text;
use masthead_auth::{Digest, Purpose, Secret};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::accept::{self, Desk, Office};
use super::claim::take;
use super::pages::{ApprovePage, AskedText, FormState, TypedDecision};
use super::read::{self, submission_id};
use super::rules::{APPROVER, Decision, WORDS};
use crate::account::standing::{may_now, still_may};
use crate::account::{Person, pen, see_other};
use crate::capability::Can;
use crate::compose::Room;
use crate::pen::Pen;
use crate::portal::{AppError, Portal, Reader, Sent, private};
use crate::publishing::acts::{self, ActFault, Verdict};
use crate::publishing::rules::{Act, Refusal};
use crate::publishing::store::draft;
use crate::publishing::store::reading::{self, Approval, Asked, By};
use crate::publishing::store::submission::{self, SubmissionRow};
use crate::urls;
use crate::web::Trouble;

/// A link holds so long.
const HOLDS: Duration = Duration::from_secs(3 * 24 * 3_600);

/// In place of a secret, once an answer was given.
const DONE: &str = "done";

#[derive(Deserialize)]
pub(super) struct AskForm {
    #[serde(default)]
    name: String,
}

/// `POST /desk/review/{id}/approver`: a link for somebody who decides in the
/// reviewer's stead. It is shown once.
pub(super) async fn ask(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Sent(sent): Sent<AskForm>,
) -> Result<Response<Body>, AppError> {
    let id = submission_id(&id)?;
    let name = sent.name.trim().to_owned();
    let refused = |key| FormState {
        wrong: Some(Trouble { field: "name", key }),
        typed: TypedDecision {
            approver: sent.name,
            ..TypedDecision::default()
        },
    };
    if name.is_empty() || name.chars().count() > text::NAME {
        return read::page(&portal, &reader, &person, id, refused("approve-name")).await;
    }
    let secret = Secret::fresh(portal.entry.random());
    let digest = secret.digest(Purpose::Approve);
    let (pen, now) = (pen(&portal, Some(person.account)), portal.clock.now());
    let asked = Asked {
        submission: id,
        approver: name,
        asked_by: person.account,
        ends_at: now.plus(HOLDS),
    };
    let office = Office::open(&portal).await;
    let of = person.clone();
    let write = move |tx: &mut Tx<'_>| {
        of.still(tx, Can::Review)?.ok_or(ActFault::Forbidden)?;
        put_link(tx, &pen, digest, &asked, office?.desk())
    };
    let form = match portal.db.write(write).await {
        Ok(()) => {
            let front = portal.front().await?;
            let path = urls::approve(&secret.text());
            FormState {
                wrong: None,
                typed: TypedDecision {
                    link: Some(format!("{}{path}", portal.base_url(&front))),
                    ..TypedDecision::default()
                },
            }
        }
        Err(ActFault::Refused(refusal)) => refused(refusal.key()),
        Err(ActFault::Raced | ActFault::NotFound) => refused("review-not-yours"),
        Err(fault @ (ActFault::Forbidden | ActFault::Fault(_))) => return Err(fault.into()),
    };
    read::page(&portal, &reader, &person, id, form).await
}

/// The reviewer has the submission, and hands it on.
fn put_link(
    tx: &mut Tx<'_>,
    pen: &Pen,
    digest: Digest,
    asked: &Asked,
    desk: Desk<'_>,
) -> Result<(), ActFault> {
    let row = submission::find(tx, asked.submission)?.ok_or(ActFault::NotFound)?;
    if desk.wants_second(&row) && asked.asked_by == row.submitted_by {
        return Err(Refusal::OwnText.into());
    }
    if !take(tx, pen, asked.submission)? {
        return Err(ActFault::Raced);
    }
    Ok(reading::put_link(tx, pen, digest, row.article, asked)?)
}

/// `GET /approve/{secret}`: the text, and the question.
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Path(secret): Path<String>,
) -> Result<Response<Body>, AppError> {
    page(&portal, &reader, &secret, None, String::new()).await
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    secret: &str,
    wrong: Option<Trouble>,
    words: String,
) -> Result<Response<Body>, AppError> {
    let status = match wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    private(portal, reader, status, async |room| {
        Ok(ApprovePage {
            layout: room.private_layout()?,
            asked: asked(room, secret).await?,
            is_done: secret == DONE,
            wrong,
            words,
            words_most: WORDS,
        })
    })
    .await
}

/// What the link asks; none where it has ended, or never was one.
async fn asked(room: &Room<'_>, secret: &str) -> Result<Option<AskedText>, AppError> {
    let Some(digest) = digest(secret) else {
        return Ok(None);
    };
    let now = room.now;
    let find = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
        let Some(asked) = reading::find_link(tx, digest, now)? else {
            return Ok(None);
        };
        if !may_now(tx, asked.asked_by, Can::Review)? {
            return Ok(None);
        }
        let found = read::read(tx, asked.submission)?;
        let waits = found.filter(|reading| reading.row.is_waiting());
        Ok(waits.map(|reading| (asked, reading)))
    };
    let Some((asked, reading)) = room.portal.db.read(find).await? else {
        return Ok(None);
    };
    let document = read::document(&reading)?;
    Ok(Some(AskedText {
        url: urls::approve(secret),
        title: reading.row.title.clone(),
        creator: room.name(&reading.row.creator_name),
        approver: asked.approver,
        ends_at: asked.ends_at.0,
        facts: read::facts(room, &reading, &document),
        paragraphs: read::paragraphs(room, &reading, &document, HashMap::new())?,
    }))
}

fn digest(secret: &str) -> Option<Digest> {
    Secret::parse(secret).map(|secret| secret.digest(Purpose::Approve))
}

#[derive(Deserialize)]
pub(super) struct AnswerForm {
    #[serde(default)]
    act: String,
    #[serde(default)]
    words: String,
}

/// What an approver says, with their words.
enum Answer {
    Accept { words: String },
    Object { words: String },
}

impl Answer {
    /// # Errors
    /// What is wrong with the form.
    fn read(form: &AnswerForm) -> Result<Self, Trouble> {
        let wrong = |field, key| Err(Trouble { field, key });
        let words = form.words.trim().to_owned();
        if words.chars().count() > WORDS {
            return wrong("words", "review-words-long");
        }
        match (&*form.act, words.is_empty()) {
            ("accept", _) => Ok(Self::Accept { words }),
            ("object", false) => Ok(Self::Object { words }),
            ("object", true) => wrong("words", "approve-words"),
            _ => wrong("act", "approve-act"),
        }
    }
}

/// `POST /approve/{secret}`: takes it, or objects and says why. The link ends.
pub(super) async fn answer(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Path(secret): Path<String>,
    Sent(sent): Sent<AnswerForm>,
) -> Result<Response<Body>, AppError> {
    let Some(digest) = digest(&secret) else {
        return Ok(see_other(&urls::approve(DONE)));
    };
    let wrong = match Answer::read(&sent) {
        Ok(answer) => {
            let key = match put(&portal, digest, answer).await {
                Ok(()) => return Ok(see_other(&urls::approve(DONE))),
                Err(ActFault::Refused(refusal)) => refusal.key(),
                Err(ActFault::Raced) => "approve-decided",
                Err(ActFault::NotFound | ActFault::Forbidden) => "approve-gone",
                Err(ActFault::Fault(fault)) => return Err(fault.into()),
            };
            Trouble { field: "act", key }
        }
        Err(wrong) => wrong,
    };
    page(&portal, &reader, &secret, Some(wrong), sent.words).await
}

async fn put(portal: &Arc<Portal>, digest: Digest, answer: Answer) -> Result<(), ActFault> {
    let office = Office::open(portal).await?;
    // Nobody with an account does it; the link tells who asked.
    let pen = pen(portal, None);
    let write = move |tx: &mut Tx<'_>| -> Result<(), ActFault> {
        let asked = reading::find_link(tx, digest, pen.now())?.ok_or(ActFault::NotFound)?;
        // The link is its maker's word: it holds while they may still say it.
        if !still_may(tx, asked.asked_by, Can::Review)? {
            return Err(ActFault::Forbidden);
        }
        let found = submission::find(tx, asked.submission)?;
        let article = found.ok_or(ActFault::NotFound)?.article;
        draft::hold_article(tx, article)?;
        // Read once nobody else decides: of two who answer at once the second knows of the first.
        let row = submission::find(tx, asked.submission)?.ok_or(ActFault::NotFound)?;
        if !row.is_waiting() || !reading::use_link(tx, digest)? {
            return Err(ActFault::Raced);
        }
        settle(tx, &pen, &row, asked, answer, office.desk())
    };
    portal.db.write(write).await
}

fn settle(
    tx: &mut Tx<'_>,
    pen: &Pen,
    row: &SubmissionRow,
    asked: Asked,
    answer: Answer,
    desk: Desk<'_>,
) -> Result<(), ActFault> {
    match answer {
        Answer::Accept { words } => {
            let approval = Approval {
                by: &By::Approver(asked.approver),
                answers: asked.asked_by,
                words: &words,
            };
            accept::accept(tx, pen, row, approval, desk).map(drop)
        }
        Answer::Object { words } => {
            let verdict = Verdict {
                act: Act::SendBack,
                reason: Some(APPROVER.to_owned()),
                words,
            };
            acts::decline(tx, pen, row, asked.asked_by, &verdict)?;
            let decision = Decision::Decline(verdict);
            Ok(accept::tell(tx, pen, row, &decision, desk)?)
        }
    }
}
