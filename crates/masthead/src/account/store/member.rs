//! For whom somebody writes: SQL of the table `membership`.

use masthead_db::{Fault, Tx, params};

use crate::account::events::MemberSet;
use crate::account::role::{MemberRole, Membership};
use crate::creator::store::member as membership;
use crate::id::{AccountId, ArticleId, CreatorId};
use crate::pen::Pen;

/// Creators of one account; more are not looked at.
const MOST: i64 = 100;

pub const LIST: &str =
    "SELECT creator, role FROM membership WHERE member = $1 ORDER BY creator LIMIT $2";

/// The memberships of an account.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn list(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Membership>, Fault> {
    let all = tx.query(LIST, params![account, MOST], |row| {
        let role: String = row.get(1)?;
        let creator = row.get(0)?;
        // One of a later version gives nothing here.
        Ok(MemberRole::from_name(&role).map(|role| Membership { creator, role }))
    })?;
    Ok(all.into_iter().flatten().collect())
}

const ROLE: &str = "SELECT role FROM membership WHERE creator = $1 AND member = $2";

/// What an account is to a creator.
///
/// # Errors
/// What the database says.
pub fn find(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    account: AccountId,
) -> Result<Option<MemberRole>, Fault> {
    let found = tx.find(ROLE, params![creator, account], |row| row.get::<String>(0))?;
    Ok(found.and_then(|role| MemberRole::from_name(&role)))
}

/// The same, which nobody changes before this transaction ends.
///
/// # Errors
/// What the database says.
pub fn hold(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    account: AccountId,
) -> Result<Option<MemberRole>, Fault> {
    let found = membership::hold(tx, creator, account)?;
    Ok(found.and_then(|role| MemberRole::from_name(&role)))
}

/// As [`hold`], to the creator of an article.
///
/// # Errors
/// What the database says.
pub fn hold_of_article(
    tx: &mut Tx<'_>,
    article: ArticleId,
    account: AccountId,
) -> Result<Option<MemberRole>, Fault> {
    let found = membership::hold_of_article(tx, article, account)?;
    Ok(found.and_then(|role| MemberRole::from_name(&role)))
}

/// Makes the holder of an account a member, or another one than before: an
/// owner decides it of others.
///
/// # Errors
/// What the database says.
pub fn put(
    tx: &mut Tx<'_>,
    pen: &Pen,
    creator: CreatorId,
    of: AccountId,
    role: MemberRole,
) -> Result<(), Fault> {
    if !membership::put(tx, creator, of, role.name())? {
        return Ok(());
    }
    let role = role.name().to_owned();
    let fact = MemberSet {
        creator,
        account: of,
        role,
    };
    pen.tell(tx, &fact)
}

/// A creator that somebody writes for.
#[derive(Clone, Debug)]
pub struct WriterRow {
    pub creator: CreatorId,
    pub handle: String,
    /// JSON, as every localized name.
    pub name: String,
}

pub const CREATORS: &str = "SELECT c.id, c.handle, c.name
    FROM membership m
    JOIN creator c ON c.id = m.creator
    WHERE m.member = $1
    ORDER BY m.creator
    LIMIT $2";

/// The creators that an account writes for.
///
/// # Errors
/// What the database says.
pub fn list_creators(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<WriterRow>, Fault> {
    tx.query(CREATORS, params![account, MOST], |row| {
        Ok(WriterRow {
            creator: row.get(0)?,
            handle: row.get(1)?,
            name: row.get(2)?,
        })
    })
}
