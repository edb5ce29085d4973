//! Pages about members. None is cached.

use serde::Serialize;

use crate::id::{AccountId, CreatorId};
use crate::web::{Layout, Page, Trouble};

#[derive(Clone, Debug, Serialize)]
pub struct Member {
    pub account: AccountId,
    pub name: String,
    /// The locale key is `member-{role}`.
    pub role: &'static str,
    pub is_you: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Invited {
    pub email: String,
    pub role: &'static str,
    pub ends_at: i64,
}

/// `member/list.html`
#[derive(Clone, Debug, Serialize)]
pub struct MembersPage {
    pub layout: Layout,
    pub creator: CreatorId,
    pub creator_name: String,
    pub studio_url: String,
    pub members: Vec<Member>,
    pub invited: Vec<Invited>,
    /// Whether this person answers for the creator.
    pub may_manage: bool,
    pub roles: Vec<&'static str>,
    /// As it was typed, where it was wrong.
    pub email: String,
    pub role: String,
    pub troubles: Vec<Trouble>,
    /// Why a change was not made: a locale key.
    pub refused: Option<&'static str>,
    /// What has just been done: the locale key is `member-done-{done}`.
    pub done: Option<String>,
    /// The link of an invitation, where no letter carries it.
    pub link: Option<String>,
}

/// `member/invitation.html`
#[derive(Clone, Debug, Serialize)]
pub struct InvitationPage {
    pub layout: Layout,
    /// None where the link has ended, or was used.
    pub asked: Option<AskedTo>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AskedTo {
    /// The path of this page.
    pub url: String,
    pub creator_name: String,
    pub creator_url: String,
    pub by: String,
    pub role: &'static str,
    pub ends_at: i64,
}

impl Page for MembersPage {
    const TEMPLATE: &'static str = "member/list.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Page for InvitationPage {
    const TEMPLATE: &'static str = "member/invitation.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
