//! The table of contents: every feature's routes, in order.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::{Method, Response, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::routing::{MethodRouter, delete, get, head, options, patch, post};
use masthead_db::{Meter, metered};

use crate::account::{Gate, guard, see_other};
use crate::capability::Can;
use crate::portal::{Elsewhere, Portal, Reader, Stop, guard_cookies, is_from_elsewhere};
use crate::{
    about, account, application, article, channel, column, creator, credential, credit, curation,
    desk, errors, feed, following, home, hot, mail, media, member, notification, review, search,
    section, seo, studio, subscription, urls, web,
};

/// A longer address is no address of ours.
const ADDRESS_BYTES: usize = 2_048;

/// No form of ours is longer, unless its route says so.
const FORM_BYTES: usize = 64 * 1_024;

/// Method and URL → capability → handler.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub can: Can,
    /// Bytes that may be sent to it.
    most: usize,
    /// Whether its form outlives the session of whoever typed it.
    carries: bool,
    handler: MethodRouter<Arc<Portal>>,
}

impl Route {
    pub fn get<H, T>(path: &'static str, can: Can, handler: H) -> Self
    where
        H: Handler<T, Arc<Portal>>,
        T: 'static,
    {
        Self {
            method: Method::GET,
            path,
            can,
            most: FORM_BYTES,
            carries: false,
            handler: get(handler),
        }
    }

    pub fn post<H, T>(path: &'static str, can: Can, handler: H) -> Self
    where
        H: Handler<T, Arc<Portal>>,
        T: 'static,
    {
        Self {
            method: Method::POST,
            path,
            can,
            most: FORM_BYTES,
            carries: false,
            handler: post(handler),
        }
    }

    /// What the tus protocol speaks besides GET and POST.
    pub fn other<H, T>(method: Method, path: &'static str, can: Can, handler: H) -> Self
    where
        H: Handler<T, Arc<Portal>>,
        T: 'static,
    {
        let made = match method {
            Method::HEAD => head(handler),
            Method::PATCH => patch(handler),
            Method::DELETE => delete(handler),
            _ => options(handler),
        };
        Self {
            method,
            path,
            can,
            most: FORM_BYTES,
            carries: false,
            handler: made,
        }
    }

    /// The same, for more than a usual form: so many bytes.
    #[must_use]
    pub fn taking(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// The same, for a form of long texts: without a session it is no log-in
    /// that answers, but a page on which everything that was typed stands.
    #[must_use]
    pub fn carrying(self) -> Self {
        Self {
            carries: true,
            ..self
        }
    }

    /// The handler, which none but those who may gets to.
    fn guarded(self, portal: &Arc<Portal>) -> MethodRouter<Arc<Portal>> {
        let (portal, can) = (Arc::clone(portal), self.can);
        let carries = self.carries.then_some(self.most);
        let handler = self.handler.layer(DefaultBodyLimit::max(self.most));
        if can == Can::Read {
            return handler;
        }
        let guard = move |reader: Reader, request: Request, next: Next| {
            guard(
                Arc::clone(&portal),
                Gate { can, carries },
                reader,
                request,
                next,
            )
        };
        handler.layer(middleware::from_fn(guard))
    }
}

/// Every route of the portal.
#[must_use]
pub fn table() -> Vec<Route> {
    [
        home::routes(),
        channel::routes(),
        column::routes(),
        article::routes(),
        hot::routes(),
        search::routes(),
        about::routes(),
        account::routes(),
        application::routes(),
        credit::routes(),
        credential::routes(),
        studio::routes(),
        member::routes(),
        desk::routes(),
        review::routes(),
        curation::routes(),
        section::routes(),
        mail::routes(),
        feed::routes(),
        seo::routes(),
        media::routes(),
        web::routes(),
        subscription::routes(),
        notification::routes(),
        following::routes(),
        // Last: `/@{handle}` looks like any other first segment.
        creator::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The portal as a service.
pub fn router(portal: Arc<Portal>) -> Router {
    let mut router = Router::new();
    for route in table() {
        let path = route.path;
        router = router.route(path, route.guarded(&portal));
    }
    router
        .fallback(not_found)
        .method_not_allowed_fallback(elsewhere)
        .layer(middleware::from_fn_with_state(Arc::clone(&portal), around))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&portal),
            guard_cookies,
        ))
        .with_state(portal)
}

/// Where only forms are sent to there is no page: whoever comes by a link, by
/// the address bar or from a log-in is led to the page that has the form.
async fn elsewhere(method: Method, uri: Uri) -> Response<Body> {
    if method != Method::GET && method != Method::HEAD {
        let mut refused = Response::new(Body::empty());
        *refused.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
        return refused;
    }
    let above = uri.path().rsplit_once('/').map_or("", |(above, _)| above);
    let above = if above.is_empty() { urls::HOME } else { above };
    match uri.query() {
        Some(query) => see_other(&format!("{above}?{query}")),
        None => see_other(above),
    }
}

async fn not_found(State(portal): State<Arc<Portal>>, reader: Reader) -> Response<Body> {
    errors::answer(&portal, &reader, &Stop::NotFound).await
}

/// What every answer has in common: headers that keep browsers from doing
/// what no page of ours asks for, a limit, and one line in the log.
async fn around(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    request: Request,
    next: Next,
) -> Response<Body> {
    let started = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let meter = Arc::new(Meter::default());
    let address = request.uri().path_and_query();
    let mut response = if address.is_some_and(|address| address.as_str().len() > ADDRESS_BYTES) {
        errors::too_long(&portal, &reader).await
    } else if !is_text(&path) {
        errors::answer(&portal, &reader, &Stop::BadAddress).await
    } else if let (false, Err(elsewhere)) = (urls::is_sealed(&path), sent_from(&portal, &request)) {
        tracing::warn!(
            "refused {method} {}: {elsewhere}",
            urls::without_secret(&path)
        );
        errors::answer(&portal, &reader, &Stop::OtherSite).await
    } else {
        metered(Arc::clone(&meter), next.run(request)).await
    };
    portal.add_safe(response.headers_mut());
    let path = urls::without_secret(&path);
    let (queries, db_us) = (meter.queries(), meter.micros());
    let (status, took_us) = (response.status().as_u16(), started.elapsed().as_micros());
    tracing::debug!(
        status,
        queries,
        db_us,
        took_us,
        "{method} {path} {status} in {took_us} µs, {queries} queries in {db_us} µs"
    );
    response
}

/// Whether a page of ours sent it.
fn sent_from(portal: &Portal, request: &Request) -> Result<(), Elsewhere> {
    let base_url = portal.settings.base_url.as_deref();
    is_from_elsewhere(request.method(), request.headers(), base_url)
}

/// Whether a path is UTF-8 once its `%xx` are read: no address of ours is not.
fn is_text(path: &str) -> bool {
    if !path.contains('%') {
        return true;
    }
    let (mut bytes, mut rest) = (Vec::with_capacity(path.len()), path.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).filter(|_| *first == b'%');
        let byte = pair
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).is_ok()
}
