//! The ids of rows, a type for each kind of row: two that were swapped do not
//! compile. Stored, sent and shown they are whole numbers.

use std::fmt;
use std::str::FromStr;

use masthead_db::{Column, Fault, Param, Row};
use serde::{Deserialize, Serialize};

/// More digits no id has.
const DIGITS: usize = 19;

/// What should be an id is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no id")]
pub struct BadId;

/// Digits only.
fn number(text: &str) -> Result<i64, BadId> {
    let plain = text.len() <= DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten().ok_or(BadId)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl $name {
            /// Above every id: where a list begins that goes down.
            pub const MAX: Self = Self(i64::MAX);
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        /// As it stands in an address or a form.
        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                number(text).map(Self)
            }
        }

        impl From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl From<$name> for Param<'_> {
            fn from(id: $name) -> Self {
                Self::Int(id.0)
            }
        }

        impl Column for $name {
            fn read_nullable(row: &Row<'_>, column: usize) -> Result<Option<Self>, Fault> {
                Ok(i64::read_nullable(row, column)?.map(Self))
            }
        }
    )*};
}

ids! {
    AccountId,
    AppealId,
    ApplicationId,
    /// A paper or picture that somebody sent with an application.
    ApplicationDocumentId,
    /// An article, as in `/article/{id}`.
    ArticleId,
    ChannelId,
    ColumnId,
    CommentId,
    CreatorId,
    CredentialId,
    CreditEntryId,
    MailId,
    PasskeyId,
    ReadingId,
    RemarkId,
    RevisionId,
    RoleId,
    /// A channel or a column, where both are treated alike.
    SectionId,
    SessionId,
    SlotId,
    SubmissionId,
    UploadId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_digits_and_nothing_else() {
        assert_eq!("42".parse(), Ok(ArticleId(42)));
        for bad in ["", "-1", "+1", "1e3", " 1", "99999999999999999999", "１"] {
            assert_eq!(bad.parse::<ArticleId>(), Err(BadId), "{bad:?}");
        }
    }

    #[test]
    fn an_id_is_stored_in_json_as_its_number() {
        let json = serde_json::to_string(&ArticleId(42)).expect("json");
        assert_eq!(json, "42");
        assert_eq!(
            serde_json::from_str::<ArticleId>(&json).ok(),
            Some(ArticleId(42))
        );
    }
}
