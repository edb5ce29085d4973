//! Of which field a channel is, and whether a creator may write in it.

use jiff::civil::Date;
use masthead_db::{Fault, Tx, params};

use crate::credential::rules::FIELDS;
use crate::id::{ChannelId, CreatorId};

/// The field whose papers a channel asks for: its own, else that of the one above it.
///
/// # Errors
/// What the database says.
fn field_of(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Option<&'static str>, Fault> {
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

/// Whether a creator may write in this field on this day.
///
/// # Errors
/// What the database says.
pub(super) fn holds(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    field: &str,
    day: Date,
) -> Result<bool, Fault> {
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
pub fn lacks(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    channel: ChannelId,
    day: Date,
) -> Result<bool, Fault> {
    match field_of(tx, channel)? {
        Some(field) => Ok(!holds(tx, creator, field, day)?),
        None => Ok(false),
    }
}
