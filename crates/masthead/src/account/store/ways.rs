//! By what an account is come into.

use masthead_db::{Fault, Tx};

use super::{login, openid, passkey};
use crate::account::rules::Ways;
use crate::id::AccountId;

/// As it stands; `issuer` is the operator's provider.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn find(tx: &mut Tx<'_>, account: AccountId, issuer: Option<&str>) -> Result<Ways, Fault> {
    let password = login::is_known(tx, account)?;
    beside(tx, account, issuer, password)
}

/// The same, and of two requests in the same moment the second finds what the
/// first has left.
///
/// # Errors
/// What the database says.
pub fn hold(tx: &mut Tx<'_>, account: AccountId, issuer: Option<&str>) -> Result<Ways, Fault> {
    let password = login::hold_known(tx, account)?;
    beside(tx, account, issuer, password)
}

fn beside(
    tx: &mut Tx<'_>,
    account: AccountId,
    issuer: Option<&str>,
    password: bool,
) -> Result<Ways, Fault> {
    Ok(Ways {
        password,
        passkeys: passkey::count(tx, account)?,
        provider: match issuer {
            Some(issuer) => openid::is_linked(tx, account, issuer)?,
            None => false,
        },
    })
}
