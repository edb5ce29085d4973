//! SQL of the table `letter_language`: the language in which somebody is
//! written to.

use masthead_db::{Fault, Tx, params};

use crate::id::AccountId;
use crate::web::Locale;

/// The language of somebody's letters, once it is known.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn find(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<Locale>, Fault> {
    let found = tx.find(
        "SELECT locale FROM letter_language WHERE account = $1",
        params![account],
        |row| row.get::<String>(0),
    )?;
    Ok(found.and_then(|tag| Locale::from_tag(&tag)))
}

/// # Errors
/// What the database says.
pub fn put(tx: &mut Tx<'_>, account: AccountId, locale: Locale) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO letter_language (account, locale) VALUES ($1, $2)
        ON CONFLICT (account) DO UPDATE SET locale = excluded.locale",
        params![account, locale.tag()],
    )
    .map(drop)
}

/// As [`put`], for who has not chosen: the language of the pages read, where
/// the browser says one.
///
/// # Errors
/// What the database says.
pub fn put_first(tx: &mut Tx<'_>, account: AccountId, locale: Option<Locale>) -> Result<(), Fault> {
    let Some(locale) = locale else {
        return Ok(());
    };
    tx.execute(
        "INSERT INTO letter_language (account, locale) VALUES ($1, $2)
        ON CONFLICT (account) DO NOTHING",
        params![account, locale.tag()],
    )
    .map(drop)
}
