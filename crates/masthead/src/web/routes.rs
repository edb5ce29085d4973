use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use masthead_press::{Pressed, Sheet};

use super::{asset_path, assets};
use crate::capability::Can;
use crate::portal::{Portal, Reader, Stop};
use crate::routes::Route;
use crate::{errors, home};

/// The assets, compressed when first asked for, by their path.
static PRESSED: LazyLock<Vec<(&str, Pressed)>> = LazyLock::new(|| {
    let press = |asset: &'static super::Asset| {
        let sheet = Sheet {
            status: 200,
            content_type: asset.mime,
            changed_at: 0,
            body: String::from_utf8_lossy(asset.bytes).into_owned(),
            clock: Vec::new(),
        };
        (asset.path.as_str(), sheet.press())
    };
    assets().iter().map(press).collect()
});

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/assets/{file}", Can::Read, asset),
        Route::get("/favicon.ico", Can::Read, icon),
        Route::get("/healthz", Can::Read, health),
    ]
}

/// `GET /assets/{name}.{hash}.{ending}`: style sheets, scripts, the mark.
async fn asset(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Path(file): Path<String>,
) -> Response<Body> {
    let path = format!("/assets/{file}");
    answer(&portal, &reader, &headers, &path).await
}

/// `GET /favicon.ico`: what browsers ask for unasked.
async fn icon(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
) -> Response<Body> {
    let path = asset_path("mark.svg").unwrap_or_default();
    answer(&portal, &reader, &headers, path).await
}

/// `GET /healthz`: 200 once pages can be served, 503 otherwise.
async fn health(State(portal): State<Arc<Portal>>) -> (StatusCode, &'static str) {
    match home::stands(&portal).await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(stop) => {
            tracing::error!("health: {stop}");
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable\n")
        }
    }
}

async fn answer(
    portal: &Arc<Portal>,
    reader: &Reader,
    headers: &HeaderMap,
    path: &str,
) -> Response<Body> {
    match PRESSED.iter().find(|(found, _)| *found == path) {
        Some((_, asset)) => forever(asset, headers),
        None => errors::answer(portal, reader, &Stop::NotFound).await,
    }
}

/// An answer that may be kept for ever: the path names the content.
fn forever(asset: &Pressed, headers: &HeaderMap) -> Response<Body> {
    let accepted = headers.get(ACCEPT_ENCODING);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    let (encoding, bytes, etag) = asset.body(accepted.unwrap_or_default());
    let mut response = Response::new(Body::from(bytes));
    let mut put = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    put(CONTENT_TYPE, asset.content_type);
    put(CACHE_CONTROL, "public, max-age=31536000, immutable");
    put(VARY, "accept-encoding");
    put(ETAG, &etag);
    if let Some(name) = encoding.name() {
        put(CONTENT_ENCODING, name);
    }
    response
}
