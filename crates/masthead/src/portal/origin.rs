//! Whether a page of another site made a browser send a request: what would
//! act in its reader's name (cross-site request forgery).

use axum::http::header::{HOST, ORIGIN, REFERER};
use axum::http::{HeaderMap, Method};
use url::{Host, Url};

/// Of what a visitor wrote the log keeps so much.
const SHOWN_CHARS: usize = 120;

/// Why a request was taken for one of another site. Its text is for the
/// operator, whose proxy may be why.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Elsewhere {
    #[error("the browser says that it comes from another site (Sec-Fetch-Site: {0:?})")]
    Said(String),
    #[error(
        "it was sent by {from:?}, and this site is {host:?} by its Host header{base}; if that is a form of your own site, \
         set base_url to the address that readers type, or let the proxy pass their Host on",
        base = base(.base_url.as_deref())
    )]
    Other {
        from: String,
        host: String,
        base_url: Option<String>,
    },
    #[error(
        "it does not say where it comes from; if that is a form of your own site, let the proxy pass Origin and Referer on"
    )]
    Silent,
}

impl Elsewhere {
    /// Whether the browser itself names another site, which may have made up all that was sent.
    #[must_use]
    pub fn is_cross_site(&self) -> bool {
        matches!(self, Self::Said(site) if site == "cross-site")
    }
}

fn base(base_url: Option<&str>) -> String {
    match base_url {
        Some(url) => format!(" and {url:?} by base_url"),
        None => ", while base_url is not set".to_owned(),
    }
}

/// Scheme, host and port, as browsers compare them (RFC 6454, 4).
#[derive(Debug, PartialEq, Eq)]
struct Site {
    scheme: String,
    host: Host<String>,
    port: Option<u16>,
}

impl Site {
    fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        Some(Self {
            scheme: url.scheme().to_owned(),
            host: url.host()?.to_owned(),
            port: url.port_or_known_default(),
        })
    }
}

/// Only what changes something is asked where it comes from. Browsers say so in
/// `Sec-Fetch-Site` (W3C Fetch Metadata); older ones and those without TLS in
/// `Origin`, or where they leave that out in `Referer`. Both of these are held
/// against the address that the operator has set, and against the `Host` that
/// the browser asked for, whatever port a proxy writes beside it. A request
/// that says nothing comes from no page of ours, and what a proxy says in
/// `X-Forwarded-Host` is not asked: anybody can write it.
///
/// # Errors
/// Why it is none of ours.
pub fn is_from_elsewhere(
    method: &Method,
    headers: &HeaderMap,
    base_url: Option<&str>,
) -> Result<(), Elsewhere> {
    if method.is_safe() {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        // `none`: typed or from a bookmark, by the person alone.
        return match site {
            "same-origin" | "none" => Ok(()),
            site => Err(Elsewhere::Said(shown(site))),
        };
    }
    let said = headers.contains_key(ORIGIN).then_some(ORIGIN);
    let Some(from) = text(said.unwrap_or(REFERER).as_str()) else {
        return Err(Elsewhere::Silent);
    };
    let host = text(HOST.as_str()).unwrap_or_default();
    if Site::parse(from).is_some_and(|site| is_ours(&site, host, base_url)) {
        return Ok(());
    }
    Err(Elsewhere::Other {
        from: shown(from),
        host: shown(host),
        base_url: base_url.map(str::to_owned),
    })
}

/// Whether it is the site at the address that was set, or the one that was
/// asked for. Readers who come to an `https:` address never send from `http:`.
fn is_ours(site: &Site, host: &str, base_url: Option<&str>) -> bool {
    let set = base_url.and_then(Site::parse);
    let is_secure = set.as_ref().is_some_and(|set| set.scheme == "https");
    if set.is_some_and(|set| set == *site) {
        return true;
    }
    // The port that belongs to the scheme may stand there or not.
    let asked = Site::parse(&format!("{}://{host}", site.scheme));
    let fits = site.scheme == "https" || (site.scheme == "http" && !is_secure);
    fits && asked.is_some_and(|asked| asked == *site)
}

