//! What the handlers of the studio share: which piece is asked for, and whether it is this person's.

use masthead_db::{Fault, Tx};

use crate::account::store::member;
use crate::account::{MemberRole, Person};
use crate::id::{ArticleId, CreatorId};
use crate::portal::AppError;
use crate::publishing::acts::ActFault;
use crate::publishing::rules::Refusal;
use crate::publishing::store::piece::{self, PieceRow};

/// The `{id}` of an address of the studio.
///
/// # Errors
/// [`AppError::NotFound`].
pub(super) fn piece_id(id: &str) -> Result<ArticleId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

/// The piece, if this person may do with it what such a member may. Somebody
/// else does not even learn that it is there.
///
/// # Errors
/// [`ActFault::NotFound`]; what the database says.
pub(super) fn piece_of(
    tx: &mut Tx<'_>,
    person: &Person,
    article: ArticleId,
    least: MemberRole,
) -> Result<PieceRow, ActFault> {
    let row = piece::find(tx, article)?.ok_or(ActFault::NotFound)?;
    match is_of(tx, person, row.creator, least)? {
        true => Ok(row),
        false => Err(ActFault::NotFound),
    }
}

/// The same, for who does something with it: they stay such a member until the
/// transaction ends.
///
/// # Errors
/// [`ActFault::NotFound`]; what the database says.
pub(super) fn own_piece(
    tx: &mut Tx<'_>,
    person: &Person,
    article: ArticleId,
    least: MemberRole,
) -> Result<PieceRow, ActFault> {
    let row = piece::find(tx, article)?.ok_or(ActFault::NotFound)?;
    match person.is_still(tx, row.creator, least)? {
        true => Ok(row),
        false => Err(ActFault::NotFound),
    }
}

/// What a page offers somebody, as the guard knew them.
pub(super) fn was_of(person: &Person, creator: CreatorId, least: MemberRole) -> bool {
    person.is_of(creator).is_some_and(|role| role >= least)
}

/// Whether this person is at least this to a creator, as this transaction sees it.
///
/// # Errors
/// What the database says.
pub(super) fn is_of(
    tx: &mut Tx<'_>,
    person: &Person,
    creator: CreatorId,
    least: MemberRole,
) -> Read<bool> {
    let role = member::find(tx, creator, person.account)?;
    Ok(role.is_some_and(|role| role >= least))
}

/// Why an act did not happen, where that can be said on the page: its locale key.
///
/// # Errors
/// What is answered with another page.
pub(super) fn refusal(fault: ActFault) -> Result<&'static str, AppError> {
    match fault {
        ActFault::Refused(refusal) => Ok(Refusal::key(refusal)),
        ActFault::Raced => Ok("publishing-raced"),
        ActFault::NotFound => Err(AppError::NotFound),
        ActFault::Forbidden => Err(AppError::Forbidden),
        ActFault::Fault(fault) => Err(AppError::Fault(fault)),
    }
}

/// As a fault of the database, for a transaction that has no other.
pub(super) type Read<T> = Result<T, Fault>;
