//! SQL of the table `invitation`, and the members of one creator.

use masthead_auth::Digest;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use super::rules::MOST;
use crate::account::MemberRole;
use crate::account::events::{InvitationTakenBack, MemberInvited, MemberLeft};
use crate::creator::store::member as membership;
pub use crate::creator::store::member::lock;
use crate::id::{AccountId, CreatorId};
use crate::pen::Pen;

/// A member as lists show it.
#[derive(Clone, Debug)]
pub struct MemberRow {
    pub account: AccountId,
    /// JSON, as every localized name.
    pub name: String,
    pub role: MemberRole,
}

pub const LIST: &str = "SELECT m.member, u.name, m.role
    FROM membership m
    JOIN user_account u ON u.id = m.member
    WHERE m.creator = $1
    ORDER BY m.member
    LIMIT $2";

/// The members of a creator.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn list(tx: &mut Tx<'_>, creator: CreatorId) -> Result<Vec<MemberRow>, Fault> {
    let all = tx.query(LIST, params![creator, MOST as i64], |row| {
        let role: String = row.get(2)?;
        let (account, name) = (row.get(0)?, row.get(1)?);
        // One of a later version is not shown here.
        Ok(MemberRole::from_name(&role).map(|role| MemberRow {
            account,
            name,
            role,
        }))
    })?;
    Ok(all.into_iter().flatten().collect())
}

/// # Errors
/// What the database says.
pub fn count_owners(tx: &mut Tx<'_>, creator: CreatorId) -> Result<i64, Fault> {
    let sql = "SELECT COUNT(*) FROM membership WHERE creator = $1 AND role = 'owner'";
    tx.get(sql, params![creator], |row| row.get(0))
}

/// Members and open invitations of a creator.
///
/// # Errors
/// What the database says.
pub fn count_all(tx: &mut Tx<'_>, creator: CreatorId, now: Millis) -> Result<i64, Fault> {
    tx.get(
        "SELECT (SELECT COUNT(*) FROM membership WHERE creator = $1)
            + (SELECT COUNT(*) FROM invitation WHERE creator = $1 AND ends_at > $2)",
        params![creator, now],
        |row| row.get(0),
    )
}

/// Somebody writes for a creator no more.
///
/// # Errors
/// What the database says.
pub fn part(
    tx: &mut Tx<'_>,
    pen: &Pen,
    creator: CreatorId,
    account: AccountId,
) -> Result<(), Fault> {
    if !membership::remove(tx, creator, account)? {
        return Ok(());
    }
    pen.tell(tx, &MemberLeft { creator, account })
}

#[derive(Clone, Debug)]
pub struct Invitation {
    pub creator: CreatorId,
    pub email: String,
    pub role: MemberRole,
    pub ends_at: Millis,
}

/// Keeps an invitation; one to the same address before it ends.
///
/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, pen: &Pen, digest: Digest, new: &Invitation) -> Result<(), Fault> {
    tx.execute(
        "DELETE FROM invitation WHERE creator = $1 AND (email = $2 OR ends_at <= $3)",
        params![new.creator, &new.email, pen.now()],
    )?;
    tx.execute(
        "INSERT INTO invitation (digest, creator, email, role, invited_by, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6)",
        params![
            &digest.hex(),
            new.creator,
            &new.email,
            new.role.name(),
            pen.account()?,
            new.ends_at
        ],
    )?;
    let role = new.role.name().to_owned();
    let creator = new.creator;
    pen.tell(tx, &MemberInvited { creator, role })
}

pub const INVITED: &str = "SELECT email, role, ends_at FROM invitation
    WHERE creator = $1 AND ends_at > $2
    ORDER BY ends_at, digest
    LIMIT $3";

/// The open invitations of a creator: address, role, end.
///
/// # Errors
/// What the database says.
pub fn list_open(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    now: Millis,
) -> Result<Vec<(String, MemberRole, Millis)>, Fault> {
    let all = tx.query(INVITED, params![creator, now, MOST as i64], |row| {
        let role: String = row.get(1)?;
        let (email, ends_at) = (row.get(0)?, row.get(2)?);
        Ok(MemberRole::from_name(&role).map(|role| (email, role, ends_at)))
    })?;
    Ok(all.into_iter().flatten().collect())
}

/// An invitation as whoever has the link reads it.
#[derive(Clone, Debug)]
pub struct InvitationRow {
    pub creator: CreatorId,
    pub handle: String,
    /// JSON.
    pub creator_name: String,
    /// JSON.
    pub by: String,
    pub role: MemberRole,
    pub ends_at: Millis,
}

/// What a link invites to, if it holds at `now`: while whoever made it is an owner.
///
/// # Errors
/// What the database says.
pub fn find(tx: &mut Tx<'_>, digest: Digest, now: Millis) -> Result<Option<InvitationRow>, Fault> {
    let found = tx.find(
        "SELECT i.creator, c.handle, c.name, u.name, i.role, i.ends_at
        FROM invitation i
        JOIN creator c ON c.id = i.creator
        JOIN user_account u ON u.id = i.invited_by
        JOIN membership m ON m.creator = i.creator AND m.member = i.invited_by AND m.role = 'owner'
        WHERE i.digest = $1 AND i.ends_at > $2",
        params![&digest.hex(), now],
        |row| {
            let role: String = row.get(4)?;
            let role = MemberRole::from_name(&role);
            let (creator, handle, creator_name) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (by, ends_at) = (row.get(3)?, row.get(5)?);
            Ok(role.map(|role| InvitationRow {
                creator,
                handle,
                creator_name,
                by,
                role,
                ends_at,
            }))
        },
    )?;
    Ok(found.flatten())
}

/// A link works once. Gives whether it was there.
///
/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, digest: Digest) -> Result<bool, Fault> {
    let sql = "DELETE FROM invitation WHERE digest = $1";
    Ok(tx.execute(sql, params![&digest.hex()])? == 1)
}

/// Takes back the invitation of this address, if it is open.
///
/// # Errors
/// What the database says.
pub fn take_back(tx: &mut Tx<'_>, pen: &Pen, creator: CreatorId, email: &str) -> Result<(), Fault> {
    let sql = "DELETE FROM invitation WHERE creator = $1 AND email = $2";
    match tx.execute(sql, params![creator, email])? {
        0 => Ok(()),
        _ => pen.tell(tx, &InvitationTakenBack { creator }),
    }
}

/// Takes back what somebody sent who owns the creator no more.
///
/// # Errors
/// What the database says.
pub fn take_back_all(
    tx: &mut Tx<'_>,
    pen: &Pen,
    creator: CreatorId,
    by: AccountId,
) -> Result<(), Fault> {
    let sql = "DELETE FROM invitation WHERE creator = $1 AND invited_by = $2";
    for _ in 0..tx.execute(sql, params![creator, by])? {
        pen.tell(tx, &InvitationTakenBack { creator })?;
    }
    Ok(())
}
