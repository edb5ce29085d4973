use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Response};
use masthead_press::Pressed;

use super::Reader;
use crate::id::ArticleId;

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
