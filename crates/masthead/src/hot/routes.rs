use std::collections::HashSet;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};

use super::pages::HotPage;
use crate::capability::Can;
use crate::compose::{Frame, Room};
use crate::portal::{AppError, Paper, Portal, Reader, Route, Subject, page};
use crate::urls;
use crate::web::Head;

const LENGTH: usize = 50;

pub fn routes() -> Vec<Route> {
    vec![Route::get(urls::HOT, Can::Read, show)]
}

/// `GET /hot`: the hot list.
async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    page(
        &portal,
        &reader,
        &headers,
        super::HOT,
        urls::HOT.to_owned(),
        async |room| {
            let newest = room.front.hot.iter().map(|row| row.published_at.0).max();
            Ok(Paper {
                page: compose(room)?,
                subject: Subject::default(),
                changed_at: newest.unwrap_or_default(),
            })
        },
    )
    .await
}

/// # Errors
/// A theme whose templates do not work.
pub fn compose(room: &Room<'_>) -> Result<HotPage, AppError> {
    let head = Head {
        description: Some(room.word("describe-hot")),
        canonical: Some(room.absolute(urls::HOT)),
        ..Head::default()
    };
    Ok(HotPage {
        layout: room.layout(Frame {
            head,
            ..Frame::default()
        })?,
        cards: room.hot(LENGTH, &HashSet::new()),
    })
}
