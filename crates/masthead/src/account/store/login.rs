//! SQL of the tables `login` and `email_link`.

use masthead_auth::Digest;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use super::halfway;
use crate::account::events::{AccountChanged, PasswordSet};
use crate::account::rules::Email;
use crate::id::AccountId;
use crate::pen::Pen;

/// Who an address belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub account: AccountId,
    /// As [`masthead_auth::Passwords`] keeps it. None for an account that came
    /// with an archive and was not claimed yet.
    pub password: Option<String>,
}

/// Both halves are asked whichever has the address: it takes as long. `lower`
/// knows all letters on PostgreSQL, on SQLite those of ASCII: it finds at least
/// all that are the same to [`Email`], which decides.
const HOLDER: &str = "SELECT account, password, email FROM (
        SELECT l.account, l.password, l.email FROM login l WHERE l.email = $1
        UNION ALL
        SELECT u.id, NULL, u.email FROM user_account u
        WHERE lower(u.email) = lower($1) AND u.email IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM login l WHERE l.account = u.id)
    ) AS holder
    ORDER BY password NULLS LAST, account
    LIMIT 20";

/// The account of this address. Where several without a password share one
/// address it belongs to none of them: an operator has to say whose it is.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn find_holder(tx: &mut Tx<'_>, email: &Email) -> Result<Option<Holder>, Fault> {
    let alike = tx.query(HOLDER, params![email.as_str()], |row| {
        let holder = Holder {
            account: row.get(0)?,
            password: row.get(1)?,
        };
        Ok((row.get::<String>(2)?, holder))
    })?;
    let same = alike
        .into_iter()
        .filter(|(other, _)| Email::parse(other).as_ref() == Some(email));
    let mut found: Vec<_> = same.map(|(_, holder)| holder).collect();
    let is_shared = found.len() > 1 && found[0].password.is_none();
    found.truncate(1);
    Ok(found.pop().filter(|_| !is_shared))
}

/// The password of an account, as it is kept.
///
/// # Errors
/// What the database says.
pub fn find_password(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<String>, Fault> {
    let sql = "SELECT password FROM login WHERE account = $1";
    tx.find(sql, params![account], |row| row.get(0))
}

/// Whether the password of an account is still kept as it was when it was checked,
/// before this transaction; nobody sets another until it ends.
///
/// # Errors
/// What the database says.
pub fn hold_password(tx: &mut Tx<'_>, account: AccountId, kept: &str) -> Result<bool, Fault> {
    let sql = "UPDATE login SET password = password WHERE account = $1 AND password = $2";
    Ok(tx.execute(sql, params![account, kept])? > 0)
}

/// Sets an account up for somebody new.
///
/// # Errors
/// What the database says.
pub fn create(tx: &mut Tx<'_>, pen: &Pen, name: &str, email: &Email) -> Result<AccountId, Fault> {
    let id = pen.ids.fresh();
    let name = serde_json::Value::from(name).to_string();
    let external_id = format!("account-{id}");
    tx.execute(
        "INSERT INTO user_account (id, external_id, name, email, created_at)
        VALUES ($1, $2, $3, $4, $5)",
        params![id, &external_id, &name, email.as_str(), pen.now()],
    )?;
    pen.tell(tx, &AccountChanged { account: id })?;
    Ok(id)
}

/// From now on the account logs in with this address and password, which its
/// holder knows. It ends what was begun with another.
///
/// # Errors
/// What the database says; [`masthead_db::FaultKind::Unique`] where another
/// account logs in with the address.
pub fn set_login(
    tx: &mut Tx<'_>,
    pen: &Pen,
    of: AccountId,
    email: &Email,
    password: &str,
) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO login (account, email, password, changed_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (account) DO UPDATE
        SET email = excluded.email, password = excluded.password,
            changed_at = excluded.changed_at, known = 1",
        params![of, email.as_str(), password, pen.now()],
    )?;
    end_ways(tx, of)?;
    pen.tell(tx, &PasswordSet { account: of })
}

