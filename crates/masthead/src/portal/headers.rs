//! Headers that answers have in common.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

use super::Settings;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// On every answer: what keeps browsers from doing what no page of ours asks
/// for, and other sites' windows from reaching into ours. What says nothing of
/// caches, as an answer that only leads on, is kept by none.
const SAFE: [(HeaderName, &str); 5] = [
    (CACHE_CONTROL, "no-store"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    ),
];

/// What every answer of a portal says.
pub(super) fn safe(settings: &Settings) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in SAFE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::try_from(policy(&settings.embed_hosts)) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    if let Some(promise) = strict_transport(settings) {
        headers.insert(STRICT_TRANSPORT_SECURITY, promise);
    }
    headers
}

/// Frames of the hosts whose embeds articles may show, as a document's policy
/// lets them in: the host and those below it, at any port.
fn policy(embed_hosts: &[String]) -> String {
    let is_host = |host: &&str| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        !host.is_empty() && host.chars().all(is_plain)
    };
    let hosts = embed_hosts.iter().map(|host| host.trim_end_matches('.'));
    let sources: String = hosts
        .filter(is_host)
        .map(|host| host.to_ascii_lowercase())
        .map(|host| format!(" https://{host}:* https://*.{host}:*"))
        .collect();
    match sources.is_empty() {
        true => POLICY.to_owned(),
        false => format!("{POLICY}; frame-src{sources}"),
    }
}

/// The promise to be there by https alone (RFC 6797), for this host and none
/// below it: what else an operator has there is not ours to speak for.
fn strict_transport(settings: &Settings) -> Option<HeaderValue> {
    if !settings.is_secure() || settings.hsts_days == 0 {
        return None;
    }
    let seconds = u64::from(settings.hsts_days) * 86_400;
    HeaderValue::try_from(format!("max-age={seconds}")).ok()
}

/// Adds them where the answer does not say otherwise.
pub(super) fn add(safe: &HeaderMap, headers: &mut HeaderMap) {
    for (name, value) in safe {
        headers.entry(name).or_insert_with(|| value.clone());
    }
}

/// The headers of pressed pages. Shared caches may keep a page for a second,
/// as long as the press itself may after an ordinary event.
#[must_use]
pub(super) fn of_pages(safe: &HeaderMap) -> HeaderMap {
    let mut headers = safe.clone();
    let cache = HeaderValue::from_static("public, max-age=0, s-maxage=1, must-revalidate");
    headers.insert(CACHE_CONTROL, cache);
    headers.insert(VARY, HeaderValue::from_static("accept-encoding, cookie"));
    headers
}

/// The headers of what may be kept for ever, because its address names it.
#[must_use]
pub fn of_assets() -> HeaderMap {
    let mut headers = HeaderMap::new();
    let cache = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(CACHE_CONTROL, cache);
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy_of(hosts: &[&str]) -> String {
        let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
        policy(&hosts)
    }

    #[test]
    fn frames_of_the_hosts_that_articles_may_show_are_let_in_and_no_others() {
        assert_eq!(policy_of(&[]), POLICY);
        let policy = policy_of(&["Video.example.", "a; script-src *", ""]);
        let frames = policy.strip_prefix(POLICY).expect("the rest stands");
        assert_eq!(
            frames,
            "; frame-src https://video.example:* https://*.video.example:*"
        );
    }
}
