//! The page of letters.

use serde::Serialize;

use crate::web::{Layout, Page};

/// A line of a letter: words, or an address of ours to follow.
#[derive(Clone, Debug, Serialize)]
pub struct BodyLine {
    pub text: String,
    pub is_link: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct LetterView {
    pub to: String,
    pub subject: String,
    pub lines: Vec<BodyLine>,
    /// Milliseconds since 1970.
    pub at: i64,
}

/// `mail/outbox.html`. Never cached.
#[derive(Clone, Debug, Serialize)]
pub struct OutboxPage {
    pub layout: Layout,
    pub letters: Vec<LetterView>,
}

impl Page for OutboxPage {
    const TEMPLATE: &'static str = "mail/outbox.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
