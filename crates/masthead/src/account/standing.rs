//! What somebody may do, asked in the transaction in which they do it: the guard has let them in before, and a role may
//! have been taken in between. What is answered of roles, and by [`Person::is_still`], stays so until the transaction
//! ends; the memberships beside the roles are as of now.

use masthead_db::{Fault, Tx};

use super::person::Person;
use super::role::{Grant, MemberRole};
use super::store::{member, role};
use crate::capability::Can;
use crate::id::{AccountId, CreatorId};

impl Person {
    /// This person as of now, if they still may; none if not.
    ///
    /// # Errors
    /// What the database says, here as in every function of this module.
    pub fn still(&self, tx: &mut Tx<'_>, can: Can) -> Result<Option<Self>, Fault> {
        let grants = role::hold(tx, self.account)?;
        let memberships = member::list(tx, self.account)?;
        let now = Self {
            grants,
            memberships,
            ..self.clone()
        };
        Ok(now.may(can).then_some(now))
    }

    /// Whether they are at least this to a creator, still.
    ///
    /// # Errors
    /// What the database says.
    pub fn is_still(
        &self,
        tx: &mut Tx<'_>,
        creator: CreatorId,
        least: MemberRole,
    ) -> Result<bool, Fault> {
        let role = member::hold(tx, creator, self.account)?;
        Ok(role.is_some_and(|role| role >= least))
    }
}

/// Whether an account may do this at the desk: of whoever made a link, when
/// somebody uses it.
///
/// # Errors
/// What the database says.
pub fn still_may(tx: &mut Tx<'_>, account: AccountId, can: Can) -> Result<bool, Fault> {
    Ok(may(&role::hold(tx, account)?, can))
}

/// The same, where nothing is written.
///
/// # Errors
/// What the database says.
pub fn may_now(tx: &mut Tx<'_>, account: AccountId, can: Can) -> Result<bool, Fault> {
    Ok(may(&role::list(tx, account)?, can))
}

fn may(grants: &[Grant], can: Can) -> bool {
    Person::of_desk(grants.to_vec()).may(can)
}
