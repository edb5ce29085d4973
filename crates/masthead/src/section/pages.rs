//! Pages on which the portal is set up. None is cached.

use serde::Serialize;

use crate::web::{Layout, Page, Trouble};

/// A channel or a column in the list.
#[derive(Clone, Debug, Serialize)]
pub struct SectionLine {
    pub slug: String,
    pub name: String,
    /// Its address for readers.
    pub url: String,
    pub edit_url: String,
    /// Whether it stands under the one above it in the list.
    pub is_under: bool,
    /// Whether it can go a step that way.
    pub may_rise: bool,
    pub may_sink: bool,
}

/// All sections of a kind; the locale keys begin with `section-{kind}`.
#[derive(Clone, Debug, Serialize)]
pub struct SectionList {
    pub kind: &'static str,
    pub lines: Vec<SectionLine>,
    pub may_add: bool,
}

/// `section/list.html`
#[derive(Clone, Debug, Serialize)]
pub struct SectionsPage {
    pub layout: Layout,
    pub lists: Vec<SectionList>,
    /// What has just been done: the locale key is `section-done-{done}`.
    pub done: Option<String>,
    /// Why a change was not made: a locale key.
    pub refused: Option<&'static str>,
}

/// A section that another may stand under.
#[derive(Clone, Debug, Serialize)]
pub struct ParentChoice {
    pub slug: String,
    pub name: String,
}

/// `section/edit.html`
#[derive(Clone, Debug, Serialize)]
pub struct SectionPage {
    pub layout: Layout,
    pub kind: &'static str,
    /// Where the form goes.
    pub action: String,
    pub is_new: bool,
    pub slug: String,
    pub name_zh: String,
    pub name_en: String,
    pub headline_zh: String,
    pub headline_en: String,
    pub parent: String,
    pub parents: Vec<ParentChoice>,
    /// The field whose papers it asks for; empty for none.
    pub field: String,
    /// The fields to choose from, where papers are asked for at all.
    pub papered: Vec<&'static str>,
    pub name_most: usize,
    pub slug_most: usize,
    pub troubles: Vec<Trouble>,
}

/// `section/site.html`
#[derive(Clone, Debug, Serialize)]
pub struct SitePage {
    pub layout: Layout,
    pub name_zh: String,
    pub name_en: String,
    pub locale: String,
    pub time_zone: String,
    pub notice_zh: String,
    pub notice_en: String,
    pub name_most: usize,
    pub notice_most: usize,
    pub done: bool,
    pub troubles: Vec<Trouble>,
}

impl Page for SectionsPage {
    const TEMPLATE: &'static str = "section/list.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Page for SectionPage {
    const TEMPLATE: &'static str = "section/edit.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Page for SitePage {
    const TEMPLATE: &'static str = "section/site.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
