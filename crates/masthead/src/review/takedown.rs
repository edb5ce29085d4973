//! Taking an article from its readers, and giving it back.

use masthead_db::Tx;

use super::accept::{self, Desk};
use super::rules::{Decision, Takedown};
use crate::account::Person;
use crate::credit;
use crate::credit::store::entry::New;
use crate::id::{ArticleId, CreatorId};
use crate::pen::Pen;
use crate::publishing::acts::{self, ActFault};
use crate::publishing::rules::Refusal;

/// Takes an article down, with the points that its violation costs; whoever
/// answers for it is told why.
///
/// # Errors
/// Why not; what the database says.
pub(super) fn take_down(
    tx: &mut Tx<'_>,
    pen: &Pen,
    article: ArticleId,
    takedown: &Takedown,
    desk: Desk<'_>,
) -> Result<(), ActFault> {
    let row = acts::take_down(tx, pen, article, &takedown.verdict)?;
    let decision = Decision::TakeDown(takedown.clone());
    accept::tell(tx, pen, &row, &decision, desk)?;
    let Some(kind) = takedown.kind else {
        return Ok(());
    };
    let new = New {
        creator: row.creator,
        kind,
        article: Some(article),
        took_down: true,
        words: takedown.verdict.words.clone(),
    };
    let desk = credit::Desk {
        front: desk.front,
        zoned: &desk.envelope.zoned,
        base_url: &desk.envelope.base_url,
    };
    Ok(credit::written(tx, pen, &desk, &new)?)
}

/// Nobody decides on what stands with readers of a creator of their own.
///
/// # Errors
/// [`Refusal::OwnCreator`].
pub(super) fn refuse_own(person: &Person, creator: CreatorId) -> Result<(), Refusal> {
    match person.is_of(creator) {
        Some(_) => Err(Refusal::OwnCreator),
        None => Ok(()),
    }
}
