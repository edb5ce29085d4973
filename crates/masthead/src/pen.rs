//! What every write needs besides its transaction.

use crate::id::AccountId;
use masthead_clock::{Clock, Ids, Millis};
use masthead_db::{Fault, Tx};
use masthead_log::{Actor, Fact, Log};

/// The hand that writes: who acts, with which clock and ids, into which log.
#[derive(Clone)]
pub struct Pen {
    pub log: Log,
    pub ids: Ids,
    pub clock: Clock,
    pub actor: Actor,
}

/// What a `put` came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    New,
    Changed,
    /// Nothing was written: the row stood so already.
    Same,
}

impl Pen {
    /// Writes a fact to the log as part of `tx`.
    ///
    /// # Errors
    /// What the database says.
    pub fn tell<F: Fact>(&self, tx: &mut Tx<'_>, fact: &F) -> Result<(), Fault> {
        self.log.append(tx, self.actor, fact)
    }

    /// The account that acts.
    ///
    /// # Errors
    /// [`FaultKind::Shape`] where the platform itself or an import acts: a
    /// defect of whoever calls, since neither writes anything of its own.
    pub fn account(&self) -> Result<AccountId, Fault> {
        match self.actor {
            Actor::User(account) => Ok(AccountId(account)),
            Actor::Import | Actor::Platform => Err(Fault::shape("nobody acts here")),
        }
    }

    #[must_use]
    pub fn now(&self) -> Millis {
        self.clock.now()
    }
}

const HIGHEST: &str = "SELECT MAX(id) FROM (
        SELECT MAX(id) AS id FROM channel
        UNION ALL SELECT MAX(id) FROM news_column
        UNION ALL SELECT MAX(id) FROM user_account
        UNION ALL SELECT MAX(id) FROM creator
        UNION ALL SELECT MAX(id) FROM article
        UNION ALL SELECT MAX(id) FROM revision
        UNION ALL SELECT MAX(id) FROM comment
        UNION ALL SELECT MAX(id) FROM slot
        UNION ALL SELECT MAX(id) FROM session
        UNION ALL SELECT MAX(id) FROM mail
        UNION ALL SELECT MAX(id) FROM role
        UNION ALL SELECT MAX(id) FROM submission
        UNION ALL SELECT MAX(id) FROM remark
        UNION ALL SELECT MAX(id) FROM reading
        UNION ALL SELECT MAX(id) FROM application
        UNION ALL SELECT MAX(id) FROM application_document
        UNION ALL SELECT MAX(id) FROM credit_entry
        UNION ALL SELECT MAX(id) FROM credit_appeal
        UNION ALL SELECT MAX(id) FROM upload
        UNION ALL SELECT MAX(id) FROM passkey
        UNION ALL SELECT MAX(id) FROM creator_credential
        UNION ALL SELECT MAX(id) FROM application_word
    ) AS highest";

/// The highest id that was ever given, as far as rows tell.
///
/// # Errors
/// What the database says.
pub fn highest_id(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    let highest = tx.get(HIGHEST, &[], |row| row.get::<Option<i64>>(0))?;
    Ok(highest.unwrap_or(0))
}
