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

/// Whether a member may become something else, or leave (none).
///
/// # Errors
/// Why not.
pub fn may_become(
    members: &[(i64, MemberRole)],
    member: i64,
    role: Option<MemberRole>,
) -> Result<(), Refusal> {
    let found = members.iter().find(|(account, _)| *account == member);
    let (_, was) = found.ok_or(Refusal::Unknown)?;
    let owners = members
        .iter()
        .filter(|(_, role)| *role == MemberRole::Owner);
    let is_last = *was == MemberRole::Owner && owners.count() == 1;
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
        let one = [(1, Owner), (2, Writer)];
        assert_eq!(may_become(&one, 1, None), Err(Refusal::LastOwner));
        assert_eq!(may_become(&one, 1, Some(Editor)), Err(Refusal::LastOwner));
        assert_eq!(may_become(&one, 1, Some(Owner)), Ok(()));
        assert_eq!(may_become(&one, 2, None), Ok(()));
        assert_eq!(may_become(&one, 3, None), Err(Refusal::Unknown));
        let two = [(1, Owner), (2, Owner)];
        assert_eq!(may_become(&two, 1, None), Ok(()));
    }
}
