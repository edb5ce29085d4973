use std::io::{self, ErrorKind};

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Response};
use masthead_db::{Fault, FaultKind};
use masthead_log::Reason;
use masthead_press::Pressed;

use super::Reader;
use crate::id::ArticleId;
use crate::web::ThemeFault;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    #[error("not found")]
    NotFound,
    #[error("the address has a part that cannot be read")]
    BadAddress,
    #[error("a form cannot be read")]
    BadForm,
    #[error("more was sent than any form takes")]
    TooLarge,
    #[error("a form has more fields than any of ours")]
    TooManyFields,
    #[error("what was sent came too slowly")]
    TooSlow,
    #[error("not allowed")]
    Forbidden,
    #[error("another site sent it")]
    OtherSite,
    #[error("more is asked for than can be made")]
    Busy,
    #[error("making the page took too long")]
    Slow,
    #[error("reading the data: {0}")]
    Fault(#[from] Fault),
    #[error("{what}")]
    Disk { kind: FaultKind, what: String },
    #[error("rendering: {}", chain(.0))]
    Theme(#[from] ThemeFault),
    #[error("{0}")]
    Defect(String),
}

impl Stop {
    /// What the media folder refused: a full disk and one that may only be read are no defects of ours.
    #[must_use]
    pub fn disk(doing: &str, error: &(dyn std::error::Error + 'static)) -> Self {
        let what = format!("{doing}: {}", chain(error));
        match disk_kind(error) {
            Some(kind) => Self::Disk { kind, what },
            None => Self::Defect(what),
        }
    }

    /// What is in the way, where that is something that passes.
    #[must_use]
    pub fn fault_kind(&self) -> Option<FaultKind> {
        let kind = match self {
            Self::Fault(fault) => fault.kind(),
            Self::Disk { kind, .. } => *kind,
            _ => return None,
        };
        kind.passes().then_some(kind)
    }
}

impl Reason for Stop {
    fn kind(&self) -> Option<FaultKind> {
        match self {
            Self::Fault(fault) => Some(fault.kind()),
            Self::Disk { kind, .. } => Some(*kind),
            _ => None,
        }
    }
}

fn disk_kind(error: &(dyn std::error::Error + 'static)) -> Option<FaultKind> {
    let mut next = Some(error);
    while let Some(error) = next {
        match error.downcast_ref::<io::Error>().map(io::Error::kind) {
            Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
                return Some(FaultKind::Full);
            }
            Some(ErrorKind::ReadOnlyFilesystem) => return Some(FaultKind::ReadOnly),
            _ => next = error.source(),
        }
    }
    None
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        text.push_str(": ");
        text.push_str(&source.to_string());
        next = source.source();
    }
    text
}

/// What a view of the page in an answer counts for.
#[derive(Clone, Copy, Debug)]
pub struct ViewOf(pub ArticleId);

/// A pressed page as an answer to this request: `304` where the reader has it
/// already, in the best encoding otherwise.
#[must_use]
pub fn respond(page: &Pressed, reader: &Reader, headers: &HeaderMap) -> Response<Body> {
    let mut response = page.answer(headers).map(Body::from);
    if let Some(of) = page.view_of {
        response.extensions_mut().insert(ViewOf(ArticleId(of)));
    }
    let out = response.headers_mut();
    if !reader.cookies.is_empty() {
        out.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    for cookie in &reader.cookies {
        if let Ok(value) = HeaderValue::from_str(cookie) {
            out.append(SET_COOKIE, value);
        }
    }
    response
}
