use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;

use super::serve::serve;
use crate::capability::Can;
use crate::portal::Portal;
use crate::routes::Route;

pub fn routes() -> Vec<Route> {
    vec![Route::get("/media/{hash}/{file}", Can::Read, show)]
}

/// `GET /media/{hash}/{file}`: the bytes of a picture.
async fn show(
    State(portal): State<Arc<Portal>>,
    Path((hash, file)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    serve(&portal.media, &hash, &file, &method, &headers).await
}
