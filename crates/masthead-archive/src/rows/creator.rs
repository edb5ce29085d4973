use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::syntax::{self, Checked};
use super::{Localized, Row, Timestamp};
use crate::FileKind;
use crate::limits::{list, text};

/// A publishing account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Creator {
    #[schemars(length(min = 1, max = text::ID))]
    pub id: String,
    /// As it stands in `/@{handle}`.
    #[schemars(regex(pattern = "^[\\p{L}\\p{N}._-]{1,64}$"))]
    pub handle: String,
    pub name: Localized,
    /// Individual where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<CreatorKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = text::BIO))]
    pub bio: Option<String>,
    /// A picture, `media/…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^media/"))]
    pub avatar: Option<String>,
    /// The region that it publishes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = text::REGION))]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(
        default,
        deserialize_with = "super::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(length(max = list::MEMBERS))]
    pub members: Vec<Member>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CreatorKind {
    #[default]
    Individual,
    Media,
    Government,
    Enterprise,
    Organisation,
}

/// A user who writes for a creator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The id of a user.
    pub user: String,
    pub role: MemberRole,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    Owner,
    Editor,
    Writer,
}

/// A user who follows a creator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Follower {
    /// The id of a creator.
    pub creator: String,
    /// The id of a user.
    pub user: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
}

impl Row for Creator {
    const FILE: FileKind = FileKind::Creators;

    fn check(&self) -> Checked {
        syntax::id("id", &self.id)?;
        syntax::handle("handle", &self.handle)?;
        self.name.check("name", text::NAME)?;
        syntax::optional(self.bio.as_ref(), |v| syntax::within("bio", v, text::BIO))?;
        syntax::optional(self.avatar.as_ref(), |v| syntax::media("avatar", v))?;
        syntax::optional(self.region.as_ref(), |v| {
            syntax::line("region", v, text::REGION)
        })?;
        syntax::each("members", &self.members, list::MEMBERS, |key, member| {
            syntax::id(&format!("{key}.user"), &member.user)
        })
    }
}

impl Row for Follower {
    const FILE: FileKind = FileKind::Followers;

    fn check(&self) -> Checked {
        syntax::id("creator", &self.creator)?;
        syntax::id("user", &self.user)
    }
}
