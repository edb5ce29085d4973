//! Pages that say what went wrong and where to go on.

use serde::Serialize;

use crate::web::{Card, Layout, Page};

/// What went wrong. Its name is the locale key: `problem-not-found`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// 400
    BadRequest,
    /// 400: a form that is not one of ours
    BadForm,
    /// 403
    Forbidden,
    /// 403: what another site made a browser send
    OtherSite,
    /// 404
    NotFound,
    /// 413
    TooLarge,
    /// 414
    AddressTooLong,
    /// 500
    Fault,
}

impl Problem {
    pub const ALL: [Self; 8] = [
        Self::BadRequest,
        Self::BadForm,
        Self::Forbidden,
        Self::OtherSite,
        Self::NotFound,
        Self::TooLarge,
        Self::AddressTooLong,
        Self::Fault,
    ];
}

/// `errors/page.html`. Never cached.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorPage {
    pub layout: Layout,
    pub problem: Problem,
    /// What the log calls this fault; a reader can name it to the operator.
    pub reference: Option<String>,
    /// Something to read instead; empty where the fault is ours.
    pub hot: Vec<Card>,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "errors/page.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
