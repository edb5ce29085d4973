//! Pages of the studio. None is cached.

use serde::Serialize;

use crate::id::{AccountId, CreatorId};
use crate::publishing::diff::DiffLine;
use crate::publishing::typed::Typed;
use crate::web::{Layout, Page, Trouble, TurnPage};

/// Something to choose from.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// A piece in the list.
#[derive(Clone, Debug, Serialize)]
pub struct PieceLine {
    pub url: String,
    /// Empty where nobody has written one yet.
    pub title: String,
    /// Where it stands with readers, and where its next text stands: locale
    /// keys are `piece-{mark}`.
    pub marks: Vec<&'static str>,
    /// Milliseconds since 1970: saved last, else published.
    pub at: Option<i64>,
    /// Its page, where readers have one.
    pub public_url: Option<String>,
    pub views: u64,
    pub comments: u64,
}

/// `studio/list.html`
#[derive(Clone, Debug, Serialize)]
pub struct ListPage {
    pub layout: Layout,
    /// The creators that this person writes for; the chosen one is shown.
    pub creators: Vec<Choice>,
    pub creator_name: String,
    pub creator_url: String,
    pub members_url: String,
    pub creator_id: CreatorId,
    pub credit_url: String,
    /// Where papers are asked for.
    pub credentials_url: Option<String>,
    /// What was written last; empty below the first page.
    pub recent: Vec<PieceLine>,
    /// Whether no other piece can be begun, for so many are being written.
    pub is_full: bool,
    pub drafts_most: i64,
    pub pieces: Vec<PieceLine>,
    /// What the list is narrowed to; the values are names of marks.
    pub filters: Vec<Choice>,
    pub query: String,
    /// Whether older pieces were not looked at any more.
    pub cut: bool,
    pub turn: TurnPage,
}

/// A reviewer's word, pinned to a paragraph.
#[derive(Clone, Debug, Serialize)]
pub struct RemarkLine {
    /// How the paragraph begins; empty for one of the whole.
    pub quote: String,
    pub words: String,
    pub author: String,
    pub at: i64,
}

/// What the desk decided.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionLine {
    /// The locale key is `decision-{state}`.
    pub state: String,
    pub submitted_at: i64,
    pub decided_at: Option<i64>,
    /// When what was taken down was given back to readers.
    pub restored_at: Option<i64>,
    /// The locale key is `reason-{reason}`.
    pub reason: Option<String>,
    pub words: String,
    pub remarks: Vec<RemarkLine>,
}

/// What can be done with a piece now.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct May {
    pub write: bool,
    pub update: bool,
    pub recall: bool,
    pub withdraw: bool,
    pub retract: bool,
    pub unschedule: bool,
    pub discard: bool,
    pub resume: bool,
}

/// The form of a piece.
#[derive(Clone, Debug, Serialize)]
pub struct PieceForm {
    pub typed: Typed,
    pub title: String,
    /// The text in Markdown, for those without script.
    pub markdown: String,
    /// Whether that could not be read as a document: the editor stays away.
    pub is_raw: bool,
    /// The document as JSON, for the editor.
    pub document: String,
    /// Where the pictures of the document are, as JSON.
    pub shown: String,
    pub version: i64,
    pub saved_at: i64,
    pub channels: Vec<Choice>,
    pub columns: Vec<Choice>,
    pub is_update: bool,
}

/// What each field takes, to be said beside it.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct PieceLimits {
    pub title_most: usize,
    pub summary_most: usize,
    pub tags_most: usize,
    pub tag_most: usize,
    pub body_most: usize,
    /// Paragraphs, items, cells and runs of a text.
    pub parts_most: usize,
    /// Characters that any field keeps, also of a text that is too long yet.
    pub field_most: usize,
    pub columns_most: usize,
    pub picture_mb: u64,
    /// Of a film or a sound: what the operator set.
    pub video_mb: u64,
    /// Of all files of a day.
    pub day_mb: u64,
    /// The same without script.
    pub plain_mb: u64,
    pub hours: u64,
    /// Of a picture that is too large: its own size in pixels, and what it may have.
    pub width: u32,
    pub height: u32,
    pub side: u32,
    pub megapixels: u64,
}

