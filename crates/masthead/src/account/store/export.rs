use masthead_db::{Fault, Tx, params};

use super::put::AccountFields;
use crate::byte_order::in_byte_order;
use crate::id::AccountId;

/// The ids of every account, by the bytes of their external ids.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn list_ids(tx: &mut Tx<'_>) -> Result<Vec<AccountId>, Fault> {
    let sql = in_byte_order!(tx, "SELECT id FROM user_account", "external_id");
    tx.query(sql, &[], |row| row.get(0))
}

/// An account with its external id.
///
/// # Errors
/// What the database says.
pub fn get(tx: &mut Tx<'_>, id: AccountId) -> Result<(String, AccountFields), Fault> {
    tx.get(
        "SELECT external_id, name, email, created_at FROM user_account WHERE id = $1",
        params![id],
        |row| {
            let fields = AccountFields {
                name: row.get(1)?,
                email: row.get(2)?,
                created_at: row.get(3)?,
            };
            Ok((row.get(0)?, fields))
        },
    )
}
