//! What somebody shows beside the password, or in its place where the account
//! is kept.

use std::sync::Arc;
use std::time::Duration;

use masthead_auth::{RecoveryCode, Totp, Verdict, code_from};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};

use super::Person;
use super::compose::{Troubles, pen};
use super::entry::Entry;
use super::network::Whence;
use super::rules::Email;
use super::store::factor::{self, FactorRow};
use super::store::login;
use crate::id::AccountId;
use crate::pen::Pen;
use crate::portal::{AppError, Portal};

/// A code, by its form alone: also a password may have the form of one.
#[derive(Clone)]
pub(super) enum Proof {
    /// Six digits, of the present 30 seconds.
    Digits(String),
    Recovery(RecoveryCode),
}

impl Proof {
    pub(super) fn code(text: &str) -> Option<Self> {
        let digits = code_from(text).map(Self::Digits);
        digits.or_else(|| RecoveryCode::parse(text).map(Self::Recovery))
    }

    /// Takes one try. Six digits are soon guessed by many at once, so they have
    /// a count of their own; while it is used up a recovery code lets the holder in.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn take_try(
        &self,
        entry: &Entry,
        account: AccountId,
        email: &Email,
        from: Whence,
    ) -> Result<(), Duration> {
        if let Self::Digits(_) = self {
            entry.try_code(account, from)?;
        }
        entry.try_password(email, from)
    }

    /// Takes one try of somebody who is in.
    fn take_own_try(&self, entry: &Entry, account: AccountId) -> Result<(), Duration> {
        if let Self::Digits(_) = self {
            entry.try_own_code(account)?;
        }
        entry.try_own(account)
    }
}

/// Whether the proof is one of the account that acts; it is used up by that.
///
/// # Errors
/// What the database says.
pub(super) fn holds(tx: &mut Tx<'_>, pen: &Pen, proof: &Proof) -> Result<bool, Fault> {
    let account = pen.account()?;
    match proof {
        Proof::Digits(code) => match step(tx, pen.now(), account, code)? {
            Some(step) => factor::use_step(tx, account, step, pen.now()),
            None => Ok(false),
        },
        Proof::Recovery(code) => factor::use_code(tx, pen, code.digest()),
    }
}

/// The same, and it stays as it is.
fn would_hold(
    tx: &mut Tx<'_>,
    now: Millis,
    account: AccountId,
    proof: &Proof,
) -> Result<bool, Fault> {
    match proof {
        Proof::Digits(code) => Ok(step(tx, now, account, code)?.is_some()),
        Proof::Recovery(code) => factor::has_code(tx, account, code.digest()),
    }
}

/// The step of a code that is right and was not used yet.
fn step(
    tx: &mut Tx<'_>,
    now: Millis,
    account: AccountId,
    code: &str,
) -> Result<Option<i64>, Fault> {
    let row = factor::find(tx, account)?.filter(FactorRow::is_set);
    Ok(row.and_then(|row| Totp::check(&row.totp, code, now, row.used_step)))
}

/// What somebody has shown, before the transaction that asks for it once more.
enum Right {
    Code(Proof),
    /// As it was kept when it was checked.
    Password(String),
}

/// What somebody sent as a proof, and the field that it stood in.
pub(super) struct Given {
    pub(super) field: &'static str,
    pub(super) text: String,
}

impl Given {
    /// In the field that most pages have for it.
    pub(super) fn new(text: String) -> Self {
        Self {
            field: "proof",
            text,
        }
    }
}

/// Does `work` where the proof is right, a code or the password; `work` says
/// what else is in the way.
///
/// # Errors
/// What the database says; [`AppError::Busy`] where too many wait.
pub(super) async fn with_proof(
    portal: &Arc<Portal>,
    person: &Person,
    Given { field, text }: Given,
    work: impl FnOnce(&mut Tx<'_>) -> Result<Troubles, Fault> + Send + 'static,
) -> Result<Troubles, AppError> {
    let wrong = || Troubles::one(field, "trouble-proof");
    let account = person.account;
    let code = Proof::code(&text);
    let tried = match &code {
        Some(code) => code.take_own_try(&portal.entry, account),
        None => portal.entry.try_own(account),
    };
    if let Err(wait) = tried {
        return Ok(Troubles::wait(field, wait));
    }
    let right = match code {
        Some(code) => right_code(portal, account, code).await?,
        None => None,
    };
    let right = match right {
        Some(code) => Right::Code(code),
        None => match right_password(portal, account, text).await? {
            Some(kept) => Right::Password(kept),
            None => return Ok(wrong()),
        },
    };
    let hand = pen(portal, Some(account));
    let done = portal
        .db
        .write(move |tx| -> Result<Option<Troubles>, Fault> {
            let still = match &right {
                Right::Code(code) => holds(tx, &hand, code)?,
                Right::Password(kept) => login::hold_password(tx, account, kept)?,
            };
            match still {
                true => work(tx).map(Some),
                false => Ok(None),
            }
        });
    let Some(troubles) = done.await? else {
        return Ok(wrong());
    };
    portal.entry.showed_own(account);
    Ok(troubles)
}

/// A code that is one of this account; what only looks like one may be the password.
async fn right_code(
    portal: &Portal,
    account: AccountId,
    code: Proof,
) -> Result<Option<Proof>, AppError> {
    let now = portal.clock.now();
    let find = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
        Ok(would_hold(tx, now, account, &code)?.then_some(code))
    };
    Ok(portal.db.read(find).await?)
}

/// The password as it is kept, where it is this one.
async fn right_password(
    portal: &Portal,
    account: AccountId,
    text: String,
) -> Result<Option<String>, AppError> {
    let find = move |tx: &mut Tx<'_>| login::find_password(tx, account);
    let kept = portal.db.read(find).await?;
    let verdict = portal.entry.check(text, kept.clone()).await?;
    Ok(kept.filter(|_| verdict != Verdict::Wrong))
}
