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
