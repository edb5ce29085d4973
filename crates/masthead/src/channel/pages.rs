//! What a channel page shows.

use serde::Serialize;

use crate::web::{Card, Layout, Link, NavLink, Page, SlotBlock, TurnPage};

/// `channel/page.html`. Stale after a publication in the channel or a change of its slot.
#[derive(Clone, Debug, Serialize)]
pub struct ChannelPage {
    pub layout: Layout,
    pub channel: Link,
    /// Channels below this one.
    pub children: Vec<NavLink>,
    /// The headline, on the first page of the list only.
    pub headline: Option<SlotBlock>,
    pub cards: Vec<Card>,
    pub turn: TurnPage,
    pub hot: Vec<Card>,
}

impl Page for ChannelPage {
    const TEMPLATE: &'static str = "channel/page.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
