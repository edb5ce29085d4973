//! What the calendar does to credentials.

use jiff::civil::Date;
use masthead_db::{Fault, Row, Tx, params};

use super::channel::holds;
use super::put::changed;
use crate::credential::events::CredentialEnding;
use crate::credential::rules::State;
use crate::id::{CreatorId, CredentialId};
use crate::pen::Pen;

/// A credential that the clock concerns.
#[derive(Clone, Debug)]
pub struct Due {
    pub credential: CredentialId,
    pub creator: CreatorId,
    pub field: String,
}

fn due(row: &Row<'_>) -> Result<Due, Fault> {
    Ok(Due {
        credential: row.get(0)?,
        creator: row.get(1)?,
        field: row.get(2)?,
    })
}

pub const ENDED: &str = "SELECT id, creator, field FROM creator_credential
    WHERE state = 'confirmed' AND until_day < $1
    ORDER BY until_day
    LIMIT $2";
pub const ENDING: &str = "SELECT id, creator, field FROM creator_credential
    WHERE state = 'confirmed' AND warned = 0 AND until_day <= $1
    ORDER BY until_day
    LIMIT $2";

/// Those whose last day is over.
///
/// # Errors
/// What the database says.
pub fn list_ended(tx: &mut Tx<'_>, today: Date, limit: i64) -> Result<Vec<Due>, Fault> {
    tx.query(ENDED, params![&today.to_string(), limit], due)
}

/// Those that end by this day, of which nobody was told yet.
///
/// # Errors
/// What the database says.
pub fn list_ending(tx: &mut Tx<'_>, by: Date, limit: i64) -> Result<Vec<Due>, Fault> {
    tx.query(ENDING, params![&by.to_string(), limit], due)
}

/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, pen: &Pen, due: &Due) -> Result<(), Fault> {
    let sql = "UPDATE creator_credential SET state = 'ended'
        WHERE id = $1 AND state = 'confirmed'";
    if tx.execute(sql, params![due.credential])? == 0 {
        return Ok(());
    }
    let fact = changed(due.credential, due.creator, &due.field, State::Ended);
    pen.tell(tx, &fact)
}

/// Tells that one ends soon, once; not where a later one of the field stands already.
///
/// # Errors
/// What the database says.
pub fn warn(tx: &mut Tx<'_>, pen: &Pen, due: &Due, soon: Date) -> Result<(), Fault> {
    let sql = "UPDATE creator_credential SET warned = 1 WHERE id = $1 AND warned = 0";
    if tx.execute(sql, params![due.credential])? == 0 {
        return Ok(());
    }
    let after = soon.tomorrow().unwrap_or(soon);
    if holds(tx, due.creator, &due.field, after)? {
        return Ok(());
    }
    pen.tell(
        tx,
        &CredentialEnding {
            credential: due.credential,
            creator: due.creator,
            field: due.field.clone(),
        },
    )
}
