use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;

use super::serve::{Access, MediaPath, serve};
use crate::account::{self, Person};
use crate::capability::Can;
use crate::portal::{AppError, Kept, Portal, Route};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/media/{hash}/{file}", Can::Read, show)
            .no_page()
            .kept(Kept::Briefly),
    ]
}

/// `GET /media/{hash}/{file}`: the bytes of a picture or a film. What was taken
/// from readers only those still see who write or decide here.
async fn show(
    State(portal): State<Arc<Portal>>,
    Path(path): Path<MediaPath>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let access = match access(&portal, &path.hash, &headers).await {
        Ok(access) => access,
        Err(stop) => {
            tracing::error!("picture {}: {stop}", path.hash);
            Access::Unknown
        }
    };
    serve(&portal.media, &path, access, &method, &headers).await
}

async fn access(portal: &Portal, hash: &str, headers: &HeaderMap) -> Result<Access, AppError> {
    let Ok(hash) = hash.parse() else {
        return Ok(Access::Nobody);
    };
    if !portal.withheld.has(&portal.db, hash).await? {
        return Ok(Access::Everybody);
    }
    let person = account::find(portal, headers).await?;
    // Somebody may be writing with the same picture, or deciding an appeal.
    let works = |person: Person| person.may(Can::Write) || person.may(Can::SeeDesk);
    Ok(match person.is_some_and(works) {
        true => Access::Staff,
        false => Access::Nobody,
    })
}
