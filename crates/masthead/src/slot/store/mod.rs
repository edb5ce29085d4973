//! All SQL of the tables `slot`, `place` and `place_version`.

pub mod candidate;
pub mod change;
pub mod export;
pub mod open;
pub mod put;
pub mod version;

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::article::store::{CardRow, card_from_row, select_cards};

/// A filled place and the article that stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotRow {
    pub place: String,
    /// The editor's own title for this place, JSON as every localized text.
    pub title: Option<String>,
    pub card: CardRow,
}

const FILLED: &str = select_cards!(
    ", s.place, s.title FROM slot s JOIN article a ON a.id = s.article",
    "WHERE s.until_at > $1 AND s.from_at <= $1
        AND a.state = 'published' AND a.published_at <= $1
    ORDER BY s.place, s.position, s.from_at DESC, s.id"
);

const AHEAD: &str = select_cards!(
    ", s.place, s.title FROM slot s JOIN article a ON a.id = s.article",
    "WHERE s.until_at > $1 AND s.from_at <= $1
        AND a.state IN ('published', 'scheduled') AND a.published_at <= $1
    ORDER BY s.place, s.position, s.from_at DESC, s.id"
);

/// Everything that editors have placed and that shows at `now`: places are
/// few, and so is what fills them at one time.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn list_filled(tx: &mut Tx<'_>, now: Millis) -> Result<Vec<SlotRow>, Fault> {
    list(tx, FILLED, now)
}

/// As [`list_filled`], for a later time: what is scheduled until then counts.
///
/// # Errors
/// What the database says.
pub fn list_ahead(tx: &mut Tx<'_>, at: Millis) -> Result<Vec<SlotRow>, Fault> {
    list(tx, AHEAD, at)
}

fn list(tx: &mut Tx<'_>, sql: &'static str, at: Millis) -> Result<Vec<SlotRow>, Fault> {
    tx.query(sql, params![at], |row| {
        Ok(SlotRow {
            place: row.get(17)?,
            title: row.get(18)?,
            card: card_from_row(row)?,
        })
    })
}

/// When the next place is filled, or emptied, by the time alone.
///
/// # Errors
/// What the database says.
pub fn next_change(tx: &mut Tx<'_>, now: Millis) -> Result<Option<Millis>, Fault> {
    tx.get(
        "SELECT MIN(CASE WHEN from_at > $1 THEN from_at ELSE until_at END)
        FROM slot
        WHERE until_at > $1",
        params![now],
        |row| row.get(0),
    )
}
