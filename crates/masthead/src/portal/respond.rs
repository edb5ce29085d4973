use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LAST_MODIFIED, SET_COOKIE, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use masthead_db::Fault;
use masthead_press::Pressed;

use super::Reader;
use crate::media::http_date;
use crate::web::ThemeFault;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    #[error("not found")]
    NotFound,
    #[error("the address has a part that cannot be read")]
    BadAddress,
    #[error("reading the data: {0}")]
    Fault(#[from] Fault),
    #[error("rendering: {}", chain(.0))]
    Theme(#[from] ThemeFault),
    #[error("{0}")]
    Defect(String),
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

/// A pressed page as an answer to this request: `304` where the reader has it
/// already, in the best encoding otherwise.
#[must_use]
pub fn respond(page: &Arc<Pressed>, reader: &Reader, headers: &HeaderMap) -> Response<Body> {
    let accepted = text(headers, ACCEPT_ENCODING).unwrap_or_default();
    let (encoding, bytes, etag) = page.body(accepted);
    let has_it = page.status == 200 && unchanged(headers, &etag, page.changed_at);
    let mut response = Response::new(if has_it { Body::empty() } else { bytes.into() });
    *response.status_mut() = match has_it {
        true => StatusCode::NOT_MODIFIED,
        false => StatusCode::from_u16(page.status).unwrap_or(StatusCode::OK),
    };
    let out = response.headers_mut();
    put(out, ETAG, &etag);
    put(out, LAST_MODIFIED, &http_date::format(page.changed_at));
    put(out, VARY, "accept-encoding, cookie");
    put(out, CONTENT_TYPE, page.content_type);
    if let Some(name) = encoding.name() {
        put(out, CONTENT_ENCODING, name);
    }
    match reader.cookies.is_empty() {
        // Shared caches may keep a page as long as the press does.
        true => put(
            out,
            CACHE_CONTROL,
            "public, max-age=0, s-maxage=1, must-revalidate",
        ),
        false => put(out, CACHE_CONTROL, "private, no-cache"),
    }
    for cookie in &reader.cookies {
        if let Ok(value) = HeaderValue::from_str(cookie) {
            out.append(SET_COOKIE, value);
        }
    }
    response
}

/// RFC 9110, 13.2.2: the date counts only where no ETag is named.
fn unchanged(headers: &HeaderMap, etag: &str, changed_at: i64) -> bool {
    if let Some(tags) = text(headers, IF_NONE_MATCH) {
        let named = |tag: &str| tag.trim().trim_start_matches("W/") == etag || tag.trim() == "*";
        return tags.split(',').any(named);
    }
    text(headers, IF_MODIFIED_SINCE)
        .and_then(http_date::parse)
        .is_some_and(|since| changed_at / 1_000 <= since / 1_000)
}

fn text(headers: &HeaderMap, name: axum::http::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn put(headers: &mut HeaderMap, name: axum::http::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
