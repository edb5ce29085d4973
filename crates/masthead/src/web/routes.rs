use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode};

use super::{Asset, asset_path, assets};
use crate::capability::Can;
use crate::portal::{Portal, Reader, Stop};
use crate::routes::Route;
use crate::{errors, home};

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
    Path(file): Path<String>,
) -> Response<Body> {
    let path = format!("/assets/{file}");
    match assets().iter().find(|asset| asset.path == path) {
        Some(asset) => forever(asset),
        None => errors::answer(&portal, &reader, &Stop::NotFound).await,
    }
}

/// `GET /favicon.ico`: what browsers ask for unasked.
async fn icon(State(portal): State<Arc<Portal>>, reader: Reader) -> Response<Body> {
    let mark = assets()
        .iter()
        .find(|asset| Some(asset.path.as_str()) == asset_path("mark.svg"));
    match mark {
        Some(asset) => forever(asset),
        None => errors::answer(&portal, &reader, &Stop::NotFound).await,
    }
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

fn forever(asset: &Asset) -> Response<Body> {
    let mut response = Response::new(Body::from(asset.bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.mime));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    response
}