/// The other text, where two people saved.
#[derive(Clone, Debug, Serialize)]
pub struct Theirs {
    pub by: String,
    pub at: i64,
    pub title: String,
    /// Markdown.
    pub text: String,
}

/// What was typed and not saved, where there is no form that could hold it.
#[derive(Clone, Debug, Serialize)]
pub struct GivenBack {
    /// Markdown.
    pub body: String,
    /// The locale key of each field that said something, and what it said.
    pub fields: Vec<(&'static str, String)>,
}

/// The day's pieces are used up.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Spent {
    pub quota: i64,
    /// When another can be handed in; none where no day brings one.
    pub opens_at: Option<i64>,
}

/// Somebody who writes a draft.
#[derive(Clone, Debug, Serialize)]
pub struct Held {
    pub by: String,
    pub since: i64,
}

/// `studio/piece.html`
#[derive(Clone, Debug, Serialize)]
pub struct PiecePage {
    pub layout: Layout,
    /// The path of this page.
    pub url: String,
    pub title: String,
    pub creator_name: String,
    pub marks_of: Vec<&'static str>,
    pub public_url: Option<String>,
    /// When a scheduled one comes out.
    pub embargo_at: Option<i64>,
    /// Readers have it, had it or will have it: what is given up is an update.
    pub is_standing: bool,
    pub may: May,
    /// None where it is not to be written now.
    pub form: Option<PieceForm>,
    /// How many wait at the desk before it.
    pub queue: Option<i64>,
    pub decisions: Vec<DecisionLine>,
    pub troubles: Vec<Trouble>,
    /// Locale key of why something was not done.
    pub refused: Option<&'static str>,
    pub spent: Option<Spent>,
    /// Where its level and quota stand.
    pub credit_url: String,
    pub credentials_url: String,
    /// Who else writes it, where that kept a text from being saved.
    pub held: Option<Held>,
    /// What has just been done: the locale key is `piece-done-{done}`.
    pub done: Option<String>,
    pub theirs: Option<Theirs>,
    pub given_back: Option<GivenBack>,
    /// Whether the form holds what was not saved.
    pub is_unsaved: bool,
    /// The words of a retraction that was not done.
    pub words_typed: String,
    pub limits: PieceLimits,
    /// What the editor says, as JSON.
    pub words: String,
    pub account: AccountId,
    /// The time zone of the site, by its IANA name.
    pub zone: String,
    /// A link under which the draft can be seen for a while, just made.
    pub preview_link: Option<String>,
    /// The name of a picture that was just stored, for the text.
    pub picture: Option<String>,
    /// How the text names a film that was just stored.
    pub film: Option<String>,
}

/// A revision in the list.
#[derive(Clone, Debug, Serialize)]
pub struct RevisionLine {
    pub url: String,
    pub number: i64,
    pub title: String,
    pub at: i64,
    /// Empty where it came with an archive.
    pub author: String,
    pub is_public: bool,
}

/// `studio/history.html`
#[derive(Clone, Debug, Serialize)]
pub struct HistoryPage {
    pub layout: Layout,
    pub piece_url: String,
    pub title: String,
    pub revisions: Vec<RevisionLine>,
    pub turn: TurnPage,
}

/// `studio/revision.html`
#[derive(Clone, Debug, Serialize)]
pub struct RevisionPage {
    pub layout: Layout,
    pub piece_url: String,
    pub history_url: String,
    pub url: String,
    pub number: i64,
    pub at: i64,
    pub author: String,
    pub title: Vec<DiffLine>,
    pub lines_of: Vec<DiffLine>,
    /// Whether it can be put back now.
    pub may_restore: bool,
}

macro_rules! pages {
    ($($page:ident $template:literal),+ $(,)?) => {$(
        impl Page for $page {
            const TEMPLATE: &'static str = $template;

            fn layout(&self) -> &Layout {
                &self.layout
            }
        }
    )+};
}

pages! {
    ListPage "studio/list.html",
    PiecePage "studio/piece.html",
    HistoryPage "studio/history.html",
    RevisionPage "studio/revision.html",
}
