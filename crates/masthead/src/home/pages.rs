//! What the home page shows.

use serde::Serialize;

use crate::web::{Card, Layout, Originals, Page, SlotBlock};

/// `home/page.html`. Stale after a slot, a publication or the ranking changes.
#[derive(Clone, Debug, Serialize)]
pub struct HomePage {
    pub layout: Layout,
    /// The top slots; the first leads the page.
    pub top_stories: Vec<Card>,
    /// A block for each channel.
    pub channels: Vec<SlotBlock>,
    pub hot: Vec<Card>,
    pub originals: Option<Originals>,
    pub newest: Vec<Card>,
    pub older_url: Option<String>,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "home/page.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
