use std::sync::LazyLock;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use bytes::Bytes;
use fluent_bundle::FluentArgs;

use crate::web::{Locale, Words};

/// Seconds after which there should be room again, ...
const ROOM_SECONDS: HeaderValue = HeaderValue::from_static("1");
/// ... and after which what kept a page waiting should be over.
const SLOW_SECONDS: HeaderValue = HeaderValue::from_static("5");

/// Made once: whoever is turned away costs next to nothing.
static BUSY: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(render("problem-busy")));
static SLOW: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(render("problem-slow")));

/// `503`: more is asked for than can be made just now.
#[must_use]
pub fn busy() -> Response<Body> {
    unserved(&BUSY, ROOM_SECONDS)
}

/// `503`: it takes too long, and there is no telling what is waited for.
#[must_use]
pub fn slow() -> Response<Body> {
    unserved(&SLOW, SLOW_SECONDS)
}

fn unserved(page: &Bytes, seconds: HeaderValue) -> Response<Body> {
    let mut response = Response::new(Body::from(page.clone()));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    headers.insert(RETRY_AFTER, seconds);
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(CONTENT_TYPE, html);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// In every language at once: whose it is would have to be asked for.
fn render(key: &str) -> String {
    let part = |locale: Locale| {
        let words = Words::load(locale).ok()?;
        let say = |key: &str| words.say(key, &FluentArgs::new()).ok();
        let (title, help) = (say(key)?, say(&format!("{key}-help"))?);
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
        for key in ["problem-busy", "problem-slow"] {
            assert_eq!(render(key).matches("<h1>").count(), Locale::ALL.len());
        }
    }
}
