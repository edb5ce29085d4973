//! Cookies over TLS. Inside, each has its plain name; at the door those that
//! hold secrets get the prefix `__Host-` (RFC 6265bis, 4.1.3.2): a browser then
//! takes them from this host alone and over TLS alone, so that neither a sister
//! site nor somebody between can put one of theirs in its place. A plain name
//! that comes in is one of theirs, or from before: it is not read.

use std::fmt;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Response};
use axum::middleware::Next;

use super::Portal;
use crate::account::SECRET_COOKIES;

const PREFIX: &str = "__Host-";
const SECURE: &str = "; Secure";

/// A cookie as it is handed out: for every page of ours, also where a link of
/// another site leads here, since the ways back from a letter and from a
/// provider begin there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SetCookie<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: &'a str,
    /// 0 ends it.
    pub(crate) age_seconds: u64,
    /// Whether scripts of ours may read it.
    pub(crate) for_scripts: bool,
}

/// The value of `Set-Cookie`.
impl fmt::Display for SetCookie<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, value, age) = (self.name, self.value, self.age_seconds);
        write!(f, "{name}={value}; Path=/; Max-Age={age}; SameSite=Lax")?;
        f.write_str(if self.for_scripts { "" } else { "; HttpOnly" })
    }
}

/// The value of `Set-Cookie` for a cookie out of the sight of scripts.
#[must_use]
pub(crate) fn set_cookie(name: &str, value: &str, age_seconds: u64) -> String {
    let hidden = SetCookie {
        name,
        value,
        age_seconds,
        for_scripts: false,
    };
    hidden.to_string()
}

/// Around every request, before anything reads its cookies.
pub async fn guard_cookies(
    State(portal): State<Arc<Portal>>,
    mut request: Request,
    next: Next,
) -> Response<Body> {
    if !portal.is_secure() {
        return next.run(request).await;
    }
    inward(request.headers_mut());
    let mut response = next.run(request).await;
    outward(response.headers_mut());
    response
}

fn inward(headers: &mut HeaderMap) {
    let lines = headers.get_all(COOKIE).iter();
    let pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .map(str::trim)
        .filter(|pair| !pair.is_empty());
    let ours: Vec<&str> = pairs.filter_map(plain).collect();
    let line = HeaderValue::try_from(ours.join("; "));
    headers.remove(COOKIE);
    if let (false, Ok(line)) = (line.as_ref().is_ok_and(HeaderValue::is_empty), line) {
        headers.insert(COOKIE, line);
    }
}

/// A pair under its plain name; none where a secret has no prefix.
fn plain(pair: &str) -> Option<&str> {
    let is_secret = |pair: &str| {
        let name = pair.split('=').next().unwrap_or_default();
        SECRET_COOKIES.contains(&name)
    };
    match pair.strip_prefix(PREFIX) {
        Some(own) if is_secret(own) => Some(own),
        _ if is_secret(pair) => None,
        _ => Some(pair),
    }
}

fn outward(headers: &mut HeaderMap) {
    for value in headers.iter_mut().filter(|(name, _)| *name == SET_COOKIE) {
        let (_, value) = value;
        let Ok(line) = value.to_str() else {
            continue;
        };
        let name = line.split('=').next().unwrap_or_default();
        let prefix = if SECRET_COOKIES.contains(&name) {
            PREFIX
        } else {
            ""
        };
        let secure = if line.contains(SECURE) { "" } else { SECURE };
        if let Ok(guarded) = HeaderValue::try_from(format!("{prefix}{line}{secure}")) {
            *value = guarded;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(COOKIE, line.parse().expect("a value"));
        }
        inward(&mut headers);
        assert!(headers.get_all(COOKIE).iter().count() <= 1);
        let line = headers.get(COOKIE)?;
        Some(line.to_str().expect("a text").to_owned())
    }

    #[test]
    fn a_secret_that_anybody_could_have_planted_is_not_read() {
        let ours = "__Host-session=a; lang=en; __Host-device=b";
        assert_eq!(
            read(&[ours]).as_deref(),
            Some("session=a; lang=en; device=b")
        );
        assert_eq!(read(&["session=a; lang=en"]).as_deref(), Some("lang=en"));
        assert_eq!(read(&["session=a", " device=b;"]), None);
        let both = ["session=theirs; __Host-session=ours", "other=__Host-x"];
        assert_eq!(read(&both).as_deref(), Some("session=ours; other=__Host-x"));
        // No other name is ours to give.
        assert_eq!(read(&["__Host-lang=en"]).as_deref(), Some("__Host-lang=en"));
    }

    #[test]
    fn a_cookie_is_out_of_the_sight_of_scripts_unless_it_is_for_them() {
        assert_eq!(
            set_cookie("lang", "en", 60),
            "lang=en; Path=/; Max-Age=60; SameSite=Lax; HttpOnly"
        );
        let open = SetCookie {
            name: "known",
            value: "1",
            age_seconds: 0,
            for_scripts: true,
        };
        assert_eq!(open.to_string(), "known=1; Path=/; Max-Age=0; SameSite=Lax");
    }

    #[test]
    fn every_cookie_is_for_tls_alone_and_secrets_for_this_host() {
        let mut headers = HeaderMap::new();
        for line in [
            "session=a; Path=/; HttpOnly",
            "known=1; Path=/",
            "lang=en; Path=/; Secure",
        ] {
            headers.append(SET_COOKIE, line.parse().expect("a value"));
        }
        outward(&mut headers);
        let all: Vec<&str> = headers
            .get_all(SET_COOKIE)
            .iter()
            .map(|line| line.to_str().expect("a text"))
            .collect();
        assert_eq!(
            all,
            [
                "__Host-session=a; Path=/; HttpOnly; Secure",
                "known=1; Path=/; Secure",
                "lang=en; Path=/; Secure"
            ]
        );
    }
}
