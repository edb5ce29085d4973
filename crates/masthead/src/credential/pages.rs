//! Pages about credentials. None is cached.

use serde::Serialize;

use crate::id::CreatorId;
use crate::web::{Layout, Page, Trouble, TurnPage};

/// A credential as lists show it.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub url: Option<String>,
    /// The locale key is `field-of-{field}`.
    pub field: String,
    pub name: String,
    /// `2026-01-18`
    pub until: String,
    /// The locale key is `credential-state-{state}`.
    pub state: &'static str,
    pub asked_at: i64,
    pub words: Option<String>,
    pub paper: Option<PaperLink>,
    /// Days until its end, where that is soon.
    pub days_left: Option<i64>,
}

#[derive(Clone, Debug, Serialize)]
pub struct PaperLink {
    pub name: String,
    pub url: String,
}

/// `credential/own.html`
#[derive(Clone, Debug, Serialize)]
pub struct OwnCredentialsPage {
    pub layout: Layout,
    pub creator: CreatorId,
    pub creator_name: String,
    pub studio_url: String,
    pub credentials: Vec<Line>,
    /// Whether the portal asks for papers at all.
    pub is_asked: bool,
    /// Whether this person may send one: an owner does.
    pub may_send: bool,
    pub fields: Vec<&'static str>,
    /// As it was typed, where it was wrong.
    pub field: String,
    pub name: String,
    pub until: String,
    pub name_most: usize,
    pub paper_mib: usize,
    pub troubles: Vec<Trouble>,
    pub done: bool,
}

/// One that waits for the desk.
#[derive(Clone, Debug, Serialize)]
pub struct Waiting {
    pub url: String,
    pub creator_name: String,
    pub field: String,
    pub name: String,
    pub asked_at: i64,
}

/// `credential/queue.html`
#[derive(Clone, Debug, Serialize)]
pub struct CredentialsPage {
    pub layout: Layout,
    pub waiting: Vec<Waiting>,
    pub turn: TurnPage,
}

/// `credential/page.html`
#[derive(Clone, Debug, Serialize)]
pub struct CredentialPage {
    pub layout: Layout,
    pub url: String,
    pub creator_name: String,
    pub creator_url: String,
    /// Whether it is of a creator of the reader's own.
    pub is_own: bool,
    pub line: Line,
    /// What may be decided now: the locale keys are `credential-{decision}`.
    pub decisions: Vec<&'static str>,
    /// The others of this creator, newest first.
    pub others: Vec<Line>,
    /// As they were typed.
    pub words: String,
    pub words_most: usize,
    /// Why nothing was decided: a locale key.
    pub refused: Option<&'static str>,
}

impl Page for OwnCredentialsPage {
    const TEMPLATE: &'static str = "credential/own.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Page for CredentialsPage {
    const TEMPLATE: &'static str = "credential/queue.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Page for CredentialPage {
    const TEMPLATE: &'static str = "credential/page.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
