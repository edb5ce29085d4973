use masthead_clock::Millis;
use masthead_db::{Db, Fault, Tx, params};

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

/// The number up to which nothing can appear any more. Take it before the
/// snapshot in which events are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled(i64);

impl Settled {
    /// The cursor of a reader that has seen all of it.
    #[must_use]
    pub fn cursor(self) -> i64 {
        self.0
    }

    /// As far as this, but not beyond `cursor`.
    #[must_use]
    pub fn but_not_past(self, cursor: i64) -> Self {
        Self(self.0.min(cursor))
    }
}

/// How far a follower may read.
///
/// PostgreSQL gives out sequence numbers before commit, and commits in any
/// order: a number may be missing only because its transaction is still open.
/// A writer therefore takes, before it draws its first number, a shared
/// advisory lock whose key is the sequence's value then, and holds it until
/// its end. A reader takes the sequence's value, and *after* that the lowest
/// key held. Whoever is still open and has drawn a number up to that value
/// held its lock by then, with a key below the number; so up to the lower of
/// the two all is settled. (Numbers of transactions do not serve: one that
/// began earlier may draw later. They also wait for other databases.)
///
/// # Errors
/// What the database says.
pub async fn settled(db: &Db) -> Result<Settled, Fault> {
    let Some([drawn, open]) = db.dialect().settled() else {
        // One writer: what a snapshot shows is all there is below its last.
        let last = |tx: &mut Tx<'_>| head(tx);
        return db.read(last).await.map(Settled);
    };
    let read = async |sql| {
        let query = move |tx: &mut Tx<'_>| tx.get(sql, &[], |row| row.get::<Option<i64>>(0));
        db.read(query).await
    };
    let drawn = read(drawn).await?.unwrap_or_default();
    let open: Option<i64> = read(open).await?;
    Ok(Settled(open.map_or(drawn, |open| open.min(drawn))))
}

const AFTER: &str = "SELECT seq, at, kind, version, actor, body
    FROM event
    WHERE seq > $1 AND seq <= $2
    ORDER BY seq
    LIMIT $3";

/// The next `limit` events after `cursor`, as far as they are settled.
///
/// # Errors
/// What the database says.
pub fn read_after(
    tx: &mut Tx<'_>,
    cursor: i64,
    settled: Settled,
    limit: i64,
) -> Result<Vec<Event>, Fault> {
    tx.query(AFTER, params![cursor, settled.0, limit], |row| {
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

/// The number of the last event that is committed, zero where there is none.
///
/// # Errors
/// What the database says.
pub fn head(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    tx.find(
        "SELECT seq FROM event ORDER BY seq DESC LIMIT 1",
        &[],
        |row| row.get(0),
    )
    .map(Option::unwrap_or_default)
}
