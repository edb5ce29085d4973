use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode};
use masthead_press::{Pressed, Sheet};

use crate::capability::Can;
use crate::home;
use crate::portal::{AppError, Kept, Portal, Route, of_assets};
use crate::web::{Asset, asset_path, assets};

/// The assets, compressed when first asked for, by their path.
static PRESSED: LazyLock<Vec<(&str, Pressed)>> = LazyLock::new(|| {
    let press = |asset: &'static Asset| {
        let sheet = Sheet {
            content_type: asset.mime,
            changed_at: 0,
            body: asset.bytes.to_vec(),
            clock: Vec::new(),
            view_of: None,
        };
        (asset.path.as_str(), sheet.press_forever(&of_assets()))
    };
    assets().iter().map(press).collect()
});

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/assets/{file}", Can::Read, asset)
            .no_page()
            .kept(Kept::ForEver),
        Route::get("/favicon.ico", Can::Read, icon)
            .no_page()
            .kept(Kept::ForEver),
        Route::get("/healthz", Can::Read, health)
            .no_page()
            .kept(Kept::Never),
    ]
}

/// `GET /assets/{name}.{hash}.{ending}`: style sheets, scripts, the mark.
async fn asset(headers: HeaderMap, Path(file): Path<String>) -> Result<Response<Body>, AppError> {
    answer(&headers, &format!("/assets/{file}"))
}

/// `GET /favicon.ico`: what browsers ask for unasked.
async fn icon(headers: HeaderMap) -> Result<Response<Body>, AppError> {
    answer(&headers, asset_path("mark.svg").unwrap_or_default())
}

/// `GET /healthz`: 200 once pages can be served, 503 otherwise.
async fn health(State(portal): State<Arc<Portal>>) -> (StatusCode, &'static str) {
    match home::stands(&portal).await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!("health: {error}");
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable\n")
        }
    }
}

fn answer(headers: &HeaderMap, path: &str) -> Result<Response<Body>, AppError> {
    let found = PRESSED.iter().find(|(found, _)| *found == path);
    let (_, asset) = found.ok_or(AppError::NotFound)?;
    Ok(asset.answer(headers).map(Body::from))
}
