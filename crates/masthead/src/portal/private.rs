use std::net::IpAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, REFERRER_POLICY, RETRY_AFTER,
    SET_COOKIE, VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use masthead_clock::Millis;
use masthead_press::gzip_quick;

use super::{AppError, LEFT_OUT, Portal, Reader, set_cookie};
use crate::account::hint;
use crate::compose::Room;
use crate::front::Front;
use crate::notification;
use crate::visitor;
use crate::web::Page;

/// Answers with a page for one person: rendered now, kept nowhere.
pub async fn private<P: Page>(
    portal: &Arc<Portal>,
    reader: &Reader,
    status: StatusCode,
    make: impl AsyncFnOnce(&Room<'_>) -> Result<P, AppError>,
) -> Result<Response<Body>, AppError> {
    let rendered = render(portal, reader, make).await?;
    let is_known = rendered.is_known;
    let mut response = html_of_one(reader, status, body(reader, rendered));
    // Who logged in before there was a hint.
    let hint = (is_known && !reader.is_hinted).then(|| hint(true));
    if let Some(Ok(hint)) = hint.map(HeaderValue::try_from) {
        response.headers_mut().append(SET_COOKIE, hint);
    }
    if reader.left_out_told {
        let over = HeaderValue::try_from(set_cookie(LEFT_OUT, "", 0)).expect("a plain line");
        response.headers_mut().append(SET_COOKIE, over);
    }
    Ok(response)
}

/// A page that was made for one person.
struct Rendered {
    html: Vec<u8>,
    /// Whether that person is logged in.
    is_known: bool,
}

/// As [`private`], with a page as it will be at another time: of a front of
/// its own, which nobody else sees.
pub async fn private_ahead<P: Page>(
    portal: &Arc<Portal>,
    reader: &Reader,
    at: Millis,
    make: impl AsyncFnOnce(&Room<'_>) -> Result<P, AppError>,
) -> Result<Response<Body>, AppError> {
    let rendered = render_ahead(portal, reader, at, make).await?;
    Ok(html_of_one(reader, StatusCode::OK, body(reader, rendered)))
}

async fn render_ahead<P: Page>(
    portal: &Arc<Portal>,
    reader: &Reader,
    at: Millis,
    make: impl AsyncFnOnce(&Room<'_>) -> Result<P, AppError>,
) -> Result<Rendered, AppError> {
    let _place = portal.place(reader).await?;
    let front = Front::ahead(&portal.db, at).await?;
    let zoned = portal.theme(&front)?;
    let locale = Room::locale(&front, reader);
    let room = Room::new(portal, &front, &zoned, locale, reader);
    let page = make(&Room { now: at, ..room }).await?;
    Ok(Rendered {
        html: zoned.theme.render(&page)?,
        is_known: true,
    })
}

async fn render<P: Page>(
    portal: &Arc<Portal>,
    reader: &Reader,
    make: impl AsyncFnOnce(&Room<'_>) -> Result<P, AppError>,
) -> Result<Rendered, AppError> {
    let _place = portal.place(reader).await?;
    let front = portal.front().await?;
    let zoned = portal.theme(&front)?;
    let room = Room::new(portal, &front, &zoned, Room::locale(&front, reader), reader);
    let me = notification::me(portal, reader).await?;
    let page = make(&Room { me, ..room }).await?;
    Ok(Rendered {
        html: zoned.theme.render(&page)?,
        is_known: me.is_some(),
    })
}

/// A page for one person is sent compressed unless it may show what a stranger
/// wrote into the address beside what is that person's own: then its length
/// tells whoever can make a browser ask again and again, and listens, how much
/// both have in common (BREACH).
fn body(reader: &Reader, page: Rendered) -> Response<Body> {
    packed(reader, page.html, !(page.is_known && reader.has_query))
}

/// A page that is kept nowhere: compressed where `may_pack` and its reader say so.
pub fn packed(reader: &Reader, html: Vec<u8>, may_pack: bool) -> Response<Body> {
    let packs = may_pack && reader.accepts_gzip;
    let mut response = Response::new(match packs {
        true => Body::from(gzip_quick(&html)),
        false => Body::from(html),
    });
    let headers = response.headers_mut();
    if packs {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    let vary = HeaderValue::from_static("accept-encoding, cookie");
    headers.insert(VARY, vary);
    response
}

fn html_of_one(
    reader: &Reader,
    status: StatusCode,
    mut response: Response<Body>,
) -> Response<Body> {
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(CONTENT_TYPE, html);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Its address may hold a secret.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    say_when(headers, status);
    for cookie in &reader.cookies {
        if let Ok(value) = HeaderValue::from_str(cookie) {
            headers.append(SET_COOKIE, value);
        }
    }
    response
}

/// Whether a script asks, which reads JSON.
#[must_use]
pub fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.starts_with("application/json"))
}

/// An answer for a script of ours.
#[must_use]
pub fn json(status: StatusCode, answer: &serde_json::Value) -> Response<Body> {
    let mut response = Response::new(Body::from(answer.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    say_when(headers, status);
    response
}

/// What had no room is asked for again in some seconds.
fn say_when(headers: &mut HeaderMap, status: StatusCode) {
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("10"));
    }
}

/// The other end of the connection, as the front door knows it.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Where a request comes from, also through proxies.
pub struct From(pub IpAddr);

impl FromRequestParts<Arc<Portal>> for From {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, portal: &Arc<Portal>) -> Result<Self, AppError> {
        if let Some(Peer(peer)) = parts.extensions.get() {
            let trusted = &portal.settings.trusted_proxies;
            return Ok(Self(visitor::address(*peer, &parts.headers, trusted)));
        }
        let what = "a request that came through no door";
        Err(AppError::Defect(what.to_owned()))
    }
}
