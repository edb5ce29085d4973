//! All SQL of the table `audit`.

use masthead_db::{Fault, Tx, params};
use masthead_log::Event;

/// # Errors
/// What the database says.
pub(crate) fn clear(tx: &mut Tx<'_>) -> Result<(), Fault> {
    tx.execute("DELETE FROM audit", &[]).map(drop)
}

/// # Errors
/// What the database says.
pub(crate) fn insert(tx: &mut Tx<'_>, event: &Event, subject: &str) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO audit (seq, at, actor, kind, subject, detail)
        VALUES ($1, $2, $3, $4, $5, $6)",
        params![
            event.seq,
            event.at,
            &event.actor,
            &event.kind,
            subject,
            &event.body
        ],
    )
    .map(drop)
}
