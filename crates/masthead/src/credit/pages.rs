//! Pages of levels and credit. None is cached.

use serde::Serialize;

use super::rules::AppealState;
use crate::id::{CreatorId, CreditEntryId};
use crate::web::{Layout, Link, Page, Trouble, TurnPage};

/// What a creator has and may today.
#[derive(Clone, Debug, Serialize)]
pub struct Standing {
    pub score: i64,
    pub level: usize,
    pub levels: usize,
    pub quota: i64,
    /// Pieces that were handed in today.
    pub used: i64,
    pub at_once: bool,
    pub schedule: bool,
    pub columns: bool,
    pub version: i64,
    pub recovery_points: i64,
    pub recovery_days: i64,
}

/// A violation.
#[derive(Clone, Debug, Serialize)]
pub struct EntryLine {
    pub id: CreditEntryId,
    /// The locale key is `credit-kind-{kind}`.
    pub kind: &'static str,
    pub at: i64,
    /// What it cost on its day, and what it still does.
    pub cost: i64,
    pub weighs: i64,
    pub words: String,
    pub article: Option<Link>,
    pub took_down: bool,
    pub annulled: bool,
    /// The locale key is `credit-appeal-{state}`.
    pub appeal: Option<AppealState>,
    pub appeal_words: String,
    pub answer: String,
    pub may_appeal: bool,
}

/// An appeal that was typed and not taken.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TypedAppeal {
    pub entry: CreditEntryId,
    pub words: String,
    pub wrong: Option<&'static str>,
}

/// `credit/own.html`: a creator's credit, in the studio.
#[derive(Clone, Debug, Serialize)]
pub struct OwnCreditPage {
    pub layout: Layout,
    pub creators: Vec<Link>,
    pub creator_name: String,
    pub creator_handle: String,
    pub standing: Standing,
    pub entries: Vec<EntryLine>,
    pub typed: TypedAppeal,
    pub words_most: usize,
    pub done: bool,
}

/// An appeal in the queue.
#[derive(Clone, Debug, Serialize)]
pub struct AppealLine {
    pub url: String,
    pub creator: Link,
    pub words: String,
    pub at: i64,
}

/// `credit/queue.html`
#[derive(Clone, Debug, Serialize)]
pub struct CreditPage {
    pub layout: Layout,
    pub open: i64,
    pub appeals: Vec<AppealLine>,
    /// Where the table is edited, for whom it is.
    pub rules_url: Option<&'static str>,
    /// A handle that was sought and not found.
    pub sought: String,
    pub done: Option<String>,
    pub turn: TurnPage,
}

/// A deduction that was typed and not made.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TypedDeduction {
    pub kind: String,
    pub article: String,
    pub words: String,
}

/// `credit/creator.html`: a creator's credit, at the desk.
#[derive(Clone, Debug, Serialize)]
pub struct CreatorCreditPage {
    pub layout: Layout,
    pub id: CreatorId,
    pub creator: Link,
    pub standing: Standing,
    pub entries: Vec<EntryLine>,
    pub kinds: Vec<KindChoice>,
    pub typed: TypedDeduction,
    pub troubles: Vec<Trouble>,
    pub words_most: usize,
    pub trusted: bool,
    pub may_trust: bool,
    /// Nobody takes points of a creator that they write for.
    pub is_own: bool,
    pub done: Option<String>,
}

/// A kind with what it costs.
#[derive(Clone, Debug, Serialize)]
pub struct KindChoice {
    pub name: &'static str,
    pub points: i64,
}

/// `credit/appeal.html`
#[derive(Clone, Debug, Serialize)]
pub struct AppealPage {
    pub layout: Layout,
    pub url: String,
    pub creator: Link,
    pub entry: EntryLine,
    pub entry_by: String,
    pub words: String,
    pub at: i64,
    /// The locale key is `credit-appeal-{state}`.
    pub state: AppealState,
    pub answer: String,
    pub may_decide: bool,
    pub typed: String,
    pub wrong: Option<&'static str>,
    pub words_most: usize,
}

/// A number of the table.
#[derive(Clone, Debug, Serialize)]
pub struct NumberField {
    pub name: &'static str,
    pub value: String,
    pub least: i64,
    pub most: i64,
}

/// What a kind costs, as it is typed.
#[derive(Clone, Debug, Serialize)]
pub struct PointsField {
    pub kind: &'static str,
    pub field: NumberField,
}

/// A level, as it is typed.
#[derive(Clone, Debug, Serialize)]
pub struct LevelForm {
    pub number: usize,
    /// Score, pieces and quota: locale keys are `credit-level-{of}`.
    pub numbers: Vec<LevelNumber>,
    pub choices: Vec<LevelChoice>,
}

#[derive(Clone, Debug, Serialize)]
pub struct LevelNumber {
    pub of: &'static str,
    pub field: NumberField,
}

/// The locale key is `credit-level-{of}`.
#[derive(Clone, Debug, Serialize)]
pub struct LevelChoice {
    pub of: &'static str,
    pub name: &'static str,
    pub chosen: bool,
}

/// A creator for whom a table would have made a difference.
#[derive(Clone, Debug, Serialize)]
pub struct RehearsedLine {
    pub creator: Link,
    pub days: i64,
    pub now: RehearsedSide,
    pub then: RehearsedSide,
}

#[derive(Clone, Copy, Debug, Serialize)]
pub struct RehearsedSide {
    pub score: i64,
    pub lowest: i64,
    pub level: usize,
    pub quota: i64,
    pub at_once: bool,
    pub schedule: bool,
    pub columns: bool,
    pub beyond: i64,
}

/// What a rehearsal came to.
#[derive(Clone, Debug, Serialize)]
pub struct Rehearsal {
    pub days: i64,
    /// Creators that were looked at, and those with a difference.
    pub looked: i64,
    pub different: i64,
    /// Whether there are more than were looked at.
    pub cut: bool,
    pub lines: Vec<RehearsedLine>,
}

#[derive(Clone, Debug, Serialize)]
pub struct VersionLine {
    pub version: i64,
    pub by: String,
    pub at: i64,
}

/// `credit/rules.html`
#[derive(Clone, Debug, Serialize)]
pub struct RulesPage {
    pub layout: Layout,
    pub version: i64,
    pub basics: Vec<NumberField>,
    pub points: Vec<PointsField>,
    pub levels: Vec<LevelForm>,
    pub troubles: Vec<Trouble>,
    pub rehearsal: Option<Rehearsal>,
    /// Somebody else made a version meanwhile.
    pub raced: bool,
    pub versions: Vec<VersionLine>,
    pub done: bool,
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
    OwnCreditPage "credit/own.html",
    CreditPage "credit/queue.html",
    CreatorCreditPage "credit/creator.html",
    AppealPage "credit/appeal.html",
    RulesPage "credit/rules.html",
}
