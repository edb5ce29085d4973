//! Taking an article from its readers, and giving it back.

use masthead_db::Tx;

use super::accept::{self, Desk};
use super::rules::Decision;
use crate::account::Person;
use crate::credit;
use crate::credit::rules::Kind;
use crate::credit::store::entry::New;
use crate::id::{ArticleId, CreatorId};
use crate::pen::Pen;
use crate::publishing::acts::{self, ActFault, Verdict};
use crate::publishing::rules::Refusal;

/// Takes an article (its id, and its creator's) down, with the points that its
/// violation costs; whoever answers for it is told why.
///
/// # Errors
/// Why not; what the database says.
pub(super) fn take_down(
    tx: &mut Tx<'_>,
    pen: &Pen,
    ((article, creator), person): ((ArticleId, CreatorId), &Person),
    (verdict, kind, desk): (&Verdict, Option<Kind>, Desk<'_>),
) -> Result<(), ActFault> {
    refuse_own(person, creator)?;
    let row = acts::take_down(tx, pen, (article, person.account), verdict)?;
    let decision = Decision::TakeDown(verdict.clone());
    accept::tell(tx, pen, (&row, &decision), desk)?;
    let Some(kind) = kind else {
        return Ok(());
    };
    let new = New {
        creator,
        kind,
        article: Some(article),
        took_down: true,
        words: verdict.words.clone(),
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
