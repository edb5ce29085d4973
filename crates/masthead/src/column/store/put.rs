use masthead_db::{Fault, Row, Tx, params};

use crate::column::events::{ColumnChanged, ColumnRemoved};
use crate::id::ColumnId;
use crate::pen::{Change, Pen};

/// A column as an archive gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnFields {
    /// JSON, as every localized name.
    pub name: String,
    pub headline_title: Option<String>,
    pub parent: Option<ColumnId>,
    pub position: i64,
}

pub(super) fn fields_from_row(row: &Row<'_>) -> Result<ColumnFields, Fault> {
    Ok(ColumnFields {
        name: row.get(1)?,
        headline_title: row.get(2)?,
        parent: row.get(3)?,
        position: row.get(4)?,
    })
}

const STORED: &str = "SELECT id, name, headline_title, parent, position
    FROM news_column
    WHERE slug = $1";
const INSERT: &str = "INSERT INTO news_column (id, slug, name, headline_title, parent, position)
    VALUES ($1, $2, $3, $4, $5, $6)";
const UPDATE: &str = "UPDATE news_column
    SET name = $2, headline_title = $3, parent = $4, position = $5
    WHERE id = $1";

/// Sets up the column of this slug, or changes it to these fields.
///
/// # Errors
/// What the database says.
pub fn put(tx: &mut Tx<'_>, pen: &Pen, slug: &str, fields: &ColumnFields) -> Result<Change, Fault> {
    let stored = tx.find(STORED, params![slug], |row| {
        Ok((row.get::<ColumnId>(0)?, fields_from_row(row)?))
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
    pen.tell(tx, &ColumnChanged { column: id })?;
    Ok(change)
}

const REMOVE: &str = "DELETE FROM news_column
    WHERE id = $1
    AND NOT EXISTS (SELECT 1 FROM news_column WHERE parent = $1)
    AND NOT EXISTS (SELECT 1 FROM article_column WHERE news_column = $1)
    AND NOT EXISTS (SELECT 1 FROM slot WHERE place = $2)";

/// Takes a column away that nothing stands in; `place` is that of its headline. Whether it is gone now.
///
/// # Errors
/// What the database says.
pub fn remove(
    tx: &mut Tx<'_>,
    pen: &Pen,
    column: ColumnId,
    slug: &str,
    place: &str,
) -> Result<bool, Fault> {
    if tx.execute(REMOVE, params![column, place])? == 0 {
        return Ok(false);
    }
    let slug = slug.to_owned();
    pen.tell(tx, &ColumnRemoved { column, slug })?;
    Ok(true)
}

/// The id of the column with this slug.
///
/// # Errors
/// What the database says.
pub fn find_id(tx: &mut Tx<'_>, slug: &str) -> Result<Option<ColumnId>, Fault> {
    tx.find(
        "SELECT id FROM news_column WHERE slug = $1",
        params![slug],
        |row| row.get(0),
    )
}

/// The id of the column above this one.
///
/// # Errors
/// What the database says.
pub fn find_parent(tx: &mut Tx<'_>, id: ColumnId) -> Result<Option<ColumnId>, Fault> {
    tx.find(
        "SELECT parent FROM news_column WHERE id = $1",
        params![id],
        |row| row.get::<Option<ColumnId>>(0),
    )
    .map(Option::flatten)
}
