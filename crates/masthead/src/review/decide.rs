//! What a reviewer says of a submission, and the decision.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use masthead_archive::limits::text;
use masthead_db::{Fault, Tx};
use masthead_document::{Document, render};
use serde::Deserialize;

use super::accept::{self, Desk, Office, Taken, accept};
use super::claim::take;
use super::pages::TypedDecision;
use super::read::{self, submission_id};
use super::rules::Decision;
use super::takedown;
use crate::account::{Person, pen, see_other};
use crate::capability::Can;
use crate::credit;
use crate::credit::rules::Kind;
use crate::errors;
use crate::id::{AccountId, SubmissionId};
use crate::pen::Pen;
use crate::portal::{Portal, Reader, Sent, AppError};
use crate::publishing::acts::{self, ActFault};
use crate::publishing::rules::Act;
use crate::publishing::store::draft;
use crate::publishing::store::reading::By;
use crate::publishing::store::remark::{self, Remark};
use crate::publishing::store::revision;
use crate::publishing::store::submission::{self, SubmissionRow};
use crate::urls;

/// So much of a paragraph stands with a remark.
const QUOTE_CHARS: usize = 80;

#[derive(Deserialize)]
pub(super) struct RemarkForm {
    /// Empty for the whole.
    #[serde(default)]
    block: String,
    words: String,
}

