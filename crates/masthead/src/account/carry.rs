//! A form that was sent without a session, or under another account, goes on: its page holds everything that was typed,
//! to be sent again once somebody has logged in elsewhere. Nothing of it is kept here, nor stands in an address.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{Method, Response, StatusCode};

use super::person::to_login;
use crate::errors::{self, Carried, CarryPage, Why};
use crate::portal::{AppError, Arrival, Portal, Reader, private};
use crate::urls;

/// What browsers send forms as.
const FORMS: [&[u8]; 2] = [b"application/x-www-form-urlencoded", b"multipart/form-data"];

/// Whether this is a form whose fields can be given back.
pub(super) fn is_form(request: &Request) -> bool {
    let headers = request.headers();
    let kind = headers.get(CONTENT_TYPE).map(|kind| kind.as_bytes());
    let is_of = |form: &&[u8]| {
        let start = kind.and_then(|kind| kind.get(..form.len()));
        start.is_some_and(|start| start.eq_ignore_ascii_case(form))
    };
    let is_empty = headers
        .get(CONTENT_LENGTH)
        .is_some_and(|size| size.as_bytes() == b"0");
    *request.method() == Method::POST && FORMS.iter().any(is_of) && !is_empty
}

/// The page on which the form of a request without a session goes on; where nothing was typed, the log-in.
pub(super) async fn carry(
    portal: &Arc<Portal>,
    reader: &Reader,
    request: Request,
) -> Result<Response<Body>, AppError> {
    let login = to_login(&request);
    let arrival = Arrival::of(request, portal).await;
    let fields = arrival.typed().await?;
    if fields.iter().all(|(_, value)| value.is_empty()) {
        return Ok(login);
    }
    let carried = Carried {
        had_files: arrival.had_files(),
        ..Carried::new(reader.path.clone(), fields)
    };
    page(portal, reader, Why::Login, carried).await
}

/// Reads a form that nobody will serve, so that it can be given back.
pub(super) async fn read_anyway(portal: &Arc<Portal>, request: Request) {
    let arrival = Arrival::of(request, portal).await;
    if let Err(stop) = arrival.typed().await {
        tracing::debug!("a form that could not be given back: {stop}");
    }
}

/// The page on which a form goes on that another account has opened.
pub(crate) async fn carry_other(
    portal: &Arc<Portal>,
    reader: &Reader,
    fields: Vec<(String, String)>,
) -> Result<Response<Body>, AppError> {
    let carried = Carried::new(reader.path.clone(), fields);
    page(portal, reader, Why::Other, carried).await
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    why: Why,
    carried: Carried,
) -> Result<Response<Body>, AppError> {
    let Ok(_place) = errors::place(&carried).await else {
        return Err(AppError::Busy);
    };
    let (status, way) = match why {
        Why::Other => (StatusCode::FORBIDDEN, urls::ACCOUNT.to_owned()),
        _ => (StatusCode::UNAUTHORIZED, urls::login(Some(urls::ACCOUNT))),
    };
    // The links of the page lead somewhere: nothing is read where a form is sent.
    let reader = Reader {
        path: urls::LOGIN.to_owned(),
        ..reader.clone()
    };
    private(portal, &reader, status, async |room| {
        Ok(CarryPage {
            layout: room.private_layout()?,
            why,
            way: Some(way),
            reference: None,
            carried,
        })
    })
    .await
}
