//! Pages of plain explanation: how to read with more ease.

use serde::Serialize;

use crate::web::{Layout, Link, Page};

/// `about/accessibility.html`. What there is for readers who need more ease, and whom to tell.
#[derive(Clone, Debug, Serialize)]
pub struct AccessibilityPage {
    pub layout: Layout,
    pub contact: Option<Link>,
}

impl Page for AccessibilityPage {
    const TEMPLATE: &'static str = "about/accessibility.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
