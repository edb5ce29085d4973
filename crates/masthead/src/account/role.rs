use crate::id::{ChannelId, CreatorId};
use serde::Serialize;

/// What somebody is to the platform. A creator's members are another matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers for the portal: accounts, roles, settings.
    Administrator,
    /// Keeps what readers and creators publish within the rules.
    Moderator,
    /// Reads applications and submissions, and decides on them.
    Reviewer,
    /// Curates one channel.
    ChannelEditor,
}

impl Role {
    pub const ALL: [Self; 4] = [
        Self::Administrator,
        Self::Moderator,
        Self::Reviewer,
        Self::ChannelEditor,
    ];

    /// As the database and the command line write it; the locale key is
    /// `role-{name}`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Moderator => "moderator",
            Self::Reviewer => "reviewer",
            Self::ChannelEditor => "channel_editor",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// A role that somebody has; a channel's editor has it for that channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    pub channel: Option<ChannelId>,
}

impl Grant {
    /// None where the channel is missing, or one is named for a role that has none.
    #[must_use]
    pub fn new(role: Role, channel: Option<ChannelId>) -> Option<Self> {
        let fits = channel.is_some() == (role == Role::ChannelEditor);
        fits.then_some(Self { role, channel })
    }
}

/// What somebody is to a creator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    /// Writes and hands in.
    Writer,
    /// Also takes back and disowns what is published.
    Editor,
    /// Answers for the creator.
    Owner,
}

impl MemberRole {
    pub const ALL: [Self; 3] = [Self::Writer, Self::Editor, Self::Owner];

    /// As archives and the database write it; the locale key is
    /// `member-{name}`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Writer => "writer",
            Self::Editor => "editor",
            Self::Owner => "owner",
        }
    }

    /// As archives and the database write it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Somebody writes for a creator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    pub creator: CreatorId,
    pub role: MemberRole,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_known_by_their_names() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(role));
        }
        assert_eq!(Role::from_name("owner"), None);
    }

    #[test]
    fn a_channels_editor_alone_has_a_channel() {
        for role in Role::ALL {
            let of_channel = role == Role::ChannelEditor;
            assert_eq!(Grant::new(role, Some(ChannelId(1))).is_some(), of_channel);
            assert_eq!(Grant::new(role, None).is_some(), !of_channel);
        }
    }
}
