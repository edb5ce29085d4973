//! What a column page shows.

use serde::Serialize;

use crate::web::{Card, Layout, Link, NavLink, Page, SlotBlock, TurnPage};

/// `column/page.html`. Stale after a publication in the column or a change of its slot.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnPage {
    pub layout: Layout,
    pub column: Link,
    /// The columns beside this one, this one among them.
    pub tabs: Vec<NavLink>,
    pub headline: Option<SlotBlock>,
    pub cards: Vec<Card>,
    pub turn: TurnPage,
}

impl Page for ColumnPage {
    const TEMPLATE: &'static str = "column/page.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
