use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};

use super::pages::JoinPage;
use super::{apply, decide, look, own, queue};
use crate::about;
use crate::capability::Can;
use crate::portal::{AppError, Paper, Portal, Reader, Route, Subject, page};
use crate::urls;

/// Of one sending with all its files: less than the server takes at once.
const SENDING_BYTES: usize = 31 * 1024 * 1024;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::JOIN, Can::Read, join),
        Route::get(urls::JOIN_APPLY, Can::Apply, apply::show),
        Route::post(urls::JOIN_APPLY, Can::Apply, apply::send).taking(SENDING_BYTES),
        Route::get(urls::APPLICATION, Can::Apply, own::show),
        Route::post("/join/application/withdrawal", Can::Apply, own::withdraw).pressed(),
        Route::get(urls::JOIN_PICTURE, Can::Apply, own::picture).no_page(),
        Route::get("/join/document/{id}", Can::Apply, own::document).no_page(),
        Route::post("/join/document/{id}/removal", Can::Apply, own::remove).pressed(),
        Route::get(urls::DESK_APPLICATIONS, Can::Review, queue::list),
        Route::get("/desk/applications/{id}", Can::Review, look::show),
        Route::get(
            "/desk/applications/{id}/picture",
            Can::Review,
            look::picture,
        )
        .no_page(),
        Route::post("/desk/applications/{id}/claim", Can::Review, decide::claim).pressed(),
        Route::post(
            "/desk/applications/{id}/decision",
            Can::Review,
            decide::decide,
        ),
        Route::get(
            "/desk/applications/document/{id}",
            Can::Review,
            look::document,
        )
        .no_page(),
    ]
}

/// `GET /join`: how to become a creator.
async fn join(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    let (kind, address) = (super::JOIN, urls::JOIN.to_owned());
    page(&portal, &reader, &headers, kind, address, async |room| {
        let site = room.say(&room.front.site.name);
        let described = room.word_with("describe-join", "site", &site);
        let layout = about::layout(room, urls::JOIN, described)?;
        let contact = about::contact(room);
        Ok(Paper {
            page: JoinPage { layout, contact },
            subject: Subject::default(),
            changed_at: 0,
        })
    })
    .await
}
