//! What the pages of a creator show.

use serde::Serialize;

use crate::id::CreatorId;
use crate::web::{Card, Layout, Line, Page, Picture, TurnPage};

/// A creator at the head of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Profile {
    pub id: CreatorId,
    pub name: String,
    pub handle: String,
    pub url: String,
    pub archive_url: String,
    pub follow_url: String,
    pub avatar: Picture,
    /// `individual`, `media`, `government`, `enterprise` or `organisation`: the locale key is `kind-{kind}`.
    pub kind: String,
    pub bio: Option<String>,
    pub region: Option<String>,
    pub articles: u64,
    pub followers: u64,
}

/// Who answers for a creator that is no individual.
#[derive(Clone, Debug, Serialize)]
pub struct Subject {
    pub subject: String,
    pub place: Option<String>,
    pub code: Option<String>,
    pub licence: Option<String>,
    /// The locale key is `field-of-{field}`.
    pub field: Option<String>,
    /// An e-mail address.
    pub contact: Option<String>,
}

/// A paper that the desk confirmed.
#[derive(Clone, Debug, Serialize)]
pub struct Credential {
    /// The locale key is `field-of-{field}`.
    pub field: String,
    pub name: String,
    /// The last day on which it holds: `2026-01-18`.
    pub until: String,
}

/// The past articles of one month.
#[derive(Clone, Debug, Serialize)]
pub struct Month {
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
    pub titles: Vec<PastTitle>,
}

#[derive(Clone, Debug, Serialize)]
pub struct PastTitle {
    pub line: Line,
    /// Milliseconds since 1970.
    pub at: i64,
}

/// A way to a month of the archive.
#[derive(Clone, Debug, Serialize)]
pub struct MonthLink {
    pub year: i16,
    pub month: i8,
    pub url: String,
    pub articles: u64,
}

/// `creator/page.html`. Stale after the creator publishes or changes.
#[derive(Clone, Debug, Serialize)]
pub struct CreatorPage {
    pub layout: Layout,
    pub creator: Profile,
    /// Of an individual nothing is said.
    pub subject: Option<Subject>,
    /// Papers that the desk confirmed, by field.
    pub credentials: Vec<Credential>,
    pub cards: Vec<Card>,
    pub turn: TurnPage,
}

impl Page for CreatorPage {
    const TEMPLATE: &'static str = "creator/page.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

/// `creator/archive.html`. Stale after the creator publishes or changes.
#[derive(Clone, Debug, Serialize)]
pub struct ArchivePage {
    pub layout: Layout,
    pub creator: Profile,
    /// The months on this page, newest first.
    pub months: Vec<Month>,
    pub all_months: Vec<MonthLink>,
    pub turn: TurnPage,
}

impl Page for ArchivePage {
    const TEMPLATE: &'static str = "creator/archive.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

/// `creator/list.html`. The section of all creators; stale after one of them changes.
#[derive(Clone, Debug, Serialize)]
pub struct CreatorsPage {
    pub layout: Layout,
    pub creators: Vec<Profile>,
    pub turn: TurnPage,
}

impl Page for CreatorsPage {
    const TEMPLATE: &'static str = "creator/list.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
