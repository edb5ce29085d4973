//! All SQL of the table `creator_credential`, and of the field of a channel.

use jiff::civil::Date;
use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use super::events::{CredentialChanged, CredentialEnding};
use super::rules::{Claim, FIELDS, State};
use crate::channel::events::ChannelChanged;
use crate::pen::Pen;

/// A paper as it lies in the private store.
#[derive(Clone, Debug)]
pub struct Paper {
    pub name: String,
    pub media_type: String,
    pub stored_as: String,
}

#[derive(Clone, Debug)]
pub struct CredentialRow {
    pub id: i64,
    pub creator: i64,
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
pub fn find(tx: &mut Tx<'_>, id: i64) -> Result<Option<CredentialRow>, Fault> {
    tx.find(select!("WHERE k.id = $1"), params![id], from_row)
}

/// The newest of a creator, newest first.
///
/// # Errors
/// What the database says.
pub fn list_of(tx: &mut Tx<'_>, creator: i64) -> Result<Vec<CredentialRow>, Fault> {
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
    creator: i64,
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
    (at, id): (i64, i64),
    limit: i64,
) -> Result<Vec<CredentialRow>, Fault> {
    tx.query(QUEUE, params![at, id, limit], from_row)
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

/// The field whose papers a channel asks for: its own, else that of the one above it.
///
/// # Errors
/// What the database says.
pub fn field_of(tx: &mut Tx<'_>, channel: i64) -> Result<Option<&'static str>, Fault> {
    let found: Option<Option<String>> = tx.find(
        "SELECT COALESCE(c.field, p.field)
        FROM channel c
        LEFT JOIN channel p ON p.id = c.parent
        WHERE c.id = $1",
        params![channel],
        |row| row.get(0),
    )?;
    let found = found.flatten();
    Ok(FIELDS
        .into_iter()
        .find(|field| found.as_deref() == Some(*field)))
}

/// Says of which field the channel of this slug is, none for all others.
///
/// # Errors
/// What the database says.
pub fn put_field(tx: &mut Tx<'_>, pen: &Pen, slug: &str, field: Option<&str>) -> Result<(), Fault> {
    let changed: Option<i64> = tx.find(
        "UPDATE channel SET field = $2
        WHERE slug = $1 AND COALESCE(field, '') <> COALESCE($2, '')
        RETURNING id",
        params![slug, field],
        |row| row.get(0),
    )?;
    match changed {
        Some(channel) => pen.tell(tx, &ChannelChanged { channel }),
        None => Ok(()),
    }
}

/// Whether a creator may write in this field on this day.
///
/// # Errors
/// What the database says.
pub fn holds(tx: &mut Tx<'_>, creator: i64, field: &str, day: Date) -> Result<bool, Fault> {
    let found = tx.find(
        "SELECT id FROM creator_credential
        WHERE creator = $1 AND field = $2 AND state = 'confirmed' AND until_day >= $3
        LIMIT 1",
        params![creator, field, &day.to_string()],
        |row| row.get::<i64>(0),
    )?;
    Ok(found.is_some())
}

/// Whether a creator misses the paper that a channel asks for, on the day on
/// which something is to come out there.
///
/// # Errors
/// What the database says.
pub fn lacks(tx: &mut Tx<'_>, (creator, channel): (i64, i64), day: Date) -> Result<bool, Fault> {
    match field_of(tx, channel)? {
        Some(field) => Ok(!holds(tx, creator, field, day)?),
        None => Ok(false),
    }
}

/// A credential that is sent, or came with an application.
#[derive(Clone, Debug)]
pub struct New {
    pub creator: i64,
    pub claim: Claim,
    pub paper: Option<Paper>,
    pub by: i64,
}

/// Puts one on the desk's list, in the place of what waited of this field.
///
/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, pen: &Pen, new: &New) -> Result<(), Fault> {
    let field = new.claim.field;
    let before: Option<i64> = tx.find(
        "UPDATE creator_credential SET state = 'replaced'
        WHERE creator = $1 AND field = $2 AND state = 'waiting'
        RETURNING id",
        params![new.creator, field],
        |row| row.get(0),
    )?;
    if let Some(id) = before {
        pen.tell(tx, &changed((id, new.creator), field, State::Replaced))?;
    }
    write(tx, pen, new, None)
}

/// Writes one down that the desk saw with an application which it accepted.
///
/// # Errors
/// What the database says.
pub fn insert_confirmed(tx: &mut Tx<'_>, pen: &Pen, new: &New, by: i64) -> Result<(), Fault> {
    write(tx, pen, new, Some(by))
}

fn write(tx: &mut Tx<'_>, pen: &Pen, new: &New, confirmed: Option<i64>) -> Result<(), Fault> {
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
            new.by,
            now,
            confirmed,
            confirmed.map(|_| now),
        ],
    )?;
    let fact = CredentialChanged {
        joined: confirmed.is_some(),
        ..changed((id, new.creator), new.claim.field, state)
    };
    pen.tell(tx, &fact)
}

fn changed((id, creator): (i64, i64), field: &str, state: State) -> CredentialChanged {
    CredentialChanged {
        credential: id,
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
    (after, by, words): (State, i64, &str),
) -> Result<bool, Fault> {
    let words = Some(words).filter(|words| !words.is_empty());
    let written = tx.execute(
        "UPDATE creator_credential SET state = $3, decided_by = $4, decided_at = $5, words = $6
        WHERE id = $1 AND state = $2",
        params![row.id, row.state.name(), after.name(), by, pen.now(), words],
    )?;
    if written == 1 {
        pen.tell(tx, &changed((row.id, row.creator), &row.field, after))?;
    }
    Ok(written == 1)
}

/// A credential that the clock concerns: its id, creator and field.
pub type Due = (i64, i64, String);

fn due(row: &Row<'_>) -> Result<Due, Fault> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
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
pub fn end(tx: &mut Tx<'_>, pen: &Pen, (id, creator, field): &Due) -> Result<(), Fault> {
    let sql = "UPDATE creator_credential SET state = 'ended'
        WHERE id = $1 AND state = 'confirmed'";
    match tx.execute(sql, params![*id])? {
        0 => Ok(()),
        _ => pen.tell(tx, &changed((*id, *creator), field, State::Ended)),
    }
}

/// Tells that one ends soon, once; not where a later one of the field stands already.
///
/// # Errors
/// What the database says.
pub fn warn(
    tx: &mut Tx<'_>,
    pen: &Pen,
    (id, creator, field): &Due,
    soon: Date,
) -> Result<(), Fault> {
    let sql = "UPDATE creator_credential SET warned = 1 WHERE id = $1 AND warned = 0";
    if tx.execute(sql, params![*id])? == 0 {
        return Ok(());
    }
    let after = soon.tomorrow().unwrap_or(soon);
    if holds(tx, *creator, field, after)? {
        return Ok(());
    }
    pen.tell(
        tx,
        &CredentialEnding {
            credential: *id,
            creator: *creator,
            field: field.clone(),
        },
    )
}
