//! What a script of a public page asks for whoever is logged in: the page is
//! the same for everybody.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::{HeaderValue, Response, StatusCode};
use masthead_db::{Fault, Tx};
use serde::Deserialize;
use serde_json::json;

use super::rules::{FOLLOWING_DAYS, days_before};
use super::store::{self, Standing};
use crate::account::{hint, oldest};
use crate::id::CreatorId;
use crate::portal::{self, AppError, Portal, Reader};
use crate::web::Me;

#[derive(Deserialize)]
pub(super) struct NowQuery {
    /// Whether this creator is followed.
    #[serde(default)]
    creator: CreatorId,
}

/// `GET /account/now`: how many are unread, where they may go, and whether a creator is followed.
/// A stranger gets an empty answer, and is asked no more.
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    portal::Asked(query): portal::Asked<NowQuery>,
) -> Result<Response<Body>, AppError> {
    let Some(found) = find(&portal, &reader, query.creator).await? else {
        return Ok(nobody());
    };
    let Me {
        unread,
        writes,
        sees_desk,
    } = found.me;
    let answer = json!({
        "unread": unread, "studio": writes, "desk": sees_desk, "follows": found.follows,
    });
    Ok(portal::json(StatusCode::OK, &answer))
}

fn nobody() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(hint) = HeaderValue::try_from(hint(false)) {
        headers.insert(SET_COOKIE, hint);
    }
    response
}

/// Whoever is logged in; none for a stranger.
///
/// # Errors
/// What the database says.
pub async fn me(portal: &Portal, reader: &Reader) -> Result<Option<Me>, Fault> {
    let found = find(portal, reader, CreatorId(0)).await?;
    Ok(found.map(|found| found.me))
}

async fn find(
    portal: &Portal,
    reader: &Reader,
    creator: CreatorId,
) -> Result<Option<Standing>, Fault> {
    let Some(session) = reader.session else {
        return Ok(None);
    };
    let now = portal.clock.now();
    let read = move |tx: &mut Tx<'_>| {
        let asked = store::Asked {
            session: &session.hex(),
            seen_after: oldest(now),
            oldest: days_before(now, FOLLOWING_DAYS),
            now,
            creator,
        };
        store::standing(tx, asked)
    };
    portal.db.read(read).await
}
