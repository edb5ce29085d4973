use masthead_clock::Millis;
use masthead_db::{Dialect, Fault, Tx, params};

use crate::Fact;

/// One line of the log.
#[derive(Clone, Debug)]
pub struct Event {
    pub seq: i64,
    pub at: Millis,
    pub kind: String,
    pub version: i64,
    pub actor: String,
    /// The fact as JSON.
    pub body: String,
}

impl Event {
    /// The fact, where this event is of its kind.
    ///
    /// # Errors
    /// Where the stored text is not such a fact: written by a newer version.
    pub fn read<F: Fact>(&self) -> Option<Result<F, serde_json::Error>> {
        (self.kind == F::KIND).then(|| serde_json::from_str(&self.body))
    }
}

const AFTER: &str = "SELECT seq, at, kind, version, actor, body
    FROM event
    WHERE seq > $1 AND tx < $2
    ORDER BY seq
    LIMIT $3";

/// The next `limit` events after `cursor` that nothing can precede any more.
///
/// PostgreSQL gives out sequence numbers before commit, so a number may be
/// missing only because its transaction is still open. Events whose
/// transaction is not older than every open one therefore wait.
///
/// # Errors
/// What the database says.
pub fn read_after(tx: &mut Tx<'_>, cursor: i64, limit: i64) -> Result<Vec<Event>, Fault> {
    let settled = settled_below(tx)?;
    tx.query(AFTER, params![cursor, settled, limit], |row| {
        Ok(Event {
            seq: row.get(0)?,
            at: row.get(1)?,
            kind: row.get(2)?,
            version: row.get(3)?,
            actor: row.get(4)?,
            body: row.get(5)?,
        })
    })
}

/// The number of the last event that a follower may have read.
///
/// # Errors
/// What the database says.
pub fn head(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    let settled = settled_below(tx)?;
    tx.find(
        "SELECT seq FROM event WHERE tx < $1 ORDER BY seq DESC LIMIT 1",
        params![settled],
        |row| row.get(0),
    )
    .map(Option::unwrap_or_default)
}

/// Asked for before the events, in the same snapshot or an older one: all
/// that is below has ended and can be seen.
fn settled_below(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    match tx.dialect() {
        Dialect::Sqlite => Ok(1),
        dialect => tx.get(dialect.settled_below(), &[], |row| row.get(0)),
    }
}
