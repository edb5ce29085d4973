//! Who writes for a creator: rows of the table `membership`. A role is a word, as
//! [`MemberRole`](crate::account::MemberRole) is stored.

use masthead_db::{Fault, Tx, params};

use crate::id::{AccountId, ArticleId, CreatorId};

/// Lets one change of a creator's members wait for another.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn lock(tx: &mut Tx<'_>, creator: CreatorId) -> Result<(), Fault> {
    let sql = "UPDATE creator SET handle = handle WHERE id = $1";
    tx.execute(sql, params![creator]).map(drop)
}

/// The role of a member, which nobody changes before this transaction ends.
///
/// # Errors
/// What the database says.
pub fn hold(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    account: AccountId,
) -> Result<Option<String>, Fault> {
    tx.find(
        "UPDATE membership SET role = role WHERE creator = $1 AND member = $2
        RETURNING role",
        params![creator, account],
        |row| row.get(0),
    )
}

/// As [`hold`], to the creator of an article.
///
/// # Errors
/// What the database says.
pub fn hold_of_article(
    tx: &mut Tx<'_>,
    article: ArticleId,
    account: AccountId,
) -> Result<Option<String>, Fault> {
    tx.find(
        "UPDATE membership SET role = role
        WHERE member = $2 AND creator = (SELECT a.creator FROM article a WHERE a.id = $1)
        RETURNING role",
        params![article, account],
        |row| row.get(0),
    )
}

/// Makes somebody a member, or one of another role. Gives whether anything became another.
///
/// # Errors
/// What the database says.
pub fn put(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    account: AccountId,
    role: &str,
) -> Result<bool, Fault> {
    let sql = "INSERT INTO membership (creator, member, role) VALUES ($1, $2, $3)
        ON CONFLICT (creator, member) DO UPDATE SET role = excluded.role
        WHERE membership.role <> excluded.role";
    Ok(tx.execute(sql, params![creator, account, role])? != 0)
}

/// Gives whether the account was a member.
///
/// # Errors
/// What the database says.
pub fn remove(tx: &mut Tx<'_>, creator: CreatorId, account: AccountId) -> Result<bool, Fault> {
    let sql = "DELETE FROM membership WHERE creator = $1 AND member = $2";
    Ok(tx.execute(sql, params![creator, account])? != 0)
}
