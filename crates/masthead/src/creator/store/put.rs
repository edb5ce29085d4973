use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use super::look;
use crate::creator::events::{CreatorChanged, CreatorFollowed};
use crate::id::{AccountId, CreatorId};
use crate::pen::{Change, Pen};

/// A creator as an archive gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatorFields {
    pub handle: String,
    /// JSON, as every localized name.
    pub name: String,
    pub kind: String,
    pub bio: Option<String>,
    /// The hash of its picture.
    pub avatar: Option<String>,
    pub region: Option<String>,
    pub created_at: Option<Millis>,
}

pub(super) fn fields_from_row(row: &Row<'_>) -> Result<CreatorFields, Fault> {
    Ok(CreatorFields {
        handle: row.get(1)?,
        name: row.get(2)?,
        kind: row.get(3)?,
        bio: row.get(4)?,
        avatar: row.get(5)?,
        region: row.get(6)?,
        created_at: row.get(7)?,
    })
}

const STORED: &str = "SELECT id, handle, name, kind, bio, avatar, region, created_at
    FROM creator
    WHERE external_id = $1";
const INSERT: &str = "INSERT INTO creator (id, handle, handle_folded, name, kind, bio, avatar,
        region, created_at, external_id, article_count, follower_count)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0)";
const UPDATE: &str = "UPDATE creator
    SET handle = $2, handle_folded = $3, name = $4, kind = $5, bio = $6, avatar = $7,
        region = $8, created_at = $9
    WHERE id = $1";

/// Who writes for a creator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberFields {
    pub account: AccountId,
    /// As [`MemberRole`](crate::account::MemberRole) is stored.
    pub role: String,
}

/// Sets up the creator of this external id, or changes it to these fields and
/// members.
///
/// # Errors
/// What the database says.
pub fn put(
    tx: &mut Tx<'_>,
    pen: &Pen,
    external_id: &str,
    fields: &CreatorFields,
    members: &[MemberFields],
) -> Result<Change, Fault> {
    let stored = tx.find(STORED, params![external_id], |row| {
        Ok((row.get::<CreatorId>(0)?, fields_from_row(row)?))
    })?;
    let (id, change) = match stored {
        None => {
            let id = pen.ids.fresh();
            write(tx, INSERT, id, fields, Some(external_id))?;
            put_members(tx, id, members)?;
            (id, Change::New)
        }
        Some((id, stored)) => {
            let moved = put_members(tx, id, members)?;
            if stored == *fields && !moved {
                return Ok(Change::Same);
            }
            write(tx, UPDATE, id, fields, None)?;
            (id, Change::Changed)
        }
    };
    look::put(tx, id, &fields.handle, &fields.name)?;
    pen.tell(tx, &CreatorChanged { creator: id })?;
    Ok(change)
}

fn write(
    tx: &mut Tx<'_>,
    sql: &'static str,
    id: CreatorId,
    fields: &CreatorFields,
    external_id: Option<&str>,
) -> Result<(), Fault> {
    let folded = fields.handle.to_lowercase();
    let params = params![
        id,
        &fields.handle,
        &folded,
        &fields.name,
        &fields.kind,
        &fields.bio,
        &fields.avatar,
        &fields.region,
        fields.created_at,
        external_id,
    ];
    let used = if external_id.is_some() { 10 } else { 9 };
    tx.execute(sql, &params[..used]).map(drop)
}

/// Gives whether anything was written. `members` are sorted, each account once.
fn put_members(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    members: &[MemberFields],
) -> Result<bool, Fault> {
    let stored = tx.query(
        "SELECT member, role FROM membership WHERE creator = $1 ORDER BY member",
        params![creator],
        |row| {
            Ok(MemberFields {
                account: row.get(0)?,
                role: row.get(1)?,
            })
        },
    )?;
    if stored == members {
        return Ok(false);
    }
    tx.execute(
        "DELETE FROM membership WHERE creator = $1",
        params![creator],
    )?;
    for member in members {
        tx.execute(
            "INSERT INTO membership (creator, member, role) VALUES ($1, $2, $3)",
            params![creator, member.account, &member.role],
        )?;
    }
    Ok(true)
}

/// A reader follows a creator since then. Only the first time is a fact of its
/// own: counts rest on it.
///
/// # Errors
/// What the database says.
pub fn put_follow(
    tx: &mut Tx<'_>,
    pen: &Pen,
    creator: CreatorId,
    reader: AccountId,
    since: Option<Millis>,
) -> Result<Change, Fault> {
    let stored = tx.find(
        "SELECT since FROM follow WHERE creator = $1 AND reader = $2",
        params![creator, reader],
        |row| row.get::<Option<Millis>>(0),
    )?;
    match stored {
        Some(stored) if stored == since => Ok(Change::Same),
        Some(_) => {
            tx.execute(
                "UPDATE follow SET since = $3 WHERE creator = $1 AND reader = $2",
                params![creator, reader, since],
            )?;
            pen.tell(tx, &CreatorChanged { creator })?;
            Ok(Change::Changed)
        }
        None => {
            tx.execute(
                "INSERT INTO follow (creator, reader, since) VALUES ($1, $2, $3)",
                params![creator, reader, since],
            )?;
            pen.tell(tx, &CreatorFollowed { creator, reader })?;
            Ok(Change::New)
        }
    }
}

/// # Errors
/// What the database says.
pub fn find_id(tx: &mut Tx<'_>, external_id: &str) -> Result<Option<CreatorId>, Fault> {
    tx.find(
        "SELECT id FROM creator WHERE external_id = $1",
        params![external_id],
        |row| row.get(0),
    )
}

/// The external id of another creator who has this handle, in any case.
///
/// # Errors
/// What the database says.
pub fn find_rival(
    tx: &mut Tx<'_>,
    handle: &str,
    external_id: &str,
) -> Result<Option<String>, Fault> {
    tx.find(
        "SELECT external_id FROM creator WHERE handle_folded = $1 AND external_id <> $2",
        params![handle.to_lowercase().as_str(), external_id],
        |row| row.get(0),
    )
}
