use std::net::IpAddr;

use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::Visitor;
use crate::id::ArticleId;
use crate::portal::Portal;
use crate::visitor;

/// A request for an article, as far as counting looks at it.
#[derive(Clone, Copy, Debug)]
pub struct Visit<'r> {
    pub method: &'r Method,
    pub headers: &'r HeaderMap,
    /// The other end of the connection.
    pub peer: IpAddr,
}

/// Counts a request for `article` that was answered with `status`: a page that
/// somebody got, or has already. Not what a browser fetches ahead.
pub fn count(portal: &Portal, article: ArticleId, visit: Visit<'_>, status: StatusCode) {
    let shown = matches!(status, StatusCode::OK | StatusCode::NOT_MODIFIED);
    if !shown || visit.method != Method::GET || is_ahead(visit.headers) {
        return;
    }
    let agent = visit.headers.get(USER_AGENT);
    let visitor = Visitor {
        address: visitor::address(visit.peer, visit.headers, &portal.settings.trusted_proxies),
        agent: agent.map(HeaderValue::as_bytes).unwrap_or_default(),
    };
    portal.views.saw(article, &visitor);
}

/// Nobody has asked for it yet: `Sec-Purpose: prefetch;prerender`, and the
/// names that the same had before.
fn is_ahead(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-moz"].iter().any(|name| {
        headers
            .get(*name)
            .is_some_and(|value| value.as_bytes().starts_with(b"prefetch"))
    })
}
