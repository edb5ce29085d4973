//! What somebody shows beside the password, or in its place where the account
//! is kept.

use std::sync::Arc;
use std::time::Duration;

use masthead_auth::{RecoveryCode, Totp, Verdict, code_from};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};

use super::Person;
use super::compose::{Troubles, pen};
use super::entry::{Entry, Network};
use super::rules::Email;
use super::store::{factor, login};
use crate::pen::Pen;
use crate::portal::{Portal, Stop};

/// A code, by its form alone.
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
        (account, email): (i64, &Email),
        from: Network,
        now: Millis,
    ) -> Result<(), Duration> {
        if let Self::Digits(_) = self {
            entry.try_code(account, now)?;
        }
        entry.try_password(email, from, now)
    }
}

/// Whether the proof holds; it is used up by that.
///
/// # Errors
/// What the database says.
pub(super) fn holds(
    tx: &mut Tx<'_>,
    pen: &Pen,
    account: i64,
    proof: &Proof,
) -> Result<bool, Fault> {
    match proof {
        Proof::Digits(code) => match step(tx, pen.now(), account, code)? {
            Some(step) => factor::use_step(tx, account, step),
            None => Ok(false),
        },
        Proof::Recovery(code) => factor::use_code(tx, pen, account, code.digest()),
    }
}

/// The step of a code that is right and was not used yet.
fn step(tx: &mut Tx<'_>, now: Millis, account: i64, code: &str) -> Result<Option<i64>, Fault> {
    let row = factor::find(tx, account)?.filter(|row| row.is_set);
    Ok(row.and_then(|row| Totp::check(&row.totp, code, now, row.used_step)))
}

/// What somebody sent as a proof, and the field that it stood in.
pub(super) struct Given {
    pub(super) field: &'static str,
    pub(super) text: String,
    pub(super) from: Network,
}

impl Given {
    /// In the field that most pages have for it.
    pub(super) fn new(text: String, from: impl Into<Network>) -> Self {
        Self {
            field: "proof",
            text,
            from: from.into(),
        }
    }
}

/// Does `work` where the proof is right, a code or the password; `work` says
/// what else is in the way.
///
/// # Errors
/// What the database says; [`Stop::Busy`] where too many wait.
pub(super) async fn with_proof(
    portal: &Arc<Portal>,
    person: &Person,
    Given { field, text, from }: Given,
    work: impl FnOnce(&mut Tx<'_>) -> Result<Troubles, Fault> + Send + 'static,
) -> Result<Troubles, Stop> {
    let wrong = || Troubles::one(field, "trouble-proof");
    let (account, now) = (person.account, portal.clock.now());
    let email = Email::parse(&person.email)
        .ok_or_else(|| Stop::Defect(format!("account {account} has no address")))?;
    let proof = Proof::code(&text);
    let tried = match &proof {
        Some(proof) => proof.take_try(&portal.entry, (account, &email), from, now),
        None => portal.entry.try_password(&email, from, now),
    };
    if let Err(wait) = tried {
        return Ok(Troubles::wait(field, wait));
    }
    if proof.is_none() {
        let find = move |tx: &mut Tx<'_>| login::find_password(tx, account);
        let kept = portal.db.read(find).await?;
        if portal.entry.check(text, kept).await? == Verdict::Wrong {
            return Ok(wrong());
        }
    }
    let hand = pen(portal, Some(account));
    let done = portal
        .db
        .write(move |tx| -> Result<Option<Troubles>, Fault> {
            if let Some(proof) = &proof
                && !holds(tx, &hand, account, proof)?
            {
                return Ok(None);
            }
            work(tx).map(Some)
        });
    let Some(troubles) = done.await? else {
        return Ok(wrong());
    };
    portal.entry.came_in(&email, from);
    portal.entry.showed_code(account);
    Ok(troubles)
}
