//! The table of contents: every feature's routes, in order.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, Method, Response, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::routing::MethodRouter;
use axum::{Extension, Router};
use masthead_db::{Meter, metered};

use crate::account::{Gate, guard, see_other, turn_away};
use crate::capability::Can;
use crate::portal::{
    Address, AppError, Intake, LEFT_OUT, Most, Portal, Reader, Route, address, guard_cookies,
    is_from_elsewhere, set_cookie,
};
use crate::{FEATURES, errors, urls};

/// A longer address is no address of ours.
const ADDRESS_BYTES: usize = 2_048;

/// The page that a form leads to is asked for by then.
const LEFT_OUT_SECONDS: u64 = 60;

/// The handler, which none but those who may gets to.
fn guarded(route: Route, portal: &Arc<Portal>) -> MethodRouter<Arc<Portal>> {
    let (can, holds) = (route.can, route.holds);
    let mut handler: MethodRouter<Arc<Portal>> =
        route.handler.layer(DefaultBodyLimit::max(route.most));
    if can != Can::Read {
        let portal = Arc::clone(portal);
        let guard = move |reader: Reader, request: Request, next: Next| {
            let gate = Gate { can, holds };
            guard(Arc::clone(&portal), gate, reader, request, next)
        };
        handler = handler.layer(middleware::from_fn(guard));
    }
    if !route.method.is_safe() {
        let portal = Arc::clone(portal);
        let here =
            move |request: Request, next: Next| from_here(Arc::clone(&portal), request, next);
        handler = handler.layer(middleware::from_fn(here));
    }
    // Outermost: both of these read forms too.
    handler = handler.layer(Extension(Most(route.most)));
    handler.layer(Extension(holds))
}

/// Every route of the portal.
#[must_use]
pub fn table() -> Vec<Route> {
    let all = FEATURES.iter();
    all.flat_map(|feature| (feature.routes)()).collect()
}

/// The portal as a service.
pub fn router(portal: Arc<Portal>) -> Router {
    let mut router = Router::new();
    for route in table() {
        let path = route.path;
        router = router.route(path, guarded(route, &portal));
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

async fn not_found() -> AppError {
    AppError::NotFound
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
    } else if let Some(error) = unsound(&path) {
        errors::rendered(&portal, &reader, error.into_response()).await
    } else {
        request.extensions_mut().insert(intake.clone());
        let making = async {
            let response = next.run(request).await;
            let reader = Reader {
                left_out: intake.dropped().clone(),
                ..reader.clone()
            };
            errors::rendered(&portal, &reader, response).await
        };
        let made = portal
            .closing
            .before(metered(Arc::clone(&meter), making))
            .await;
        let response = made.unwrap_or_else(errors::slow);
        errors::give_back(&portal, &reader, &intake, response).await
    };
    intake.release();
    say_left_out(&intake, &mut response);
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

/// Lets through what a page of ours sent. Of anything else nothing is done; what
/// was typed is shown to be copied, since a proxy may be why it looks strange,
/// unless the browser says that it is another site's.
async fn from_here(portal: Arc<Portal>, request: Request, next: Next) -> Response<Body> {
    let (method, path) = (request.method(), request.uri().path());
    let base_url = portal.settings.base_url.as_deref();
    let sent = is_from_elsewhere(method, request.headers(), base_url);
    let elsewhere = match sent {
        Err(elsewhere) if !urls::is_sealed(path) => elsewhere,
        _ => return next.run(request).await,
    };
    tracing::warn!(
        "refused {method} {}: {elsewhere}",
        urls::without_secret(path)
    );
    match elsewhere.is_cross_site() {
        true => AppError::OtherSite.into_response(),
        false => turn_away(&portal, request, AppError::OtherSite).await,
    }
}

/// Why no page of ours can stand at this path, if none can.
fn unsound(path: &str) -> Option<AppError> {
    match address(path) {
        Address::Sound => None,
        Address::Broken => Some(AppError::BadAddress),
        Address::Unknown => Some(AppError::NotFound),
    }
}

/// The page that a form leads to says what was left out of it.
fn say_left_out(intake: &Intake, response: &mut Response<Body>) {
    let count = intake.dropped().count();
    if count == 0 || !response.status().is_redirection() {
        return;
    }
    let line = set_cookie(LEFT_OUT, &count.to_string(), LEFT_OUT_SECONDS);
    if let Ok(line) = HeaderValue::try_from(line) {
        response.headers_mut().append(SET_COOKIE, line);
    }
}
