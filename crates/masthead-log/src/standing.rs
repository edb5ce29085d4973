use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

/// Where a follower stands, for operators.
#[derive(Clone, Debug)]
pub struct Standing {
    pub name: String,
    pub cursor: i64,
    /// Failures in a row; zero when it is well.
    pub failures: i64,
    pub retry_at: Millis,
    pub reason: Option<String>,
}

/// Every follower that has ever run, by name.
///
/// # Errors
/// What the database says.
pub fn standings(tx: &mut Tx<'_>) -> Result<Vec<Standing>, Fault> {
    tx.query(
        "SELECT name, cursor, failures, retry_at, reason FROM follower ORDER BY name",
        &[],
        |row| {
            Ok(Standing {
                name: row.get(0)?,
                cursor: row.get(1)?,
                failures: row.get(2)?,
                retry_at: row.get(3)?,
                reason: row.get(4)?,
            })
        },
    )
}

/// Where the follower of this name stands; at the start where it is new.
pub(crate) fn cursor(tx: &mut Tx<'_>, name: &'static str) -> Result<Standing, Fault> {
    let found = tx.find(
        "SELECT cursor, failures, retry_at, reason FROM follower WHERE name = $1",
        params![name],
        |row| {
            Ok(Standing {
                name: name.to_owned(),
                cursor: row.get(0)?,
                failures: row.get(1)?,
                retry_at: row.get(2)?,
                reason: row.get(3)?,
            })
        },
    )?;
    Ok(found.unwrap_or_else(|| Standing {
        name: name.to_owned(),
        cursor: 0,
        failures: 0,
        retry_at: Millis(0),
        reason: None,
    }))
}
