//! All SQL of the table `creator_credential`.

mod channel;
mod clock;
mod put;

use jiff::civil::Date;
use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use super::rules::State;
use crate::article::store::Key;
use crate::id::{CreatorId, CredentialId};

pub use channel::lacks;
pub use clock::{Due, ENDED, ENDING, end, list_ended, list_ending, warn};
pub use put::{New, insert, insert_confirmed, put_decision};

/// A paper as it lies in the private store.
#[derive(Clone, Debug)]
pub struct Paper {
    pub name: String,
    pub media_type: String,
    pub stored_as: String,
}

#[derive(Clone, Debug)]
pub struct CredentialRow {
    pub id: CredentialId,
    pub creator: CreatorId,
    pub creator_handle: String,
    /// JSON, as every localized name.
    pub creator_name: String,
    /// One of [`FIELDS`].
    pub field: String,
    pub name: String,
    /// The last day on which it holds: `2026-01-18`.
    pub until: String,
    pub state: State,
    pub paper: Option<Paper>,
    pub asked_at: Millis,
    pub decided_at: Option<Millis>,
    /// What the desk said to its decision.
    pub words: Option<String>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT k.id, k.creator, c.handle, c.name, k.field, k.name, k.until_day, k.state,
                k.paper_name, k.paper_type, k.paper_as, k.asked_at, k.decided_at, k.words
            FROM creator_credential k
            JOIN creator c ON c.id = k.creator ",
            $rest
        )
    };
}

fn from_row(row: &Row<'_>) -> Result<CredentialRow, Fault> {
    let state: String = row.get(7)?;
    let paper: (Option<String>, Option<String>, Option<String>) =
        (row.get(8)?, row.get(9)?, row.get(10)?);
    let paper = match paper {
        (Some(name), Some(media_type), Some(stored_as)) => Some(Paper {
            name,
            media_type,
            stored_as,
        }),
        _ => None,
    };
    Ok(CredentialRow {
        id: row.get(0)?,
        creator: row.get(1)?,
        creator_handle: row.get(2)?,
        creator_name: row.get(3)?,
        field: row.get(4)?,
        name: row.get(5)?,
        until: row.get(6)?,
        // A state of a later version is none in which anything may be written.
        state: State::from_name(&state).unwrap_or(State::Revoked),
        paper,
        asked_at: row.get(11)?,
        decided_at: row.get(12)?,
        words: row.get(13)?,
    })
}

/// Credentials of one creator that its pages list.
const SHOWN: i64 = 50;

/// # Errors
/// What the database says, here as in every function of this module.
pub fn find(tx: &mut Tx<'_>, id: CredentialId) -> Result<Option<CredentialRow>, Fault> {
    tx.find(select!("WHERE k.id = $1"), params![id], from_row)
}

/// The newest of a creator, newest first.
///
/// # Errors
/// What the database says.
pub fn list_of(tx: &mut Tx<'_>, creator: CreatorId) -> Result<Vec<CredentialRow>, Fault> {
    tx.query(
        select!("WHERE k.creator = $1 ORDER BY k.id DESC LIMIT $2"),
        params![creator, SHOWN],
        from_row,
    )
}

/// What a creator's page shows: confirmed, and not over on this day.
///
/// # Errors
/// What the database says.
pub fn list_standing(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    today: Date,
) -> Result<Vec<CredentialRow>, Fault> {
    tx.query(
        select!(
            "WHERE k.creator = $1 AND k.state = 'confirmed' AND k.until_day >= $2
            ORDER BY k.field, k.until_day DESC
            LIMIT $3"
        ),
        params![creator, &today.to_string(), SHOWN],
        from_row,
    )
}

pub const QUEUE: &str = select!(
    "WHERE k.state = 'waiting' AND (k.asked_at, k.id) > ($1, $2)
    ORDER BY k.asked_at, k.id
    LIMIT $3"
);

/// What waits for the desk after a key, longest first.
///
/// # Errors
/// What the database says.
pub fn list_waiting(
    tx: &mut Tx<'_>,
    after: Key<CredentialId>,
    limit: i64,
) -> Result<Vec<CredentialRow>, Fault> {
    tx.query(QUEUE, params![after.at, after.id, limit], from_row)
}

/// How many wait; counted up to a thousand.
///
/// # Errors
/// What the database says.
pub fn count_waiting(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    tx.get(
        "SELECT COUNT(*)
        FROM (SELECT id FROM creator_credential WHERE state = 'waiting' LIMIT 1000) AS w",
        &[],
        |row| row.get(0),
    )
}
