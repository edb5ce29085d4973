//! What the hot list shows.

use serde::Serialize;

use crate::web::{Card, Layout, Page};

/// `hot/page.html`. Stale after one second.
#[derive(Clone, Debug, Serialize)]
pub struct HotPage {
    pub layout: Layout,
    /// In order; the first is the hottest.
    pub cards: Vec<Card>,
}

impl Page for HotPage {
    const TEMPLATE: &'static str = "hot/page.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
