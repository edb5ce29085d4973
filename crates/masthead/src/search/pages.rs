//! What the search page shows.

use serde::Serialize;

use crate::web::{Layout, Link, Page};

/// `search/page.html`. Full search comes later; until then the page leads on to what there is.
#[derive(Clone, Debug, Serialize)]
pub struct SearchPage {
    pub layout: Layout,
    /// What was asked is longer than `most` characters: it stands in the box, to be shortened.
    pub is_too_long: bool,
    pub most: usize,
    /// Where a reader can go on instead: channels and archives.
    pub places: Vec<Link>,
}

impl Page for SearchPage {
    const TEMPLATE: &'static str = "search/page.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
