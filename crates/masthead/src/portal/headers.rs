//! Headers that answers have in common.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// On every answer: what keeps browsers from doing what no page of ours asks for.
const SAFE: [(HeaderName, &str); 4] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    ),
];

/// Adds them where the answer does not say otherwise.
pub fn add_safe(headers: &mut HeaderMap) {
    for (name, value) in SAFE {
        let value = HeaderValue::from_static(value);
        headers.entry(name).or_insert(value);
    }
}

/// The headers of pressed pages. Shared caches may keep a page for a second,
/// as long as the press itself may after an ordinary event.
#[must_use]
pub(super) fn of_pages() -> HeaderMap {
    let mut headers = HeaderMap::new();
    add_safe(&mut headers);
    let cache = HeaderValue::from_static("public, max-age=0, s-maxage=1, must-revalidate");
    headers.insert(CACHE_CONTROL, cache);
    headers.insert(VARY, HeaderValue::from_static("accept-encoding, cookie"));
    headers
}

/// The headers of what may be kept for ever, because its address names it.
#[must_use]
pub fn of_assets() -> HeaderMap {
    let mut headers = HeaderMap::new();
    add_safe(&mut headers);
    let cache = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(CACHE_CONTROL, cache);
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers
}
