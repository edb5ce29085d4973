use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use bytes::Bytes;
use fluent_bundle::FluentArgs;
use masthead_serve::Refusals;

use crate::portal::Portal;
use crate::web::{Locale, Words};

/// What the server says where the portal is not asked: in every language at
/// once, as plain text, which a program shows as it is.
#[must_use]
pub fn refusals(portal: &Portal) -> Refusals {
    let mut headers = HeaderMap::new();
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(CONTENT_TYPE, plain);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    portal.add_safe(&mut headers);
    Refusals {
        host: say("refused-host"),
        unsent: say("refused-unsent"),
        crowded: say("refused-crowded"),
        headers,
    }
}

fn say(key: &str) -> Bytes {
    let say = |locale| {
        let words = Words::load(locale).ok()?;
        words.say(key, &FluentArgs::new()).ok()
    };
    let lines: Vec<String> = Locale::ALL.into_iter().filter_map(say).collect();
    Bytes::from(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_refused_before_the_portal_is_asked_is_told_why_in_every_language() {
        for key in ["refused-host", "refused-unsent", "refused-crowded"] {
            let said = say(key);
            let said = std::str::from_utf8(&said).expect("text");
            assert_eq!(said.lines().count(), Locale::ALL.len(), "{key}");
        }
    }
}
