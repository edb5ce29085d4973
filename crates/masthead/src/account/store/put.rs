use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::account::events::AccountChanged;
use crate::id::AccountId;
use crate::pen::{Change, Pen};

/// An account as an archive gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountFields {
    /// JSON, as every localized name.
    pub name: String,
    pub email: Option<String>,
    pub created_at: Option<Millis>,
}

const STORED: &str = "SELECT id, name, email, created_at FROM user_account WHERE external_id = $1";
const INSERT: &str = "INSERT INTO user_account (id, external_id, name, email, created_at)
    VALUES ($1, $2, $3, $4, $5)";
const UPDATE: &str = "UPDATE user_account SET name = $2, email = $3, created_at = $4 WHERE id = $1";

/// Sets up the account of this external id, or changes it to these fields.
///
/// # Errors
/// What the database says.
pub fn put(
    tx: &mut Tx<'_>,
    pen: &Pen,
    external_id: &str,
    fields: &AccountFields,
) -> Result<Change, Fault> {
    let stored = tx.find(STORED, params![external_id], |row| {
        let fields = AccountFields {
            name: row.get(1)?,
            email: row.get(2)?,
            created_at: row.get(3)?,
        };
        Ok((row.get::<AccountId>(0)?, fields))
    })?;
    let AccountFields {
        name,
        email,
        created_at,
    } = fields;
    let (id, change) = match stored {
        Some((_, stored)) if stored == *fields => return Ok(Change::Same),
        Some((id, _)) => {
            tx.execute(UPDATE, params![id, name, email, *created_at])?;
            (id, Change::Changed)
        }
        None => {
            let id = pen.ids.fresh();
            tx.execute(INSERT, params![id, external_id, name, email, *created_at])?;
            (id, Change::New)
        }
    };
    pen.tell(tx, &AccountChanged { account: id })?;
    Ok(change)
}

/// # Errors
/// What the database says.
pub fn find_id(tx: &mut Tx<'_>, external_id: &str) -> Result<Option<AccountId>, Fault> {
    tx.find(
        "SELECT id FROM user_account WHERE external_id = $1",
        params![external_id],
        |row| row.get(0),
    )
}

/// Nobody else who takes an account's turn goes on before this transaction ends.
///
/// # Errors
/// What the database says.
pub fn take_turn(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Fault> {
    let sql = "UPDATE user_account SET name = name WHERE id = $1";
    tx.execute(sql, params![account]).map(drop)
}

/// What the account that acts is called from now on.
///
/// # Errors
/// What the database says.
pub fn rename(tx: &mut Tx<'_>, pen: &Pen, name: &str) -> Result<(), Fault> {
    let account = pen.account()?;
    let name = serde_json::Value::from(name).to_string();
    let sql = "UPDATE user_account SET name = $2 WHERE id = $1 AND name <> $2";
    match tx.execute(sql, params![account, &name])? {
        0 => Ok(()),
        _ => pen.tell(tx, &AccountChanged { account }),
    }
}
