//! Why a handler has no answer. One place renders it, where the reader's
//! language and edition are known: [`crate::errors::rendered`].

use std::io::{self, ErrorKind};
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use masthead_db::{Fault, FaultKind};
use masthead_log::Reason;

use crate::web::ThemeFault;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
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

impl AppError {
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

impl Reason for AppError {
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

/// The error in an answer that waits to be rendered.
#[derive(Clone, Debug)]
pub struct Failed(pub Arc<AppError>);

impl IntoResponse for AppError {
    fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response.extensions_mut().insert(Failed(Arc::new(self)));
        response
    }
}