/// What was begun with the password before leads nowhere: links to set another,
/// and who came halfway with it.
fn end_ways(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Fault> {
    halfway::end_all(tx, account)?;
    let sql = "DELETE FROM email_link WHERE account = $1";
    tx.execute(sql, params![account]).map(drop)
}

/// The same password, kept at today's cost: nothing that anybody could tell.
///
/// # Errors
/// What the database says.
pub fn keep_anew(tx: &mut Tx<'_>, account: AccountId, password: &str) -> Result<(), Fault> {
    let sql = "UPDATE login SET password = $2 WHERE account = $1";
    tx.execute(sql, params![account, password]).map(drop)
}

/// The password of this account was made up: nobody knows it.
///
/// # Errors
/// What the database says.
pub fn put_unknown(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Fault> {
    let sql = "UPDATE login SET known = 0 WHERE account = $1";
    tx.execute(sql, params![account]).map(drop)
}

/// Whether its holder knows the password of an account.
///
/// # Errors
/// What the database says.
pub fn is_known(tx: &mut Tx<'_>, account: AccountId) -> Result<bool, Fault> {
    let sql = "SELECT known FROM login WHERE account = $1";
    let known: Option<i64> = tx.find(sql, params![account], |row| row.get(0))?;
    Ok(known == Some(1))
}

/// The same, and nobody else asks so before this transaction ends.
///
/// # Errors
/// What the database says.
pub fn hold_known(tx: &mut Tx<'_>, account: AccountId) -> Result<bool, Fault> {
    let sql = "UPDATE login SET known = known WHERE account = $1 RETURNING known";
    let known: Option<i64> = tx.find(sql, params![account], |row| row.get(0))?;
    Ok(known == Some(1))
}

/// A link that was sent by mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRow {
    pub email: Email,
    pub opens: Opens,
}

/// What a link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opens {
    /// It sets another password of this account.
    Account(AccountId),
    /// It sets an account up, under the name that somebody new typed.
    Newcomer { name: String },
    /// Nobody gets it: it is kept so that an answer takes as long where no link
    /// is sent.
    Nothing,
}

impl LinkRow {
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self.opens {
            Opens::Account(account) => Some(account),
            Opens::Newcomer { .. } | Opens::Nothing => None,
        }
    }

    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.opens {
            Opens::Newcomer { name } => Some(name),
            Opens::Account(_) | Opens::Nothing => None,
        }
    }
}

/// Keeps a link, and clears away those that ended before `now`.
///
/// # Errors
/// What the database says.
pub fn put_link(
    tx: &mut Tx<'_>,
    digest: Digest,
    link: &LinkRow,
    now: Millis,
    ends_at: Millis,
) -> Result<(), Fault> {
    tx.execute("DELETE FROM email_link WHERE ends_at <= $1", params![now])?;
    tx.execute(
        "INSERT INTO email_link (digest, email, account, name, ends_at)
        VALUES ($1, $2, $3, $4, $5)",
        params![
            &digest.hex(),
            link.email.as_str(),
            link.account(),
            link.name(),
            ends_at
        ],
    )?;
    Ok(())
}

/// The link of this digest, while it holds at `now`: one that sets another
/// password, while its account still has this address.
///
/// # Errors
/// What the database says.
pub fn find_link(tx: &mut Tx<'_>, digest: Digest, now: Millis) -> Result<Option<LinkRow>, Fault> {
    let found = tx.find(
        "SELECT e.email, e.account, e.name FROM email_link e
        WHERE e.digest = $1 AND e.ends_at > $2
            AND NOT EXISTS (SELECT 1 FROM login l WHERE l.account = e.account AND l.email <> e.email)",
        params![&digest.hex(), now],
        |row| {
            let account: Option<AccountId> = row.get(1)?;
            let name: Option<String> = row.get(2)?;
            Ok((row.get::<String>(0)?, account, name))
        },
    )?;
    Ok(found.and_then(|(email, account, name)| {
        let opens = match (account, name) {
            (Some(account), _) => Opens::Account(account),
            (None, Some(name)) => Opens::Newcomer { name },
            (None, None) => Opens::Nothing,
        };
        let email = Email::parse(&email)?;
        Some(LinkRow { email, opens })
    }))
}

/// Uses a link up, and with it takes back every other to this address. Whether it
/// was still there.
///
/// # Errors
/// What the database says.
pub fn use_link(tx: &mut Tx<'_>, digest: Digest, email: &Email) -> Result<bool, Fault> {
    let sql = "DELETE FROM email_link WHERE digest = $1";
    if tx.execute(sql, params![&digest.hex()])? == 0 {
        return Ok(false);
    }
    let sql = "DELETE FROM email_link WHERE email = $1";
    tx.execute(sql, params![email.as_str()])?;
    Ok(true)
}
