//! The table of contents: every feature's routes, in order.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, Method, Response, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::routing::{MethodRouter, delete, get, head, options, patch, post};
use axum::{Extension, Router};
use masthead_db::{Meter, metered};

use crate::account::{Gate, guard, see_other};
use crate::capability::Can;
use crate::portal::{
    Address, Elsewhere, Intake, LEFT_OUT, Most, Portal, Reader, Stop, address, guard_cookies,
    is_from_elsewhere,
};
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
        let (carries, most) = (self.carries, Extension(Most(self.most)));
        let limit = DefaultBodyLimit::max(self.most);
        let handler: MethodRouter<Arc<Portal>> = self.handler.layer(limit);
        if can == Can::Read {
            return handler.layer(most);
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
        // Outermost: the guard reads forms too.
        let guarded: MethodRouter<Arc<Portal>> = handler.layer(middleware::from_fn(guard));
        guarded.layer(most)
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
    mut request: Request,
    next: Next,
) -> Response<Body> {
    let started = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let (meter, intake) = (Arc::new(Meter::default()), Intake::default());
    let address = request.uri().path_and_query();
    let mut response = if address.is_some_and(|address| address.as_str().len() > ADDRESS_BYTES) {
        errors::too_long(&portal, &reader).await
    } else if let Some(stop) = unsound(&path) {
        errors::answer(&portal, &reader, &stop).await
    } else if let (false, Err(elsewhere)) = (urls::is_sealed(&path), sent_from(&portal, &request)) {
        tracing::warn!(
            "refused {method} {}: {elsewhere}",
            urls::without_secret(&path)
        );
        errors::answer(&portal, &reader, &Stop::OtherSite).await
    } else {
        request.extensions_mut().insert(intake.clone());
        let making = metered(Arc::clone(&meter), next.run(request));
        let made = portal.closing.before(making).await;
        let response = made.unwrap_or_else(errors::slow);
        errors::give_back(&portal, &reader, &intake, response).await
    };
    intake.release();
    say_left_out(&portal, &intake, &mut response);
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

/// Why no page of ours can stand at this path, if none can.
fn unsound(path: &str) -> Option<Stop> {
    match address(path) {
        Address::Sound => None,
        Address::Broken => Some(Stop::BadAddress),
        Address::Unknown => Some(Stop::NotFound),
    }
}

/// The page that a form leads to says what was left out of it.
fn say_left_out(portal: &Portal, intake: &Intake, response: &mut Response<Body>) {
    let count = intake.dropped().count();
    if count == 0 || !response.status().is_redirection() {
        return;
    }
    let secure = if portal.is_secure() { "; Secure" } else { "" };
    let line = format!("{LEFT_OUT}={count}; Path=/; Max-Age=60; SameSite=Lax; HttpOnly{secure}");
    if let Ok(line) = HeaderValue::try_from(line) {
        response.headers_mut().append(SET_COOKIE, line);
    }
}
