use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_ENCODING, COOKIE};
use axum::http::request::Parts;

use masthead_auth::Digest;

use super::cookies::set_cookie;
use super::form::{Intake, LEFT_OUT, LeftOut};
use super::gate::Whose;
use crate::account::session;
use crate::web::{Edition, Locale};

/// How a reader wants pages: said in the address, else remembered in a cookie
/// that the reader asked for. What the browser prefers is not asked: a paper
/// has a language of its own, and an address shows everybody the same page.
#[derive(Clone, Debug)]
pub struct Reader {
    /// None where the reader says nothing: the site's own language.
    pub locale: Option<Locale>,
    pub edition: Edition,
    /// `Set-Cookie` values for what the address has just asked for.
    pub cookies: Vec<String>,
    /// The path alone, for links back to this page.
    pub path: String,
    /// Of the session that the reader says to have. Only private pages ask
    /// whether it is one.
    pub session: Option<Digest>,
    /// Whether scripts of ours know that somebody is logged in.
    pub is_hinted: bool,
    /// Where the request comes from; none where only a proxy is known.
    pub address: Option<IpAddr>,
    /// Whether something is sent, and not only asked for.
    pub sends: bool,
    /// Whether the address has parameters, which a page may show.
    pub has_query: bool,
    pub accepts_gzip: bool,
    /// What was left out of what they sent, now or before this page.
    pub left_out: LeftOut,
    /// Whether a cookie said so, which has done its work by then.
    pub left_out_told: bool,
}

const YEAR_SECONDS: u64 = 365 * 24 * 3_600;

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let asked_locale = parameter(query, "lang").and_then(Locale::from_tag);
        let asked_edition = parameter(query, "edition").and_then(Edition::from_name);
        let (kept_locale, kept_edition) = kept(&parts.headers);
        let mut cookies = Vec::new();
        if let Some(locale) = asked_locale {
            cookies.push(remember("lang", locale.tag(), false));
        }
        if let Some(edition) = asked_edition {
            let usual = edition == Edition::Standard;
            cookies.push(remember("edition", edition.name(), usual));
        }
        let told = told(&parts.headers).filter(|_| parts.method.is_safe());
        let intake = parts.extensions.get::<Intake>();
        Ok(Self {
            left_out: match told {
                Some(count) => LeftOut::of(count),
                None => intake.map(|it| it.dropped().clone()).unwrap_or_default(),
            },
            left_out_told: told.is_some(),
            locale: asked_locale.or(kept_locale),
            edition: asked_edition.unwrap_or(kept_edition),
            cookies,
            path: parts.uri.path().to_owned(),
            session: session(&parts.headers),
            is_hinted: is_hinted(&parts.headers),
            address: parts.extensions.get::<Whose>().and_then(|whose| whose.0),
            sends: !parts.method.is_safe(),
            has_query: !query.is_empty(),
            accepts_gzip: accepts_gzip(&parts.headers),
        })
    }
}

/// What the reader asked for before: the language, if any, and the edition.
/// No other cookie has a say in what a page is.
pub(super) fn kept(headers: &HeaderMap) -> (Option<Locale>, Edition) {
    let (mut locale, mut edition) = (None, Edition::default());
    let lines = headers.get_all(COOKIE).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    for (name, value) in lines.flat_map(|line| line.split(';')).filter_map(pair) {
        match name {
            "lang" => locale = locale.or(Locale::from_tag(value)),
            "edition" => edition = Edition::from_name(value).unwrap_or(edition),
            _ => {}
        }
    }
    (locale, edition)
}

fn is_hinted(headers: &HeaderMap) -> bool {
    cookie(headers, "known").is_some()
}

/// How many characters the form before this page lost.
fn told(headers: &HeaderMap) -> Option<usize> {
    cookie(headers, LEFT_OUT)?.parse().ok()
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(COOKIE).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(pair);
    pairs
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    let said = headers.get(ACCEPT_ENCODING);
    let said = said.and_then(|said| said.to_str().ok());
    said.is_some_and(masthead_press::accepts_gzip)
}

fn pair(text: &str) -> Option<(&str, &str)> {
    text.trim().split_once('=')
}

fn parameter<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// A choice kept for a year; the usual one needs no cookie, and ends it.
fn remember(name: &str, value: &str, usual: bool) -> String {
    let age = if usual { 0 } else { YEAR_SECONDS };
    set_cookie(name, value, age)
}
