use masthead_db::{Fault, Row, Tx, params};

use crate::channel::events::ChannelChanged;
use crate::id::ChannelId;
use crate::pen::{Change, Pen};

/// A channel as an archive gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelFields {
    /// JSON, as every localized name.
    pub name: String,
    pub headline_title: Option<String>,
    pub parent: Option<ChannelId>,
    pub position: i64,
}

pub(super) fn fields_from_row(row: &Row<'_>) -> Result<ChannelFields, Fault> {
    Ok(ChannelFields {
        name: row.get(1)?,
        headline_title: row.get(2)?,
        parent: row.get(3)?,
        position: row.get(4)?,
    })
}

const STORED: &str = "SELECT id, name, headline_title, parent, position
    FROM channel
    WHERE slug = $1";
const INSERT: &str =
    "INSERT INTO channel (id, slug, name, headline_title, parent, position, article_count)
    VALUES ($1, $2, $3, $4, $5, $6, 0)";
const UPDATE: &str = "UPDATE channel
    SET name = $2, headline_title = $3, parent = $4, position = $5
    WHERE id = $1";

/// Sets up the channel of this slug, or changes it to these fields.
///
/// # Errors
/// What the database says.
pub fn put(
    tx: &mut Tx<'_>,
    pen: &Pen,
    slug: &str,
    fields: &ChannelFields,
) -> Result<Change, Fault> {
    let stored = tx.find(STORED, params![slug], |row| {
        Ok((row.get::<ChannelId>(0)?, fields_from_row(row)?))
    })?;
    let (name, title) = (&fields.name, &fields.headline_title);
    let (parent, position) = (fields.parent, fields.position);
    let (id, change) = match stored {
        Some((_, stored)) if stored == *fields => return Ok(Change::Same),
        Some((id, _)) => {
            tx.execute(UPDATE, params![id, name, title, parent, position])?;
            (id, Change::Changed)
        }
        None => {
            let id = pen.ids.fresh();
            tx.execute(INSERT, params![id, slug, name, title, parent, position])?;
            (id, Change::New)
        }
    };
    pen.tell(tx, &ChannelChanged { channel: id })?;
    Ok(change)
}

/// The id of the channel with this slug.
///
/// # Errors
/// What the database says.
pub fn find_id(tx: &mut Tx<'_>, slug: &str) -> Result<Option<ChannelId>, Fault> {
    tx.find(
        "SELECT id FROM channel WHERE slug = $1",
        params![slug],
        |row| row.get(0),
    )
}

/// The id of the channel above this one.
///
/// # Errors
/// What the database says.
pub fn find_parent(tx: &mut Tx<'_>, id: ChannelId) -> Result<Option<ChannelId>, Fault> {
    tx.find(
        "SELECT parent FROM channel WHERE id = $1",
        params![id],
        |row| row.get::<Option<ChannelId>>(0),
    )
    .map(Option::flatten)
}
