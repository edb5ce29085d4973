//! The tables `place` and `place_version`: how often a place has changed, and
//! how it stood.

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use crate::id::AccountId;
use crate::slot::rules::Filling;

/// How a place stood after a change.
#[derive(Clone, Debug)]
pub struct VersionRow {
    pub version: i64,
    pub at: Millis,
    /// [`Act::name`](crate::slot::rules::Act::name), or
    /// [`FOUND`](crate::slot::rules::FOUND).
    pub act: String,
    /// JSON, as every localized name; none for what was found so.
    pub by: Option<String>,
    pub fillings: Vec<Filling>,
}

/// The version that a save has to rest on; 0 for a place that was never changed.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn find(tx: &mut Tx<'_>, place: &str) -> Result<i64, Fault> {
    let sql = "SELECT version FROM place WHERE name = $1";
    let version = tx.find(sql, params![place], |row| row.get(0))?;
    Ok(version.unwrap_or_default())
}

/// Makes another version of a place, whatever it was.
///
/// # Errors
/// What the database says.
pub fn outdate(tx: &mut Tx<'_>, place: &str) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO place (name, version) VALUES ($1, 1)
        ON CONFLICT (name) DO UPDATE SET version = place.version + 1",
        params![place],
    )?;
    Ok(())
}

/// Makes another version of a place that is still the one of `rests_on`:
/// whether it was. Until the end of the transaction nobody else can.
///
/// # Errors
/// What the database says.
pub(super) fn advance(tx: &mut Tx<'_>, place: &str, rests_on: i64) -> Result<bool, Fault> {
    tx.execute(
        "INSERT INTO place (name, version) VALUES ($1, 0) ON CONFLICT (name) DO NOTHING",
        params![place],
    )?;
    let advanced = tx.execute(
        "UPDATE place SET version = version + 1 WHERE name = $1 AND version = $2",
        params![place, rests_on],
    )?;
    Ok(advanced == 1)
}

/// Keeps how a place stands in a version.
///
/// # Errors
/// What the database says.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    place: &str,
    account: Option<AccountId>,
    row: &VersionRow,
) -> Result<(), Fault> {
    let fillings = serde_json::to_string(&row.fillings).expect("fillings are plain data");
    tx.execute(
        "INSERT INTO place_version (place, version, at, account, act, fillings)
        VALUES ($1, $2, $3, $4, $5, $6)",
        params![place, row.version, row.at, account, &row.act, &fillings],
    )?;
    Ok(())
}

/// Whether a version of a place is kept: those that an archive made are not,
/// until the desk changes the place.
///
/// # Errors
/// What the database says.
pub(super) fn is_kept(tx: &mut Tx<'_>, place: &str, version: i64) -> Result<bool, Fault> {
    let sql = "SELECT version FROM place_version WHERE place = $1 AND version = $2";
    let kept = tx.find(sql, params![place, version], |row| row.get::<i64>(0))?;
    Ok(kept.is_some())
}

/// How a place stood in a version.
///
/// # Errors
/// What the database says.
pub fn find_fillings(
    tx: &mut Tx<'_>,
    place: &str,
    version: i64,
) -> Result<Option<Vec<Filling>>, Fault> {
    let sql = "SELECT fillings FROM place_version WHERE place = $1 AND version = $2";
    tx.find(sql, params![place, version], |row| fillings(row, 0))
}

pub const VERSIONS: &str = "SELECT v.version, v.at, v.act, u.name, v.fillings
    FROM place_version v
    LEFT JOIN user_account u ON u.id = v.account
    WHERE v.place = $1 AND v.version < $2
    ORDER BY v.version DESC
    LIMIT $3";

/// The versions below this one, newest first.
///
/// # Errors
/// What the database says.
pub fn list(
    tx: &mut Tx<'_>,
    place: &str,
    below: i64,
    limit: i64,
) -> Result<Vec<VersionRow>, Fault> {
    tx.query(VERSIONS, params![place, below, limit], |row| {
        Ok(VersionRow {
            version: row.get(0)?,
            at: row.get(1)?,
            act: row.get(2)?,
            by: row.get(3)?,
            fillings: fillings(row, 4)?,
        })
    })
}

/// What a later version of the program has written otherwise is as good as empty.
fn fillings(row: &Row<'_>, column: usize) -> Result<Vec<Filling>, Fault> {
    let stored: String = row.get(column)?;
    Ok(serde_json::from_str(&stored).unwrap_or_default())
}
