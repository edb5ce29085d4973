//! The page of notifications. It is never cached.

use serde::Serialize;

use crate::web::{Layout, Page, TurnPage};

#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// What marks it as read.
    pub key: String,
    pub text: String,
    pub url: String,
    /// How many remarks came with a decision.
    pub remarks: i64,
    /// Milliseconds since 1970.
    pub at: i64,
    pub is_unread: bool,
    /// Why the desk decided so, in its reader's language, and in its own words.
    pub reason: Option<String>,
    pub words: Option<String>,
    /// Where an appeal is made.
    pub appeal_url: Option<String>,
}

/// `notification/list.html`
#[derive(Clone, Debug, Serialize)]
pub struct NotificationsPage {
    pub layout: Layout,
    pub items: Vec<Item>,
    /// What came later is not marked as read by this page.
    pub until: i64,
    pub kept_days: i64,
    pub following_days: i64,
    pub turn: TurnPage,
}

impl Page for NotificationsPage {
    const TEMPLATE: &'static str = "notification/list.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
