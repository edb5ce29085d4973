use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use serde::Deserialize;

use super::compose;
use crate::capability::Can;
use crate::compose::ListQuery;
use crate::id::CreatorId;
use crate::portal::{AppError, Asked, Portal, Reader, Route, page};
use crate::urls;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::CREATORS, Can::Read, list),
        Route::get("/{at_handle}", Can::Read, show),
        Route::get("/{at_handle}/archive", Can::Read, archive),
    ]
}

/// The handle in a path segment `@{handle}`.
pub(crate) fn handle(at_handle: &str) -> Result<&str, AppError> {
    at_handle.strip_prefix('@').ok_or(AppError::NotFound)
}

/// `GET /@{handle}`: a creator and its articles by time.
async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Path(at_handle): Path<String>,
    Asked(ListQuery { before }): Asked<ListQuery>,
) -> Result<Response<Body>, AppError> {
    let handle = handle(&at_handle)?.to_owned();
    let address = before.address(&urls::creator(&handle));
    let kind = super::CREATOR;
    page(&portal, &reader, &headers, kind, address, async |room| {
        compose::profile_page(room, handle, before).await
    })
    .await
}

#[derive(Deserialize)]
struct ArchiveQuery {
    before: Option<String>,
    /// `2026-01`: begin with this month.
    month: Option<String>,
}

/// `GET /@{handle}/archive`: all past articles of a creator, by month.
async fn archive(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Path(at_handle): Path<String>,
    Asked(query): Asked<ArchiveQuery>,
) -> Result<Response<Body>, AppError> {
    let handle = handle(&at_handle)?.to_owned();
    let start = compose::Start::parse(query.before.as_deref(), query.month.as_deref())?;
    let address = start.address(&urls::archive(&handle));
    let kind = super::ARCHIVE;
    page(&portal, &reader, &headers, kind, address, async |room| {
        compose::archive_page(room, handle, start).await
    })
    .await
}

#[derive(Deserialize)]
struct ListAfter {
    after: Option<CreatorId>,
}

/// `GET /creators`: the section of all creators.
async fn list(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Asked(query): Asked<ListAfter>,
) -> Result<Response<Body>, AppError> {
    let after = query.after.unwrap_or_default();
    let address = match query.after {
        Some(after) => format!("{}?after={after}", urls::CREATORS),
        None => urls::CREATORS.to_owned(),
    };
    let kind = super::CREATORS;
    page(&portal, &reader, &headers, kind, address, async |room| {
        compose::creators_page(room, after).await
    })
    .await
}
