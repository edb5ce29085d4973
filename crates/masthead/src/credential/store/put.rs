//! What people do to credentials, each with its event.

use masthead_db::{Fault, Tx, params};

use super::{CredentialRow, Paper};
use crate::credential::events::CredentialChanged;
use crate::credential::rules::{Claim, State};
use crate::id::{AccountId, CreatorId, CredentialId};
use crate::pen::Pen;

/// A credential that is sent, or came with an application.
#[derive(Clone, Debug)]
pub struct New {
    pub creator: CreatorId,
    pub claim: Claim,
    pub paper: Option<Paper>,
    /// Who asked for it: with an application, its applicant.
    pub asked_by: AccountId,
}

/// Puts one on the desk's list, in the place of what waited of this field.
///
/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, pen: &Pen, new: &New) -> Result<(), Fault> {
    let field = new.claim.field;
    let before: Option<CredentialId> = tx.find(
        "UPDATE creator_credential SET state = 'replaced'
        WHERE creator = $1 AND field = $2 AND state = 'waiting'
        RETURNING id",
        params![new.creator, field],
        |row| row.get(0),
    )?;
    if let Some(id) = before {
        pen.tell(tx, &changed(id, new.creator, field, State::Replaced))?;
    }
    write(tx, pen, new, None)
}

/// Writes one down that whoever acts saw with an application, and accepted.
///
/// # Errors
/// What the database says.
pub fn insert_confirmed(tx: &mut Tx<'_>, pen: &Pen, new: &New) -> Result<(), Fault> {
    write(tx, pen, new, Some(pen.account()?))
}

fn write(tx: &mut Tx<'_>, pen: &Pen, new: &New, confirmed: Option<AccountId>) -> Result<(), Fault> {
    let (id, now) = (pen.ids.fresh(), pen.now());
    let state = match confirmed {
        Some(_) => State::Confirmed,
        None => State::Waiting,
    };
    let paper = new.paper.as_ref();
    tx.execute(
        "INSERT INTO creator_credential (id, creator, field, name, until_day, state, paper_name,
            paper_type, paper_as, asked_by, asked_at, decided_by, decided_at, warned)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0)",
        params![
            id,
            new.creator,
            new.claim.field,
            &new.claim.name,
            &new.claim.until.to_string(),
            state.name(),
            paper.map(|paper| paper.name.as_str()),
            paper.map(|paper| paper.media_type.as_str()),
            paper.map(|paper| paper.stored_as.as_str()),
            new.asked_by,
            now,
            confirmed,
            confirmed.map(|_| now),
        ],
    )?;
    let fact = CredentialChanged {
        joined: confirmed.is_some(),
        ..changed(id, new.creator, new.claim.field, state)
    };
    pen.tell(tx, &fact)
}

pub(super) fn changed(
    credential: CredentialId,
    creator: CreatorId,
    field: &str,
    state: State,
) -> CredentialChanged {
    CredentialChanged {
        credential,
        creator,
        field: field.to_owned(),
        state: state.name().to_owned(),
        joined: false,
    }
}

/// Writes a decision, where it still stands as it was read. Gives whether it did.
///
/// # Errors
/// What the database says.
pub fn put_decision(
    tx: &mut Tx<'_>,
    pen: &Pen,
    row: &CredentialRow,
    after: State,
    words: &str,
) -> Result<bool, Fault> {
    let words = Some(words).filter(|words| !words.is_empty());
    let written = tx.execute(
        "UPDATE creator_credential SET state = $3, decided_by = $4, decided_at = $5, words = $6
        WHERE id = $1 AND state = $2",
        params![
            row.id,
            row.state.name(),
            after.name(),
            pen.account()?,
            pen.now(),
            words
        ],
    )?;
    if written == 1 {
        pen.tell(tx, &changed(row.id, row.creator, &row.field, after))?;
    }
    Ok(written == 1)
}
