use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use super::put::{CreatorFields, fields_from_row};
use crate::byte_order::in_byte_order;
use crate::id::CreatorId;

/// A creator as an archive names it.
#[derive(Clone, Debug)]
pub struct CreatorRecord {
    pub external_id: String,
    pub fields: CreatorFields,
    /// The usual extension of the avatar's original.
    pub avatar_format: Option<String>,
    /// External ids of accounts, and their roles.
    pub members: Vec<(String, String)>,
}

/// The ids of every creator, by the bytes of their external ids.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn list_ids(tx: &mut Tx<'_>) -> Result<Vec<CreatorId>, Fault> {
    let sql = in_byte_order!(tx, "SELECT id FROM creator", "external_id");
    tx.query(sql, &[], |row| row.get(0))
}

const GET: &str = "SELECT c.external_id, c.handle, c.name, c.kind, c.bio, c.avatar, c.region,
        c.created_at, m.format
    FROM creator c
    LEFT JOIN media m ON m.hash = c.avatar
    WHERE c.id = $1";

/// # Errors
/// What the database says.
pub fn get(tx: &mut Tx<'_>, id: CreatorId) -> Result<CreatorRecord, Fault> {
    let record = tx.get(GET, params![id], |row| {
        Ok(CreatorRecord {
            external_id: row.get(0)?,
            fields: fields_from_row(row)?,
            avatar_format: row.get(8)?,
            members: Vec::new(),
        })
    })?;
    let sql = in_byte_order!(
        tx,
        "SELECT u.external_id, m.role
        FROM membership m
        JOIN user_account u ON u.id = m.member
        WHERE m.creator = $1",
        "u.external_id"
    );
    let members = tx.query(sql, params![id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(CreatorRecord { members, ..record })
}

/// Hands over who follows whom: external ids of creator and account.
///
/// # Errors
/// What the database says, or what `take` says.
pub fn each_follow(
    tx: &mut Tx<'_>,
    mut take: impl FnMut(String, String, Option<Millis>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let sql = in_byte_order!(
        tx,
        "SELECT c.external_id, u.external_id, f.since
        FROM follow f
        JOIN creator c ON c.id = f.creator
        JOIN user_account u ON u.id = f.reader",
        "c.external_id",
        "u.external_id"
    );
    tx.each(sql, &[], |row| take(row.get(0)?, row.get(1)?, row.get(2)?))
}
