//! What stands in places or is to come there, for the desk.

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use crate::article::rules::StoredState;
use crate::slot::rules::Filling;

/// A filling that has not ended, with what its article is now.
#[derive(Clone, Debug)]
pub struct OpenRow {
    pub place: String,
    pub filling: Filling,
    pub state: StoredState,
    pub published_at: Option<Millis>,
    /// JSON, as every localized name.
    pub creator_name: String,
}

impl OpenRow {
    /// From when on readers can see the article, if ever.
    #[must_use]
    pub fn visible_from(&self) -> Option<Millis> {
        super::candidate::visible_from(self.state, self.published_at)
    }
}

/// The columns of [`open_from_row`].
macro_rules! select_open {
    ($rest:literal) => {
        concat!(
            "SELECT s.place, s.id, s.article, a.title, s.title, s.from_at, s.until_at, s.position,
                a.state, a.published_at, c.name
            FROM slot s
            JOIN article a ON a.id = s.article
            JOIN creator c ON c.id = a.creator ",
            $rest
        )
    };
}

const ALL: &str = select_open!(
    "WHERE s.until_at > $1
    ORDER BY s.place, s.position, s.from_at DESC, s.id"
);
pub const OF_PLACE: &str = select_open!(
    "WHERE s.place = $1 AND s.until_at > $2
    ORDER BY s.position, s.from_at DESC, s.id"
);

fn open_from_row(row: &Row<'_>) -> Result<OpenRow, Fault> {
    Ok(OpenRow {
        place: row.get(0)?,
        filling: Filling {
            slot: row.get(1)?,
            article: row.get(2)?,
            name: row.get(3)?,
            title: row.get(4)?,
            from_at: row.get(5)?,
            until_at: row.get(6)?,
            position: row.get(7)?,
        },
        state: row.get(8)?,
        published_at: row.get(9)?,
        creator_name: row.get(10)?,
    })
}

/// What stands anywhere or is to come, place by place in order: places are
/// tens, with some fillings each.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn list(tx: &mut Tx<'_>, now: Millis) -> Result<Vec<OpenRow>, Fault> {
    tx.query(ALL, params![now], open_from_row)
}

/// What stands in one place or is to come there, in order.
///
/// # Errors
/// What the database says.
pub fn list_of(tx: &mut Tx<'_>, place: &str, now: Millis) -> Result<Vec<OpenRow>, Fault> {
    tx.query(OF_PLACE, params![place, now], open_from_row)
}
