use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode};

use super::Delivery;
use super::pages::{BodyLine, LetterView, OutboxPage};
use super::store::{self, LetterRow};
use crate::account::{self, see_other};
use crate::capability::Can;
use crate::portal::{AppError, Kept, Portal, Reader, Route, private};
use crate::urls;

/// Letters on the page; older ones stay in the database.
const SHOWN: i64 = 50;

pub fn routes() -> Vec<Route> {
    vec![Route::get(urls::OUTBOX, Can::Read, outbox).kept(Kept::Never)]
}

/// `GET /outbox`: the letters that a demo would have sent. One that others reach
/// shows them to those who are logged in.
async fn outbox(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    // Its links open accounts. On this machine alone that is everybody's.
    let is_open = portal.settings.delivery != Delivery::Outbox || portal.is_at_home();
    if !is_open && account::find(&portal, &headers).await?.is_none() {
        return Ok(see_other(&urls::login(Some(urls::OUTBOX))));
    }
    private(&portal, &reader, StatusCode::OK, async |room| {
        if portal.settings.delivery != Delivery::Outbox {
            return Err(AppError::NotFound);
        }
        let letters = portal.db.read(|tx| store::list_newest(tx, SHOWN)).await?;
        let own = room.absolute("/");
        Ok(OutboxPage {
            layout: room.private_layout()?,
            letters: letters.into_iter().map(|row| view(row, &own)).collect(),
        })
    })
    .await
}

fn view(row: LetterRow, own: &str) -> LetterView {
    let lines = row.letter.body.lines().filter(|line| !line.is_empty());
    LetterView {
        lines: lines
            .map(|line| BodyLine {
                text: line.to_owned(),
                is_link: line.starts_with(own),
            })
            .collect(),
        to: row.letter.to,
        subject: row.letter.subject,
        at: row.created_at.0,
    }
}
