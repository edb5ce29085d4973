//! Whether a page of another site made a browser send a request: what would
//! act in its reader's name (cross-site request forgery).

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};

/// Only what changes something is asked where it comes from. Browsers say so in
/// `Sec-Fetch-Site` (W3C Fetch Metadata), older ones and those without TLS in
/// `Origin`; a request that says neither comes from no page of ours.
#[must_use]
pub fn is_from_elsewhere(method: &Method, headers: &HeaderMap) -> bool {
    if method.is_safe() {
        return false;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        // `none`: typed or from a bookmark, by the person alone.
        return !matches!(site, "same-origin" | "none");
    }
    let origin = text(ORIGIN.as_str()).and_then(|origin| origin.split_once("://"));
    match (origin, text(HOST.as_str())) {
        (Some((_, origin)), Some(host)) => !origin.eq_ignore_ascii_case(host),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: Method, headers: &[(&'static str, &'static str)]) -> bool {
        let pairs = headers.iter().map(|(name, value)| {
            let value = value.parse().expect("a value");
            (name.parse().expect("a name"), value)
        });
        is_from_elsewhere(&method, &pairs.collect())
    }

    #[test]
    fn forms_of_ours_are_let_through_and_those_of_others_are_not() {
        let host = ("host", "news.example");
        assert!(!asked(Method::GET, &[("sec-fetch-site", "cross-site")]));
        assert!(!asked(
            Method::POST,
            &[host, ("sec-fetch-site", "same-origin")]
        ));
        assert!(asked(
            Method::POST,
            &[host, ("sec-fetch-site", "same-site")]
        ));
        assert!(asked(
            Method::POST,
            &[
                host,
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://news.example")
            ]
        ));
        assert!(!asked(
            Method::POST,
            &[host, ("origin", "https://News.example")]
        ));
        for origin in [
            "null",
            "https://news.example.evil.example",
            "https://evil.example",
        ] {
            assert!(asked(Method::POST, &[host, ("origin", origin)]), "{origin}");
        }
        assert!(asked(Method::POST, &[host]));
    }
}
