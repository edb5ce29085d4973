//! What a person may do, as a value. Every route names the one that it needs.

/// A capability. One table says who has it; more come with accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Can {
    /// Read what is published: everybody.
    Read,
}
