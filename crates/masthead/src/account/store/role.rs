//! SQL of the table `role`, and the list of accounts that the desk sees.

use masthead_db::{Fault, FaultKind, Row, Tx, params};

use crate::account::events::{RoleGiven, RoleTaken};
use crate::account::role::{Grant, Role};
use crate::id::{AccountId, RoleId};
use crate::pen::Pen;

/// Why a role stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum RoleFault {
    #[error("the portal would be left without an administrator")]
    LastAdministrator,
    #[error("there is no such account or channel")]
    Unknown,
    #[error("who gives or takes it is no administrator any more")]
    Forbidden,
    #[error(transparent)]
    Fault(#[from] Fault),
}

fn grant_from_row(row: &Row<'_>, first: usize) -> Result<Option<Grant>, Fault> {
    let role: String = row.get(first)?;
    let channel = row.get(first + 1)?;
    // One of a later version gives nothing here.
    Ok(Role::from_name(&role).and_then(|role| Grant::new(role, channel)))
}

pub const LIST: &str = "SELECT role, channel FROM role WHERE account = $1 ORDER BY id";

/// The roles of an account.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn list(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Grant>, Fault> {
    let grants = tx.query(LIST, params![account], |row| grant_from_row(row, 0))?;
    Ok(grants.into_iter().flatten().collect())
}

/// The roles of an account, none of which is taken before this transaction
/// ends.
///
/// # Errors
/// What the database says.
pub fn hold(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Grant>, Fault> {
    let sql = "SELECT id FROM role WHERE account = $1 ORDER BY id";
    let ids: Vec<RoleId> = tx.query(sql, params![account], |row| row.get(0))?;
    hold_each(tx, &ids)
}

/// In the order of their ids, one at a time: one statement for several holds
/// them as it comes to them, and of two such each may wait for the other.
fn hold_each(tx: &mut Tx<'_>, ids: &[RoleId]) -> Result<Vec<Grant>, Fault> {
    let sql = "UPDATE role SET since = since WHERE id = $1 RETURNING role, channel";
    let mut held = Vec::with_capacity(ids.len());
    for id in ids {
        let grant = tx.find(sql, params![*id], |row| grant_from_row(row, 0))?;
        held.extend(grant.flatten());
    }
    Ok(held)
}

/// Gives a role; one that is there already stays.
///
/// # Errors
/// [`RoleFault::Unknown`]; what the database says.
pub fn give(tx: &mut Tx<'_>, pen: &Pen, to: AccountId, grant: Grant) -> Result<(), RoleFault> {
    if list(tx, to)?.contains(&grant) {
        return Ok(());
    }
    let Grant { role, channel } = grant;
    let (id, role): (RoleId, _) = (pen.ids.fresh(), role.name());
    let sql = "INSERT INTO role (id, account, role, channel, since) VALUES ($1, $2, $3, $4, $5)";
    let given = tx.execute(sql, params![id, to, role, channel, pen.now()]);
    match given {
        Err(fault) if fault.kind() == FaultKind::ForeignKey => return Err(RoleFault::Unknown),
        given => given?,
    };
    let role = role.to_owned();
    let fact = RoleGiven {
        account: to,
        role,
        channel,
    };
    Ok(pen.tell(tx, &fact)?)
}

/// Takes a role away; one that is not there is gone already.
///
/// # Errors
/// [`RoleFault::LastAdministrator`]; what the database says.
pub fn take(tx: &mut Tx<'_>, pen: &Pen, from: AccountId, grant: Grant) -> Result<(), RoleFault> {
    let Grant { role, channel } = grant;
    if role == Role::Administrator {
        hold_administrators(tx, from, from)?;
    }
    if !list(tx, from)?.contains(&grant) {
        return Ok(());
    }
    if role == Role::Administrator && count_administrators(tx)? == 1 {
        return Err(RoleFault::LastAdministrator);
    }
    tx.execute(
        "DELETE FROM role WHERE account = $1 AND role = $2 AND COALESCE(channel, 0) = $3",
        params![from, role.name(), channel.unwrap_or_default()],
    )?;
    let role = role.name().to_owned();
    let fact = RoleTaken {
        account: from,
        role,
        channel,
    };
    Ok(pen.tell(tx, &fact)?)
}

/// Of two administrators who take each other's role at once the second finds
/// what the first has left. Holds with them the roles of who changes some and of
/// whose they are: all that is needed at once, in the order that [`hold`] keeps,
/// so that no two wait for each other.
///
/// # Errors
/// What the database says.
pub fn hold_administrators(tx: &mut Tx<'_>, by: AccountId, whose: AccountId) -> Result<(), Fault> {
    let sql = "SELECT id FROM role
        WHERE role = 'administrator' OR account = $1 OR account = $2
        ORDER BY id";
    let ids: Vec<RoleId> = tx.query(sql, params![by, whose], |row| row.get(0))?;
    hold_each(tx, &ids).map(drop)
}

fn count_administrators(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    let sql = "SELECT COUNT(*) FROM role WHERE role = 'administrator'";
    tx.get(sql, &[], |row| row.get(0))
}

/// An account as the desk lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    pub id: AccountId,
    /// JSON, as every localized name.
    pub name: String,
    /// What it logs in with; none for one that cannot.
    pub email: Option<String>,
}

pub const ROWS: &str = "SELECT u.id, u.name, l.email
    FROM user_account u
    LEFT JOIN login l ON l.account = u.id
    WHERE u.id < $1
    ORDER BY u.id DESC
    LIMIT $2";

fn account_from_row(row: &Row<'_>) -> Result<AccountRow, Fault> {
    Ok(AccountRow {
        id: row.get(0)?,
        name: row.get(1)?,
        email: row.get(2)?,
    })
}

/// Accounts below this id, newest first.
///
/// # Errors
/// What the database says.
pub fn list_accounts(
    tx: &mut Tx<'_>,
    below: AccountId,
    limit: i64,
) -> Result<Vec<AccountRow>, Fault> {
    tx.query(ROWS, params![below, limit], account_from_row)
}

/// The account that logs in with this address.
///
/// # Errors
/// What the database says.
pub fn find_account(tx: &mut Tx<'_>, email: &str) -> Result<Option<AccountRow>, Fault> {
    tx.find(
        "SELECT u.id, u.name, l.email
        FROM login l
        JOIN user_account u ON u.id = l.account
        WHERE l.email = $1",
        params![email],
        account_from_row,
    )
}

/// The roles of accounts with ids from `first` to `last`.
///
/// # Errors
/// What the database says.
pub fn list_between(
    tx: &mut Tx<'_>,
    first: AccountId,
    last: AccountId,
) -> Result<Vec<(AccountId, Grant)>, Fault> {
    let all = tx.query(
        "SELECT account, role, channel FROM role WHERE account BETWEEN $1 AND $2 ORDER BY id",
        params![first, last],
        |row| Ok((row.get(0)?, grant_from_row(row, 1)?)),
    )?;
    let known = all.into_iter();
    Ok(known.filter_map(|(id, grant)| Some((id, grant?))).collect())
}
