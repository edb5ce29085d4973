//! Pages that say what went wrong and where to go on.

use masthead_db::FaultKind;
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
    /// 408
    TooSlow,
    /// 413
    TooLarge,
    /// 413
    TooManyFields,
    /// 414
    AddressTooLong,
    /// 500
    Fault,
    /// 503: somebody else holds the database
    Locked,
    /// 503: the database cannot be reached
    Away,
    /// 503: no room on a disk
    Full,
    /// 503: what is kept may be read and not written
    ReadOnly,
}

impl Problem {
    pub const ALL: [Self; 14] = [
        Self::BadRequest,
        Self::BadForm,
        Self::Forbidden,
        Self::OtherSite,
        Self::NotFound,
        Self::TooSlow,
        Self::TooLarge,
        Self::TooManyFields,
        Self::AddressTooLong,
        Self::Fault,
        Self::Locked,
        Self::Away,
        Self::Full,
        Self::ReadOnly,
    ];

    /// What a fault of this kind is to whoever asked.
    #[must_use]
    pub fn of(kind: FaultKind) -> Self {
        match kind {
            FaultKind::Busy => Self::Locked,
            FaultKind::Unavailable => Self::Away,
            FaultKind::Full => Self::Full,
            FaultKind::ReadOnly => Self::ReadOnly,
            _ => Self::Fault,
        }
    }

    /// Seconds after which the same may go well: what passes by itself is soon over, for the rest an operator has to
    /// come. None where waiting does not help.
    #[must_use]
    pub fn retry_after(self) -> Option<u16> {
        match self {
            Self::Locked => Some(5),
            Self::Away => Some(10),
            Self::Full | Self::ReadOnly => Some(60),
            _ => None,
        }
    }

    /// Whether it is the rules that say no, so that the same sent again is refused again.
    #[must_use]
    pub fn refuses(self) -> bool {
        matches!(self, Self::Forbidden | Self::NotFound | Self::OtherSite)
    }

    /// Its locale key: `problem-not-found`.
    #[must_use]
    pub fn key(self) -> String {
        format!("problem-{}", self.name())
    }

    /// As keys end with it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::BadForm => "bad-form",
            Self::Forbidden => "forbidden",
            Self::OtherSite => "other-site",
            Self::NotFound => "not-found",
            Self::TooSlow => "too-slow",
            Self::TooLarge => "too-large",
            Self::TooManyFields => "too-many-fields",
            Self::AddressTooLong => "address-too-long",
            Self::Fault => "fault",
            Self::Locked => "locked",
            Self::Away => "away",
            Self::Full => "full",
            Self::ReadOnly => "read-only",
        }
    }
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
