//! What a reviewer says of a submission, and the decision.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use masthead_db::{Fault, Tx};
use masthead_document::{Document, render};
use serde::Deserialize;

use super::accept::{self, Desk, Office, Taken, accept};
use super::claim::take;
use super::pages::{FormState, TypedDecision};
use super::read::{self, submission_id};
use super::rules::{Decision, DecisionFields, WORDS};
use super::takedown;
use crate::account::{Person, pen, see_other};
use crate::capability::Can;
use crate::credit;
use crate::id::SubmissionId;
use crate::pen::Pen;
use crate::portal::{AppError, Portal, Reader, Sent};
use crate::publishing::acts::{self, ActFault};
use crate::publishing::rules::Act;
use crate::publishing::store::draft;
use crate::publishing::store::reading::{Approval, By};
use crate::publishing::store::remark::{self, Remark};
use crate::publishing::store::revision;
use crate::publishing::store::submission::{self, SubmissionRow};
use crate::urls;
use crate::web::Trouble;

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
) -> Result<Response<Body>, AppError> {
    let id = submission_id(&id)?;
    let (block, words) = (sent.block.parse().ok(), sent.words.trim().to_owned());
    let refused = |key| FormState {
        wrong: Some(Trouble {
            field: "remark",
            key,
        }),
        typed: TypedDecision {
            words: sent.words,
            block,
            ..TypedDecision::default()
        },
    };
    let wrong = match words.chars().count() {
        0 => Some("review-remark-empty"),
        count if count > WORDS => Some("review-words-long"),
        _ => None,
    };
    if let Some(key) = wrong {
        return read::page(&portal, &reader, &person, id, refused(key)).await;
    }
    let (pen, of) = (pen(&portal, Some(person.account)), person.clone());
    let said = move |tx: &mut Tx<'_>| -> Result<bool, AppError> {
        of.still(tx, Can::Review)?.ok_or(AppError::Forbidden)?;
        Ok(say(tx, &pen, id, block, words)?)
    };
    if !portal.db.write(said).await? {
        let form = refused("review-not-yours");
        return read::page(&portal, &reader, &person, id, form).await;
    }
    let at = block.map_or("said".to_owned(), |block| format!("block-{block}"));
    Ok(see_other(&format!("{}#{at}", urls::desk_submission(id))))
}

/// Whoever acts says something of a paragraph, or of the whole. Gives whether
/// they have the submission, and so may.
fn say(
    tx: &mut Tx<'_>,
    pen: &Pen,
    id: SubmissionId,
    block: Option<i64>,
    words: String,
) -> Result<bool, Fault> {
    let Some(row) = submission::find(tx, id)? else {
        return Ok(false);
    };
    if !take(tx, pen, id)? {
        return Ok(false);
    }
    let body = revision::get(tx, row.revision)?.text.body;
    let quote = block.and_then(|block| quote(&body, block));
    let remark = Remark {
        block: block.filter(|_| quote.is_some()),
        quote: quote.unwrap_or_default(),
        words,
    };
    remark::insert(tx, pen, row.article, id, &remark)?;
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
) -> Result<Response<Body>, AppError> {
    let id = submission_id(&id)?;
    let read = Decision::read(DecisionFields {
        act: &sent.act,
        reason: &sent.reason,
        words: &sent.words,
        kind: credit::read_deduction(&sent.kind),
    });
    let wrong = match read {
        Ok(decision) => match put(&portal, &person, id, decision).await {
            Ok(done) => return Ok(see_other(&urls::desk_review_done(done))),
            Err(ActFault::Refused(refusal)) => Trouble {
                field: "act",
                key: refusal.key(),
            },
            Err(ActFault::Raced) => Trouble {
                field: "act",
                key: "review-not-yours",
            },
            Err(fault) => return Err(fault.into()),
        },
        Err(wrong) => wrong,
    };
    let form = FormState {
        wrong: Some(wrong),
        typed: TypedDecision {
            reason: sent.reason,
            words: sent.words,
            kind: sent.kind,
            ..TypedDecision::default()
        },
    };
    read::page(&portal, &reader, &person, id, form).await
}

/// Gives what has been done: the locale key is `review-done-{done}`.
async fn put(
    portal: &Arc<Portal>,
    person: &Person,
    id: SubmissionId,
    decision: Decision,
) -> Result<&'static str, ActFault> {
    let office = Office::open(portal).await?;
    let (pen, person) = (pen(portal, Some(person.account)), person.clone());
    let write = move |tx: &mut Tx<'_>| -> Result<&'static str, ActFault> {
        let person = person.still(tx, Can::Review)?;
        let person = person.ok_or(ActFault::Forbidden)?;
        let row = submission::find(tx, id)?.ok_or(ActFault::NotFound)?;
        // The article before what is said of it: as everybody takes them, so that no two wait for each other.
        draft::hold_article(tx, row.article)?;
        if !take(tx, &pen, id)? {
            return Err(ActFault::Raced);
        }
        if let Decision::Confirm { .. } | Decision::TakeDown(_) = &decision {
            takedown::refuse_own(&person, row.creator)?;
        }
        settle(tx, &pen, &row, &decision, office.desk())
    };
    portal.db.write(write).await
}

fn settle(
    tx: &mut Tx<'_>,
    pen: &Pen,
    row: &SubmissionRow,
    decision: &Decision,
    desk: Desk<'_>,
) -> Result<&'static str, ActFault> {
    let reviewer = pen.account()?;
    match decision {
        Decision::Accept { words } => {
            let approval = Approval {
                by: &By::Reviewer(reviewer),
                answers: reviewer,
                words,
            };
            Ok(match accept(tx, pen, row, approval, desk)? {
                Taken::Published => "accept",
                Taken::Read => "read",
            })
        }
        Decision::Decline(verdict) => {
            acts::decline(tx, pen, row, reviewer, verdict)?;
            if verdict.act == Act::Reject {
                credit::acts::rejected(tx, pen, row.creator, row.article, &verdict.words)?;
            }
            accept::tell(tx, pen, row, decision, desk)?;
            Ok(match verdict.act {
                Act::Reject => "reject",
                _ => "send_back",
            })
        }
        Decision::Confirm { words } => {
            acts::confirm(tx, pen, row, words)?;
            accept::tell(tx, pen, row, decision, desk)?;
            Ok("confirm")
        }
        Decision::TakeDown(takedown) => {
            takedown::take_down(tx, pen, row.article, takedown, desk)?;
            Ok("take_down")
        }
    }
}