/// `POST /desk/review/{id}/remarks`: something about a paragraph, or the whole.
pub(super) async fn remark(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Sent(sent): Sent<RemarkForm>,
) -> Response<Body> {
    let id = match submission_id(&id) {
        Ok(id) => id,
        Err(stop) => return errors::answer(&portal, &reader, &stop).await,
    };
    let (block, words) = (sent.block.parse().ok(), sent.words.trim().to_owned());
    let typed = TypedDecision {
        words: sent.words,
        block,
        ..TypedDecision::default()
    };
    let wrong = match words.chars().count() {
        0 => Some(("remark", "review-remark-empty")),
        count if count > text::BIO => Some(("remark", "review-words-long")),
        _ => None,
    };
    if wrong.is_some() {
        return read::page(&portal, &reader, &person, (id, wrong, typed)).await;
    }
    let (pen, reviewer) = (pen(&portal, Some(person.account)), person.account);
    let of = person.clone();
    let said = move |tx: &mut Tx<'_>| -> Result<bool, AppError> {
        of.still(tx, Can::Review)?.ok_or(AppError::Forbidden)?;
        Ok(say(tx, &pen, (id, reviewer), (block, words))?)
    };
    match portal.db.write(said).await {
        Ok(true) => {
            let at = block.map_or("said".to_owned(), |block| format!("block-{block}"));
            see_other(&format!("{}#{at}", urls::desk_submission(id)))
        }
        Ok(false) => {
            let wrong = Some(("remark", "review-not-yours"));
            read::page(&portal, &reader, &person, (id, wrong, typed)).await
        }
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

/// Gives whether the reviewer has the submission, and so may say something.
fn say(
    tx: &mut Tx<'_>,
    pen: &Pen,
    (id, reviewer): (SubmissionId, AccountId),
    (block, words): (Option<i64>, String),
) -> Result<bool, Fault> {
    let Some(row) = submission::find(tx, id)? else {
        return Ok(false);
    };
    if !take(tx, pen, id, reviewer)? {
        return Ok(false);
    }
    let body = revision::get(tx, row.revision)?.text.body;
    let quote = block.and_then(|block| quote(&body, block));
    let remark = Remark {
        block: block.filter(|_| quote.is_some()),
        quote: quote.unwrap_or_default(),
        words,
    };
    remark::insert(tx, pen, (row.article, id), (reviewer, &remark))?;
    Ok(true)
}

/// How a paragraph begins.
fn quote(body: &str, block: i64) -> Option<String> {
    let document: Document = serde_json::from_str(body).ok()?;
    let block = document.blocks().get(usize::try_from(block).ok()?)?.clone();
    let text = render::text(&Document::from_blocks(vec![block]).ok()?);
    let mut quote: String = text.trim().chars().take(QUOTE_CHARS).collect();
    if text.trim().chars().count() > QUOTE_CHARS {
        quote.push('…');
    }
    Some(quote)
}

#[derive(Deserialize)]
pub(super) struct DecisionForm {
    #[serde(default)]
    act: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    words: String,
    /// The violation for which points are taken besides; empty for none.
    #[serde(default)]
    kind: String,
}

/// `POST /desk/review/{id}/decision`: accepts, sends back or rejects; confirms
/// or takes down what was published at once.
pub(super) async fn decide(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Sent(sent): Sent<DecisionForm>,
) -> Response<Body> {
    let decided = async {
        let id = submission_id(&id)?;
        let kind = credit::read_deduction(&sent.kind);
        let done = match Decision::read(&sent.act, &sent.reason, &sent.words) {
            Ok(decision) => match put(&portal, &person, (id, decision, kind)).await {
                Ok(done) => Ok(done),
                Err(ActFault::Refused(refusal)) => Err(("act", refusal.key())),
                Err(ActFault::Raced) => Err(("act", "review-not-yours")),
                Err(ActFault::NotFound) => return Err(AppError::NotFound),
                Err(ActFault::Forbidden) => return Err(AppError::Forbidden),
                Err(ActFault::Fault(fault)) => return Err(fault.into()),
            },
            Err(wrong) => Err(wrong),
        };
        Ok((id, done))
    };
    match decided.await {
        Ok((_, Ok(done))) => see_other(&urls::desk_review_done(done)),
        Ok((id, Err(wrong))) => {
            let typed = TypedDecision {
                reason: sent.reason,
                words: sent.words,
                kind: sent.kind,
                ..TypedDecision::default()
            };
            read::page(&portal, &reader, &person, (id, Some(wrong), typed)).await
        }
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

/// Gives what has been done: the locale key is `review-done-{done}`.
async fn put(
    portal: &Arc<Portal>,
    person: &Person,
    (id, decision, kind): (SubmissionId, Decision, Option<Kind>),
) -> Result<&'static str, ActFault> {
    let office = Office::open(portal).await?;
    let (pen, person) = (pen(portal, Some(person.account)), person.clone());
    let write = move |tx: &mut Tx<'_>| -> Result<&'static str, ActFault> {
        let person = person.still(tx, Can::Review)?;
        let person = person.ok_or(ActFault::Forbidden)?;
        let row = submission::find(tx, id)?.ok_or(ActFault::NotFound)?;
        // The article before what is said of it: as everybody takes them, so that no two wait for each other.
        draft::hold_article(tx, row.article)?;
        if !take(tx, &pen, id, person.account)? {
            return Err(ActFault::Raced);
        }
        settle(tx, &pen, (&row, &person), (&decision, kind, office.desk()))
    };
    portal.db.write(write).await
}

fn settle(
    tx: &mut Tx<'_>,
    pen: &Pen,
    (row, person): (&SubmissionRow, &Person),
    (decision, kind, desk): (&Decision, Option<Kind>, Desk<'_>),
) -> Result<&'static str, ActFault> {
    let reviewer = person.account;
    match decision {
        Decision::Accept { words } => {
            let by = (row, &By::Reviewer(reviewer), reviewer);
            Ok(match accept(tx, pen, by, (words, desk))? {
                Taken::Published => "accept",
                Taken::Read => "read",
            })
        }
        Decision::Decline(verdict) => {
            acts::decline(tx, pen, (row, reviewer), verdict)?;
            if verdict.act == Act::Reject {
                credit::acts::rejected(tx, pen, row.creator, row.article, &verdict.words)?;
            }
            accept::tell(tx, pen, (row, decision), desk)?;
            Ok(match verdict.act {
                Act::Reject => "reject",
                _ => "send_back",
            })
        }
        Decision::Confirm { words } => {
            takedown::refuse_own(person, row.creator)?;
            acts::confirm(tx, pen, (row, reviewer), words)?;
            accept::tell(tx, pen, (row, decision), desk)?;
            Ok("confirm")
        }
        Decision::TakeDown(verdict) => {
            let of = (row.article, row.creator);
            takedown::take_down(tx, pen, (of, person), (verdict, kind, desk))?;
            Ok("take_down")
        }
    }
}
