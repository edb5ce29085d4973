//! Pages of the desk. None is cached.

use serde::Serialize;

use crate::account::Role;
use crate::id::{AccountId, ChannelId};
use crate::web::{Layout, Page, TurnPage};

/// A role that somebody has.
#[derive(Clone, Debug, Serialize)]
pub struct Held {
    pub role: Role,
    /// The channel that it is for.
    pub channel: Option<ChannelChoice>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ChannelChoice {
    pub id: ChannelId,
    pub name: String,
}

/// Something to do.
#[derive(Clone, Debug, Serialize)]
pub struct Task {
    /// Of its name; `{key}-why` says what it is.
    pub key: &'static str,
    pub url: &'static str,
    /// How many wait, where something does.
    pub waiting: Option<i64>,
}

/// `desk/home.html`
#[derive(Clone, Debug, Serialize)]
pub struct DeskPage {
    pub layout: Layout,
    pub name: String,
    pub roles: Vec<Held>,
    pub tasks: Vec<Task>,
    /// Whether there is no channel yet, and this person can set one up.
    pub starts: bool,
}

/// An account in the list.
#[derive(Clone, Debug, Serialize)]
pub struct AccountLine {
    pub id: AccountId,
    pub name: String,
    /// None for one that cannot log in.
    pub email: Option<String>,
    pub roles: Vec<Held>,
}

/// `desk/accounts.html`
#[derive(Clone, Debug, Serialize)]
pub struct AccountsPage {
    pub layout: Layout,
    pub accounts: Vec<AccountLine>,
    /// What was searched for; empty where all are listed.
    pub email: String,
    pub roles: Vec<Role>,
    pub channels: Vec<ChannelChoice>,
    /// The locale key of why a change was not made.
    pub refused: Option<&'static str>,
    pub turn: TurnPage,
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "desk/home.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Page for AccountsPage {
    const TEMPLATE: &'static str = "desk/accounts.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
