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
    /// Enter the desk.
    SeeDesk,
    /// Review what people hand in.
    Review,
    /// See all accounts, give and take roles.
    ManageAccounts,
}
