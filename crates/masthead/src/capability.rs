//! What a person may do, as a value. Every route names the one that it needs.

/// A capability. [`Person::may`](crate::account::Person::may) says who has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Can {
    /// Read what is published, and come in: everybody.
    Read,
    /// Keep one's own account: whoever is logged in.
    KeepAccount,
    /// Apply to join as a creator: whoever is logged in.
    Apply,
    /// Write for a creator: which one, and what else, is said by
    /// [`Person::is_of`](crate::account::Person::is_of).
    Write,
    /// Enter the desk.
    SeeDesk,
    /// Decide on what people hand in: applications and articles.
    Review,
    /// Take articles from readers, and give them back.
    Moderate,
    /// Take points of creators for violations, and decide appeals.
    KeepCredit,
    /// Say what violations cost and what levels open, and whom the desk trusts.
    RuleCredit,
    /// Fill places on pages; which ones says
    /// [`Person::may_fill`](crate::account::Person::may_fill).
    Curate,
    /// Set the portal up: its name, its channels and columns.
    Arrange,
    /// See all accounts, give and take roles.
    ManageAccounts,
}
