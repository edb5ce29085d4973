//! Claims: two reviewers never have the same submission.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};

use super::read::submission_id;
use super::rules::CLAIM;
use crate::account::{Person, pen, see_other};
use crate::capability::Can;
use crate::id::{AccountId, SubmissionId};
use crate::pen::Pen;
use crate::portal::{AppError, Portal};
use crate::publishing::events::SubmissionClaimed;
use crate::publishing::store::submission::{self, SubmissionRow};
use crate::urls;

/// `POST /desk/review/{id}/claim`: takes it, unless somebody else has it; the
/// page tells who.
pub(super) async fn claim(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let id = submission_id(&id)?;
    let pen = pen(&portal, Some(person.account));
    let taken = move |tx: &mut Tx<'_>| -> Result<bool, AppError> {
        person.still(tx, Can::Review)?.ok_or(AppError::Forbidden)?;
        Ok(take(tx, &pen, id)?)
    };
    portal.db.write(taken).await?;
    Ok(see_other(&urls::desk_submission(id)))
}

/// Whether somebody has it at `now`. A claim that would hold longer than any was
/// taken while the clock stood ahead, and has ended: as the store takes it.
#[must_use]
pub(super) fn is_claimed(row: &SubmissionRow, now: Millis) -> bool {
    row.claimed_until > now && row.claimed_until <= now.plus(CLAIM)
}

/// Whoever acts has it for a while more, if nobody else has it. Gives whether
/// that is so.
///
/// # Errors
/// What the database says.
pub(super) fn take(tx: &mut Tx<'_>, pen: &Pen, id: SubmissionId) -> Result<bool, Fault> {
    let Some(row) = submission::find(tx, id)? else {
        return Ok(false);
    };
    let (reviewer, now) = (pen.account()?, pen.now());
    let had = row.claimed_by == Some(reviewer) && is_claimed(&row, now);
    let has = submission::claim(tx, id, reviewer, now, now.plus(CLAIM))?;
    if has && !had {
        let reviewer = Some(reviewer);
        pen.tell(
            tx,
            &SubmissionClaimed {
                submission: id,
                reviewer,
            },
        )?;
    }
    Ok(has)
}

/// The reviewer has it no longer.
///
/// # Errors
/// What the database says.
pub(super) fn release(
    tx: &mut Tx<'_>,
    pen: &Pen,
    id: SubmissionId,
    reviewer: AccountId,
) -> Result<(), Fault> {
    if !submission::release(tx, id, reviewer)? {
        return Ok(());
    }
    let reviewer = None;
    let fact = SubmissionClaimed {
        submission: id,
        reviewer,
    };
    pen.tell(tx, &fact)
}

/// `POST /desk/review/{id}/release`: gives it back to the queue.
pub(super) async fn give_up(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let id = submission_id(&id)?;
    let (pen, reviewer) = (pen(&portal, Some(person.account)), person.account);
    let released = move |tx: &mut Tx<'_>| release(tx, &pen, id, reviewer);
    portal.db.write(released).await?;
    Ok(see_other(&urls::desk_review_done("released")))
}
