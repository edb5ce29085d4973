use std::sync::LazyLock;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use bytes::Bytes;
use fluent_bundle::FluentArgs;

use crate::web::{Locale, Words};

/// Seconds after which there should be room again.
const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("1");

/// Made once: whoever is turned away costs next to nothing.
static PAGE: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(render()));

/// `503`: more is asked for than can be made just now.
#[must_use]
pub fn busy() -> Response<Body> {
    let mut response = Response::new(Body::from(PAGE.clone()));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    headers.insert(RETRY_AFTER, RETRY_AFTER_SECONDS);
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(CONTENT_TYPE, html);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// In every language at once: whose it is would have to be asked for.
fn render() -> String {
    let part = |locale: Locale| {
        let words = Words::load(locale).ok()?;
        let say = |key| words.say(key, &FluentArgs::new()).ok();
        let (title, help) = (say("problem-busy")?, say("problem-busy-help")?);
        let lang = locale.tag();
        Some(format!(
            "<section lang=\"{lang}\"><h1>{title}</h1><p>{help}</p></section>"
        ))
    };
    let parts: Vec<String> = Locale::ALL.into_iter().filter_map(part).collect();
    format!(
        "<!DOCTYPE html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
        content=\"width=device-width\"><title>503</title>{}</html>",
        Locale::default().tag(),
        parts.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_turned_away_is_told_when_to_come_again() {
        let answer = busy();
        assert_eq!(answer.status(), 503);
        assert_eq!(answer.headers()[RETRY_AFTER], "1");
        assert_eq!(render().matches("<h1>").count(), Locale::ALL.len());
    }
}