fn shown(text: &str) -> String {
    text.chars().take(SHOWN_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_at(
        base_url: Option<&str>,
        headers: &[(&'static str, &'static str)],
    ) -> Result<(), Elsewhere> {
        let pairs = headers.iter().map(|(name, value)| {
            let value = value.parse().expect("a value");
            (name.parse().expect("a name"), value)
        });
        is_from_elsewhere(&Method::POST, &pairs.collect(), base_url)
    }

    const BASE: Option<&str> = Some("https://news.example");
    const HOST: (&str, &str) = ("host", "news.example");

    #[test]
    fn forms_of_ours_are_let_through_and_those_of_others_are_not() {
        let cross = [("sec-fetch-site", "cross-site")].map(|(name, value)| {
            (
                name.parse().expect("a name"),
                value.parse().expect("a value"),
            )
        });
        let cross = cross.into_iter().collect();
        assert_eq!(is_from_elsewhere(&Method::GET, &cross, None), Ok(()));
        let said = |site| asked_at(None, &[HOST, ("sec-fetch-site", site)]);
        assert_eq!(said("same-origin"), Ok(()));
        assert!(said("same-site").is_err());
        let lies = [
            HOST,
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://news.example"),
        ];
        assert!(asked_at(BASE, &lies).is_err());
        for base_url in [None, BASE] {
            let sent = |origin| asked_at(base_url, &[HOST, ("origin", origin)]);
            assert_eq!(sent("https://News.example"), Ok(()));
            for origin in [
                "null",
                "https://news.example.evil.example",
                "https://evil.example",
                "https://news.example:8443",
                "news.example",
            ] {
                assert!(sent(origin).is_err(), "{origin}");
            }
            assert_eq!(asked_at(base_url, &[HOST]), Err(Elsewhere::Silent));
        }
    }

    #[test]
    fn a_proxy_that_writes_another_host_keeps_nobody_from_the_own_forms() {
        let ours = ("origin", "https://news.example");
        for host in ["news.example:443", "NEWS.example", "127.0.0.1:8080"] {
            assert_eq!(asked_at(BASE, &[("host", host), ours]), Ok(()), "{host}");
        }
        assert_eq!(
            asked_at(None, &[("host", "news.example:443"), ours]),
            Ok(())
        );
        let forwarded = ("x-forwarded-host", "evil.example");
        let theirs = ("origin", "https://evil.example");
        assert!(asked_at(BASE, &[HOST, theirs, forwarded]).is_err());
        let refused = asked_at(None, &[("host", "127.0.0.1:8080"), ours]).expect_err("unknown");
        assert!(refused.to_string().contains("set base_url"), "{refused}");
    }

    #[test]
    fn an_old_browser_that_leaves_origin_out_is_known_by_the_page_it_comes_from() {
        let page = ("referer", "https://news.example/login?next=/");
        assert_eq!(asked_at(BASE, &[HOST, page]), Ok(()));
        assert_eq!(asked_at(None, &[HOST, page]), Ok(()));
        let theirs = ("referer", "https://evil.example/?https://news.example/");
        assert!(asked_at(BASE, &[HOST, theirs]).is_err());
        let hidden = [HOST, ("origin", "null"), page];
        assert!(asked_at(BASE, &hidden).is_err(), "it does not want to say");
    }

    #[test]
    fn where_readers_come_over_tls_a_page_without_it_is_none_of_ours() {
        let plain = ("origin", "http://news.example");
        assert!(asked_at(BASE, &[HOST, plain]).is_err());
        assert_eq!(asked_at(None, &[HOST, plain]), Ok(()));
        let local = [
            ("host", "127.0.0.1:8080"),
            ("origin", "http://127.0.0.1:8080"),
        ];
        assert_eq!(asked_at(None, &local), Ok(()));
    }
}
