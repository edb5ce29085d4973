//! Pages of the desk's review. None is cached.

use serde::Serialize;

use crate::id::ChannelId;
use crate::publishing::diff::DiffLine;
use crate::web::{Layout, Link, Markup, Page, Trouble, TurnPage};

/// A submission in the queue.
#[derive(Clone, Debug, Serialize)]
pub struct QueueLine {
    pub url: String,
    pub title: String,
    pub creator: Link,
    /// Its channel's name; empty where that is gone.
    pub channel: String,
    pub is_update: bool,
    pub submitted_at: i64,
    /// Hours that it has waited.
    pub hours: i64,
    /// Who has it now.
    pub claimed_by: Option<String>,
    pub is_mine: bool,
}

/// A channel to narrow the queue to.
#[derive(Clone, Debug, Serialize)]
pub struct ChannelFilter {
    pub id: ChannelId,
    pub name: String,
    pub chosen: bool,
}

/// `review/queue.html`
#[derive(Clone, Debug, Serialize)]
pub struct QueuePage {
    pub layout: Layout,
    pub waiting: i64,
    /// Published at once, and not checked yet.
    pub unchecked: i64,
    /// Whether those are listed.
    pub afterwards: bool,
    pub lines: Vec<QueueLine>,
    pub channels: Vec<ChannelFilter>,
    /// What has just been done: the locale key is `review-done-{done}`.
    pub done: Option<String>,
    pub turn: TurnPage,
}

/// What was said of a paragraph.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    pub words: String,
    pub author: String,
    pub at: i64,
}

/// A paragraph of the text, with what was said of it.
#[derive(Clone, Debug, Serialize)]
pub struct Paragraph {
    /// From 0.
    pub block: i64,
    pub html: Markup,
    pub said: Vec<Said>,
}

/// A field of the form, as the creator filled it.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// Locale key of its name.
    pub key: &'static str,
    pub value: String,
}

/// `review/read.html`
#[derive(Clone, Debug, Serialize)]
pub struct ReadPage {
    pub layout: Layout,
    /// The path of this page.
    pub url: String,
    pub title: String,
    pub creator: Link,
    pub channel: String,
    pub is_update: bool,
    pub public_url: Option<String>,
    pub submitted_at: i64,
    /// Who handed it in.
    pub author: String,
    /// Until when somebody has it, if nothing more is done.
    pub claimed_until: Option<i64>,
    pub facts: Vec<Fact>,
    pub paragraphs: Vec<Paragraph>,
    /// What was said of the whole.
    pub said: Vec<Said>,
    pub changes: Vec<DiffLine>,
    /// The locale key is `decision-{state}`.
    pub state: String,
    /// Who has it now, if anybody.
    pub claimed_by: Option<String>,
    /// Whether this reviewer may say and decide something: it is claimed by them.
    pub is_mine: bool,
    pub may_claim: bool,
    /// Whether two have to read it, neither knowing what the other says.
    pub wants_second: bool,
    /// Whether this reviewer has read it, and another has to.
    pub is_read: bool,
    /// Who would take it, with their words; of those that this reviewer may see.
    pub readings: Vec<Said>,
    /// Readers have it already: it is checked, not reviewed.
    pub afterwards: bool,
    /// Violations for which points can be taken when it is taken down.
    pub kinds: Vec<&'static str>,
    pub reasons: Vec<&'static str>,
    /// What is wrong with what was sent.
    pub wrong: Option<Trouble>,
    /// What was sent, where it was wrong.
    pub typed: TypedDecision,
    pub words_most: usize,
}

/// What was sent, where the page is shown again: what is wrong with it, if anything.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    pub wrong: Option<Trouble>,
    pub typed: TypedDecision,
}

/// A decision as it was typed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TypedDecision {
    pub reason: String,
    pub words: String,
    /// The violation for which points are taken.
    pub kind: String,
    /// The paragraph that a remark was for.
    pub block: Option<i64>,
    /// The name of an approver.
    pub approver: String,
    /// The link that was just made for an approver.
    pub link: Option<String>,
}

/// `review/approve.html`
#[derive(Clone, Debug, Serialize)]
pub struct ApprovePage {
    pub layout: Layout,
    /// None where the link has ended, or was used.
    pub asked: Option<AskedText>,
    /// Whether an answer has just been given.
    pub is_done: bool,
    pub wrong: Option<Trouble>,
    pub words: String,
    pub words_most: usize,
}

/// The text that an approver decides on.
#[derive(Clone, Debug, Serialize)]
pub struct AskedText {
    /// The path of this page.
    pub url: String,
    pub title: String,
    pub creator: String,
    /// The name of who is asked.
    pub approver: String,
    pub ends_at: i64,
    pub facts: Vec<Fact>,
    pub paragraphs: Vec<Paragraph>,
}

/// An article that the desk took down.
#[derive(Clone, Debug, Serialize)]
pub struct TakenLine {
    pub url: String,
    pub title: String,
    pub creator: String,
}

/// `review/taken.html`
#[derive(Clone, Debug, Serialize)]
pub struct TakenPage {
    pub layout: Layout,
    pub lines: Vec<TakenLine>,
    /// What was typed to find an article.
    pub sought: String,
    /// Whether there is no such article.
    pub unknown: bool,
    pub turn: TurnPage,
}

/// `review/moderate.html`
#[derive(Clone, Debug, Serialize)]
pub struct ModeratePage {
    pub layout: Layout,
    /// The path of this page.
    pub url: String,
    pub title: String,
    pub creator: Link,
    /// The locale key is `piece-{stands}`.
    pub stands: &'static str,
    /// Its page, where readers have one.
    pub public_url: Option<String>,
    /// Whether it is by a creator of this person's own.
    pub is_own: bool,
    pub may_take_down: bool,
    pub may_restore: bool,
    /// Why it was taken down: the locale key is `reason-{reason}`.
    pub reason: Option<String>,
    pub said: Option<String>,
    /// Violations for which points can be taken.
    pub kinds: Vec<&'static str>,
    pub reasons: Vec<&'static str>,
    /// What has just been done: the locale key is `moderate-done-{done}`.
    pub done: Option<&'static str>,
    /// What is wrong with what was sent.
    pub wrong: Option<Trouble>,
    pub typed: TypedDecision,
    pub words_most: usize,
}

impl Page for TakenPage {
    const TEMPLATE: &'static str = "review/taken.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Page for ModeratePage {
    const TEMPLATE: &'static str = "review/moderate.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Page for ApprovePage {
    const TEMPLATE: &'static str = "review/approve.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "review/queue.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Page for ReadPage {
    const TEMPLATE: &'static str = "review/read.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
