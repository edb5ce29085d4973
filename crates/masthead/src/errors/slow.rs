use axum::body::Body;
use axum::http::Response;

use super::answer::Unserved;
use super::carried::Why;
use crate::portal;

/// As [`portal::slow`]; what was typed goes back.
#[must_use]
pub fn slow() -> Response<Body> {
    let mut response = portal::slow();
    response.extensions_mut().insert(Unserved {
        why: Why::Slow,
        reference: None,
    });
    response
}
