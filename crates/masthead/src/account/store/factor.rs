//! SQL of the tables `totp` and `recovery_code`.

use masthead_auth::{Digest, RecoveryCode, Totp};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::account::events::{
    RecoveryCodeUsed, RecoveryCodesMade, SecondFactorEnded, SecondFactorSet,
};
use crate::id::AccountId;
use crate::pen::Pen;

/// A secret waits so long for its first code: whoever finds the page open later
/// has not shown who it is.
const BEGUN_MS: u64 = 600_000;

/// The authenticator of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorRow {
    pub totp: Totp,
    pub state: FactorState,
    pub used_step: i64,
}

/// How far an authenticator is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorState {
    /// Its secret was shown to be scanned, and waits for a first code.
    Begun { at: Millis },
    /// A first code was shown: from then on one is asked for.
    Set,
}

impl FactorRow {
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.state == FactorState::Set
    }

    /// Whether its secret is still shown, and waits for a first code.
    #[must_use]
    pub fn is_begun(&self, now: Millis) -> bool {
        match self.state {
            FactorState::Begun { at } => now.0.abs_diff(at.0) < BEGUN_MS,
            FactorState::Set => false,
        }
    }
}

/// The authenticator of an account; one that says neither when it was set nor
/// when it was begun is none.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn find(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<FactorRow>, Fault> {
    let sql = "SELECT secret, since, used_step, begun_at FROM totp WHERE account = $1";
    let found = tx.find(sql, params![account], |row| {
        let since: Option<Millis> = row.get(1)?;
        let begun_at: Option<Millis> = row.get(3)?;
        let state = match since {
            Some(_) => Some(FactorState::Set),
            None => begun_at.map(|at| FactorState::Begun { at }),
        };
        Ok((row.get::<String>(0)?, state, row.get(2)?))
    })?;
    Ok(found.and_then(|(secret, state, used_step)| {
        Some(FactorRow {
            totp: Totp::parse(&secret)?,
            state: state?,
            used_step,
        })
    }))
}

/// Whether a code is asked for at the log-in.
///
/// # Errors
/// What the database says.
pub fn is_set(tx: &mut Tx<'_>, account: AccountId) -> Result<bool, Fault> {
    let sql = "SELECT COUNT(*) FROM totp WHERE account = $1 AND since IS NOT NULL";
    let count: i64 = tx.get(sql, params![account], |row| row.get(0))?;
    Ok(count > 0)
}

/// Keeps what is shown to be scanned; what is in use already stays.
///
/// # Errors
/// What the database says.
pub fn begin(tx: &mut Tx<'_>, account: AccountId, totp: &Totp, now: Millis) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO totp (account, secret, used_step, begun_at) VALUES ($1, $2, 0, $3)
        ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, begun_at = excluded.begun_at
        WHERE totp.since IS NULL",
        params![account, &totp.text(), now],
    )?;
    Ok(())
}

/// From now on the account that acts is asked for a code. Whether it was not so
/// before.
///
/// # Errors
/// What the database says.
pub fn set(tx: &mut Tx<'_>, pen: &Pen, step: i64) -> Result<bool, Fault> {
    let account = pen.account()?;
    let sql = "UPDATE totp SET since = $2, used_step = $3 WHERE account = $1 AND since IS NULL";
    if tx.execute(sql, params![account, pen.now(), step])? == 0 {
        return Ok(false);
    }
    pen.tell(tx, &SecondFactorSet { account })?;
    Ok(true)
}

/// Notes that the code of this step was used. Whether it was not yet; one that was
/// used while the clock stood ahead of `now` says nothing of this one.
///
/// # Errors
/// What the database says.
pub fn use_step(
    tx: &mut Tx<'_>,
    account: AccountId,
    step: i64,
    now: Millis,
) -> Result<bool, Fault> {
    let sql = "UPDATE totp SET used_step = $2
        WHERE account = $1 AND (used_step < $2 OR used_step > $3)";
    let latest = Totp::step(now) + 1;
    Ok(tx.execute(sql, params![account, step, latest])? > 0)
}

/// No code is asked for any more; also an operator ends it, for who has lost
/// everything.
///
/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, pen: &Pen, of: AccountId) -> Result<(), Fault> {
    clear_codes(tx, of)?;
    let sql = "DELETE FROM totp WHERE account = $1";
    match tx.execute(sql, params![of])? {
        0 => Ok(()),
        _ => pen.tell(tx, &SecondFactorEnded { account: of }),
    }
}

/// A new sheet of recovery codes of the account that acts; what was left of the
/// old one is void.
///
/// # Errors
/// What the database says.
pub fn put_codes(tx: &mut Tx<'_>, pen: &Pen, codes: &[RecoveryCode]) -> Result<(), Fault> {
    let account = pen.account()?;
    clear_codes(tx, account)?;
    let sql = "INSERT INTO recovery_code (digest, account) VALUES ($1, $2)";
    for code in codes {
        tx.execute(sql, params![&code.digest().hex(), account])?;
    }
    pen.tell(tx, &RecoveryCodesMade { account })
}

fn clear_codes(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Fault> {
    let sql = "DELETE FROM recovery_code WHERE account = $1";
    tx.execute(sql, params![account])?;
    Ok(())
}

/// # Errors
/// What the database says.
pub fn count_codes(tx: &mut Tx<'_>, account: AccountId) -> Result<i64, Fault> {
    let sql = "SELECT COUNT(*) FROM recovery_code WHERE account = $1";
    tx.get(sql, params![account], |row| row.get(0))
}

/// Whether a recovery code is one of this account.
///
/// # Errors
/// What the database says.
pub fn has_code(tx: &mut Tx<'_>, account: AccountId, code: Digest) -> Result<bool, Fault> {
    let sql = "SELECT account FROM recovery_code WHERE account = $1 AND digest = $2";
    let found: Option<AccountId> = tx.find(sql, params![account, &code.hex()], |row| row.get(0))?;
    Ok(found.is_some())
}

/// Uses a recovery code up. Whether it was one of the account that acts.
///
/// # Errors
/// What the database says.
pub fn use_code(tx: &mut Tx<'_>, pen: &Pen, code: Digest) -> Result<bool, Fault> {
    let account = pen.account()?;
    let sql = "DELETE FROM recovery_code WHERE account = $1 AND digest = $2";
    if tx.execute(sql, params![account, &code.hex()])? == 0 {
        return Ok(false);
    }
    pen.tell(tx, &RecoveryCodeUsed { account })?;
    Ok(true)
}
