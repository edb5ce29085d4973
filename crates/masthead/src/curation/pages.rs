//! Pages of curation. None is cached.

use serde::Serialize;

use crate::id::{ArticleId, SlotId};
use crate::slot::rules::{Difference, MOST_FILLINGS, TITLE_MOST};
use crate::web::{Layout, Page, Piece, TurnPage};

/// A title in a place as readers see it.
#[derive(Clone, Debug, Serialize)]
pub struct Seen {
    pub title: String,
    pub url: String,
    /// An editor has placed it; else the ranking has.
    pub placed: bool,
}

/// Something that will happen in a place by the time alone.
#[derive(Clone, Debug, Serialize)]
pub struct Coming {
    /// UTC milliseconds.
    pub at: i64,
    /// `begins`, `ends` or `out` (published): the locale key is `slot-coming-{kind}`.
    pub kind: &'static str,
    pub title: String,
    /// The page as it will be then.
    pub url: String,
    /// The look ahead stands at this moment.
    pub current: bool,
}

/// A place in the list.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceLine {
    pub name: String,
    pub url: String,
    pub seen: Vec<Seen>,
    /// What was placed and is no longer there to be read.
    pub gone: Vec<Gone>,
    /// The next filling to begin, the next to end.
    pub next: Option<Coming>,
    pub ends: Option<Coming>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Gone {
    pub title: String,
    /// Why: the locale key is `slot-gone-{why}`.
    pub why: &'static str,
    /// What the ranking puts there.
    pub instead: Option<String>,
}

/// `curation/list.html`
#[derive(Clone, Debug, Serialize)]
pub struct PlacesPage {
    pub layout: Layout,
    pub places: Vec<PlaceLine>,
}

impl Page for PlacesPage {
    const TEMPLATE: &'static str = "curation/list.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

/// What somebody has to put right.
#[derive(Clone, Debug, Serialize)]
pub struct FieldTrouble {
    pub field: &'static str,
    pub key: &'static str,
}

/// A form for one filling: a new one, or one that is there.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FillingForm {
    /// The ids of its fields end so: empty, or `-` and the slot.
    pub mark: String,
    pub article: String,
    pub title_zh: String,
    pub title_en: String,
    pub from: String,
    pub until: String,
    pub first: bool,
    pub troubles: Vec<FieldTrouble>,
}

/// An article that stands in the place, or is to come.
#[derive(Clone, Debug, Serialize)]
pub struct FillingLine {
    pub slot: SlotId,
    pub title: String,
    pub url: String,
    pub creator: String,
    /// `now`, `below`, `coming` or `gone`: the locale key is `slot-stage-{stage}`.
    pub stage: &'static str,
    /// Where it is gone, why: the locale key is `slot-gone-{why}`.
    pub gone: Option<&'static str>,
    /// Absent for what stands since ever, or without an end.
    pub from_at: Option<i64>,
    pub until_at: Option<i64>,
    pub has_film: bool,
    pub is_first: bool,
    pub is_last: bool,
    pub form: FillingForm,
    /// Its form is open.
    pub open: bool,
}

/// An article that may be placed.
#[derive(Clone, Debug, Serialize)]
pub struct Candidate {
    pub id: ArticleId,
    pub title: String,
    pub url: String,
    pub creator: String,
    pub at: i64,
    pub has_film: bool,
    /// It stands in the place, or is to come there.
    pub placed: bool,
}

/// How the place stood after a change.
#[derive(Clone, Debug, Serialize)]
pub struct VersionLine {
    pub version: i64,
    pub at: i64,
    /// Who did it; none where it was found so.
    pub by: Option<String>,
    /// The locale key is `slot-act-{act}`.
    pub act: String,
    pub differences: Vec<Difference>,
    pub titles: Vec<String>,
    pub current: bool,
}

/// Somebody else was faster.
#[derive(Clone, Debug, Serialize)]
pub struct Conflict {
    pub versions: Vec<VersionLine>,
    /// What was sent had been typed, and stands in a form of the page.
    pub kept: bool,
}

#[derive(Clone, Copy, Debug, Serialize)]
pub struct Limits {
    pub title_most: usize,
    pub fillings_most: usize,
    pub seen: usize,
}

impl Limits {
    #[must_use]
    pub fn new(seen: usize) -> Self {
        Self {
            title_most: TITLE_MOST,
            fillings_most: MOST_FILLINGS,
            seen,
        }
    }
}

/// `curation/place.html`
#[derive(Clone, Debug, Serialize)]
pub struct PlacePage {
    pub layout: Layout,
    pub place: String,
    pub name: String,
    pub page_url: String,
    pub preview_url: String,
    /// What a save rests on.
    pub version: i64,
    /// What has just been done: the locale key is `slot-done-{done}`.
    pub done: Option<String>,
    pub conflict: Option<Conflict>,
    pub seen: Vec<Seen>,
    pub fillings: Vec<FillingLine>,
    pub coming: Vec<Coming>,
    pub form: FillingForm,
    pub candidates: Vec<Candidate>,
    pub turn: TurnPage,
    pub versions: Vec<VersionLine>,
    /// Where older versions are listed.
    pub older_url: Option<String>,
    /// The time zone of the site, in which times are typed.
    pub zone: String,
    pub limits: Limits,
}

impl Page for PlacePage {
    const TEMPLATE: &'static str = "curation/place.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

/// `curation/banner.html`: over a page as it will be.
#[derive(Clone, Debug, Serialize)]
pub struct Banner {
    pub place: String,
    pub name: String,
    /// The minute that is shown: UTC milliseconds, and as its field has it.
    pub at: i64,
    pub at_field: String,
    pub is_now: bool,
    pub coming: Vec<Coming>,
    pub place_url: String,
    pub zone: String,
}

impl Piece for Banner {
    const TEMPLATE: &'static str = "curation/banner.html";
}
