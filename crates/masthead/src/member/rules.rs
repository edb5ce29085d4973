//! What owners may do with members. Pure.

use crate::account::MemberRole;

/// Members and open invitations of one creator.
pub const MOST: usize = 100;

/// Why members stay as they are: locale keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the creator would be left without an owner")]
    LastOwner,
    #[error("there are as many as there may be")]
    Full,
    #[error("there is no such member")]
    Unknown,
    #[error("only owners invite")]
    NoOwner,
}

impl Refusal {
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::LastOwner => "member-last-owner",
            Self::Full => "member-full",
            Self::Unknown => "member-unknown",
            Self::NoOwner => "member-no-owner",
        }
    }
}

/// Whether a member of a creator with so many owners may become something else,
/// or leave (none).
///
/// # Errors
/// Why not.
pub fn may_become(
    was: Option<MemberRole>,
    owners: i64,
    role: Option<MemberRole>,
) -> Result<(), Refusal> {
    let was = was.ok_or(Refusal::Unknown)?;
    let is_last = was == MemberRole::Owner && owners == 1;
    match is_last && role != Some(MemberRole::Owner) {
        true => Err(Refusal::LastOwner),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_creator_always_has_an_owner() {
        use MemberRole::{Editor, Owner, Writer};
        let last = |role| may_become(Some(Owner), 1, role);
        assert_eq!(last(None), Err(Refusal::LastOwner));
        assert_eq!(last(Some(Editor)), Err(Refusal::LastOwner));
        assert_eq!(last(Some(Owner)), Ok(()));
        assert_eq!(may_become(Some(Writer), 1, None), Ok(()));
        assert_eq!(may_become(None, 1, None), Err(Refusal::Unknown));
        assert_eq!(may_become(Some(Owner), 2, None), Ok(()));
    }
}
