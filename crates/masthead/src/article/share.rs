//! How an article leaves the page: as a code for cameras, and to the services.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use masthead_db::Tx;
use serde::Deserialize;

use super::store::{self, ArticleRow};
use crate::compose::Room;
use crate::id::ArticleId;
use crate::media::urls::master_url;
use crate::portal::{AppError, Paper, Portal, Reader, Subject, text};
use crate::share::{Piece, Service, qr_svg};
use crate::urls;

/// Characters of the summary: what services show of it.
const SUMMARY: usize = 120;

/// `GET /article/{id}/qr.svg`: the article's address for the camera of a phone.
pub(super) async fn qr(
    State(portal): State<Arc<Portal>>,
    mut reader: Reader,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let id: ArticleId = id.parse().map_err(|_| AppError::NotFound)?;
    reader.path = urls::article_qr(id);
    let (kind, svg) = (super::SHARE_CODE, "image/svg+xml");
    text(&portal, &reader, &headers, kind, svg, async |room| {
        let now = room.now;
        let find = move |tx: &mut Tx<'_>| store::find(tx, id, now);
        let article = room.portal.db.read(find).await?.ok_or(AppError::NotFound)?;
        let code = qr_svg(&room.absolute(&urls::article(article.id)));
        Ok(Paper {
            page: code.map_err(|error| AppError::Defect(error.to_string()))?,
            subject: Subject {
                article: Some(article.id),
                ..Subject::default()
            },
            changed_at: article.published_at.0,
        })
    })
    .await
}

/// `/article/{id}/share/{service}`
#[derive(Deserialize)]
pub(super) struct SharePath {
    id: String,
    service: String,
}

/// `GET /article/{id}/share/{service}`: leads on to the service. The long
/// addresses would be a tenth of each article's page; few readers follow one.
pub(super) async fn forward(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Path(SharePath { id, service }): Path<SharePath>,
) -> Result<Response<Body>, AppError> {
    let address = address(&portal, &reader, &id, &service).await?;
    Ok(see_other(&address))
}

async fn address(
    portal: &Portal,
    reader: &Reader,
    id: &str,
    service: &str,
) -> Result<String, AppError> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let service = Service::from_name(service).ok_or(AppError::NotFound)?;
    let front = portal.front().await?;
    let zoned = portal.theme(&front)?;
    let room = Room::new(portal, &front, &zoned, Room::locale(&front, reader), reader);
    let now = room.now;
    let find = move |tx: &mut Tx<'_>| store::find(tx, id, now);
    let article = portal.db.read(find).await?.ok_or(AppError::NotFound)?;
    Ok(service.address(&piece(&room, &article)))
}

fn piece(room: &Room<'_>, row: &ArticleRow) -> Piece {
    let summary = row.summary.as_deref().unwrap_or_default();
    let cover = row.cover.as_ref();
    Piece {
        url: room.absolute(&urls::article(row.id)),
        title: row.title.clone(),
        summary: summary.chars().take(SUMMARY).collect(),
        picture_url: cover.map(|cover| room.absolute(&master_url(cover))),
        site: room.say(&room.front.site.name),
    }
}

fn see_other(address: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let location = HeaderValue::from_str(address).expect("percent-encoded");
    response.headers_mut().insert(LOCATION, location);
    let fresh = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, fresh);
    response
}
