use masthead_db::{Fault, Row, Tx, params};

use crate::channel::events::{ChannelChanged, ChannelRemoved};
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

/// Says of which field the channel of this slug is, none for all others.
///
/// # Errors
/// What the database says.
pub fn put_field(tx: &mut Tx<'_>, pen: &Pen, slug: &str, field: Option<&str>) -> Result<(), Fault> {
    let changed: Option<ChannelId> = tx.find(
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

const REMOVE: &str = "DELETE FROM channel
    WHERE id = $1
    AND NOT EXISTS (SELECT 1 FROM channel WHERE parent = $1)
    AND NOT EXISTS (SELECT 1 FROM article WHERE channel = $1)
    AND NOT EXISTS (SELECT 1 FROM submission WHERE channel = $1)
    AND NOT EXISTS (SELECT 1 FROM role WHERE channel = $1)
    AND NOT EXISTS (SELECT 1 FROM slot WHERE place = $2)";

/// Takes a channel away that nothing stands in; `place` is that of its headline. Whether it is gone now.
///
/// # Errors
/// What the database says.
pub fn remove(
    tx: &mut Tx<'_>,
    pen: &Pen,
    channel: ChannelId,
    slug: &str,
    place: &str,
) -> Result<bool, Fault> {
    if tx.execute(REMOVE, params![channel, place])? == 0 {
        return Ok(false);
    }
    let slug = slug.to_owned();
    pen.tell(tx, &ChannelRemoved { channel, slug })?;
    Ok(true)
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
