use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::id::{ArticleId, SlotId};
use crate::pen::{Change, Pen};
use crate::slot::events::SlotFilled;
use crate::slot::store::version;

/// How a place is filled. Place, article and beginning say which filling it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotFields {
    pub place: String,
    pub article: ArticleId,
    pub from_at: Millis,
    /// JSON, as every localized text.
    pub title: Option<String>,
    pub until_at: Millis,
    pub position: i64,
}

const STORED: &str = "SELECT id, title, until_at, position
    FROM slot
    WHERE place = $1 AND article = $2 AND from_at = $3";
const INSERT: &str = "INSERT INTO slot (id, title, until_at, position, place, article, from_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const UPDATE: &str = "UPDATE slot SET title = $2, until_at = $3, position = $4 WHERE id = $1";

/// Fills a place, or changes how it is filled.
///
/// # Errors
/// What the database says.
pub fn put(tx: &mut Tx<'_>, pen: &Pen, fields: &SlotFields) -> Result<Change, Fault> {
    let (place, article) = (&fields.place, fields.article);
    let stored = tx.find(STORED, params![place, article, fields.from_at], |row| {
        let stored = SlotFields {
            title: row.get(1)?,
            until_at: row.get(2)?,
            position: row.get(3)?,
            ..fields.clone()
        };
        Ok((row.get::<SlotId>(0)?, stored))
    })?;
    let (id, sql, used, change) = match stored {
        Some((_, stored)) if stored == *fields => return Ok(Change::Same),
        Some((id, _)) => (id, UPDATE, 4, Change::Changed),
        None => (pen.ids.fresh(), INSERT, 7, Change::New),
    };
    let params = params![
        id,
        &fields.title,
        fields.until_at,
        fields.position,
        place,
        article,
        fields.from_at,
    ];
    tx.execute(sql, &params[..used])?;
    // Who is changing the place at the desk has to see this first.
    version::outdate(tx, place)?;
    let place = place.clone();
    pen.tell(
        tx,
        &SlotFilled {
            slot: id,
            place,
            article,
        },
    )?;
    Ok(change)
}
