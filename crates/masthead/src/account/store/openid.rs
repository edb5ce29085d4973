//! SQL of the tables `openid_link` and `openid_pending`.

use masthead_auth::Digest;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::account::events::{OpenIdLinked, OpenIdUnlinked};
use crate::id::AccountId;
use crate::pen::Pen;

/// Somebody at a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub issuer: String,
    pub subject: String,
}

/// The account of somebody at a provider.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn find(tx: &mut Tx<'_>, who: &Subject) -> Result<Option<AccountId>, Fault> {
    let sql = "SELECT account FROM openid_link WHERE issuer = $1 AND subject = $2";
    tx.find(sql, params![&who.issuer, &who.subject], |row| row.get(0))
}

/// Whether this account is linked with somebody at this provider.
///
/// # Errors
/// What the database says.
pub fn is_linked(tx: &mut Tx<'_>, account: AccountId, issuer: &str) -> Result<bool, Fault> {
    let sql = "SELECT COUNT(*) FROM openid_link WHERE account = $1 AND issuer = $2";
    let count: i64 = tx.get(sql, params![account, issuer], |row| row.get(0))?;
    Ok(count > 0)
}

/// From now on the provider lets this account in, its holder's or one that the
/// portal sets up. Whether nobody was linked with that subject before.
///
/// # Errors
/// What the database says.
pub fn link(tx: &mut Tx<'_>, pen: &Pen, of: AccountId, who: &Subject) -> Result<bool, Fault> {
    let linked = tx.execute(
        "INSERT INTO openid_link (issuer, subject, account, since) VALUES ($1, $2, $3, $4)
        ON CONFLICT (issuer, subject) DO NOTHING",
        params![&who.issuer, &who.subject, of, pen.now()],
    )?;
    if linked == 0 {
        return Ok(false);
    }
    let fact = OpenIdLinked {
        account: of,
        issuer: who.issuer.clone(),
    };
    pen.tell(tx, &fact)?;
    Ok(true)
}

/// The provider lets the account that acts in no more.
///
/// # Errors
/// What the database says.
pub fn unlink(tx: &mut Tx<'_>, pen: &Pen, issuer: &str) -> Result<(), Fault> {
    let account = pen.account()?;
    let sql = "DELETE FROM openid_link WHERE account = $1 AND issuer = $2";
    let issuer = issuer.to_owned();
    match tx.execute(sql, params![account, &issuer])? {
        0 => Ok(()),
        _ => pen.tell(tx, &OpenIdUnlinked { account, issuer }),
    }
}

/// Keeps whom the provider knows, and clears away what ended before `now`.
///
/// # Errors
/// What the database says.
pub fn wait(
    tx: &mut Tx<'_>,
    digest: Digest,
    who: &Subject,
    now: Millis,
    ends_at: Millis,
) -> Result<(), Fault> {
    let sql = "DELETE FROM openid_pending WHERE ends_at <= $1";
    tx.execute(sql, params![now])?;
    tx.execute(
        "INSERT INTO openid_pending (digest, issuer, subject, ends_at) VALUES ($1, $2, $3, $4)",
        params![&digest.hex(), &who.issuer, &who.subject, ends_at],
    )?;
    Ok(())
}

/// # Errors
/// What the database says.
pub fn find_waiting(
    tx: &mut Tx<'_>,
    digest: Digest,
    now: Millis,
) -> Result<Option<Subject>, Fault> {
    tx.find(
        "SELECT issuer, subject FROM openid_pending WHERE digest = $1 AND ends_at > $2",
        params![&digest.hex(), now],
        |row| {
            Ok(Subject {
                issuer: row.get(0)?,
                subject: row.get(1)?,
            })
        },
    )
}

/// Whether somebody still waited.
///
/// # Errors
/// What the database says.
pub fn end_waiting(tx: &mut Tx<'_>, digest: Digest) -> Result<bool, Fault> {
    let sql = "DELETE FROM openid_pending WHERE digest = $1";
    Ok(tx.execute(sql, params![&digest.hex()])? > 0)
}
