//! A form that was sent without a session, or under another account, goes on: its page holds everything that was typed,
//! to be sent again once somebody has logged in elsewhere. Nothing of it is kept here, nor stands in an address.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{Method, Response, StatusCode};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use crate::errors::{self, Carried, CarryPage, Why};
use crate::portal::{Arrival, Portal, Reader, Stop, private};
use crate::urls;

/// Long forms whose page is being made at one time: strangers may send them, and the longest becomes a page of eighty
/// megabytes. They have been read by then: whoever drips one keeps nobody waiting.
static PLACES: Semaphore = Semaphore::const_new(2);
/// A page of less is made at once.
const SHORT_BYTES: usize = 256 * 1024;
/// A page takes a second at most; so many may be ahead.
const WAIT: Duration = Duration::from_secs(60);

/// Whether this is a form whose fields can be given back.
pub(super) fn is_form(request: &Request) -> bool {
    let headers = request.headers();
    let kind = headers.get(CONTENT_TYPE).map(|kind| kind.as_bytes());
    let typed = kind.is_some_and(|kind| kind.starts_with(b"application/x-www-form-urlencoded"));
    let is_empty = headers
        .get(CONTENT_LENGTH)
        .is_some_and(|size| size.as_bytes() == b"0");
    *request.method() == Method::POST && typed && !is_empty
}

/// The page on which the form of a request without a session goes on.
pub(super) async fn carry(
    portal: &Arc<Portal>,
    reader: &Reader,
    request: Request,
) -> Response<Body> {
    let arrival = Arrival::of(request, portal).await;
    match arrival.fields().await {
        Ok(fields) => page(portal, reader, (Why::Login, fields)).await,
        Err(stop) => errors::answer(portal, reader, &stop).await,
    }
}

/// Reads a form that nobody will serve, so that it can be given back.
pub(super) async fn read_anyway(portal: &Arc<Portal>, request: Request) {
    let arrival = Arrival::of(request, portal).await;
    if let Err(stop) = arrival.fields().await {
        tracing::debug!("a form that could not be given back: {stop}");
    }
}

/// The page on which a form goes on that another account has opened.
pub(crate) async fn carry_other(
    portal: &Arc<Portal>,
    reader: &Reader,
    fields: Vec<(String, String)>,
) -> Response<Body> {
    page(portal, reader, (Why::Other, fields)).await
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    (why, fields): (Why, Vec<(String, String)>),
) -> Response<Body> {
    let Ok(_place) = place(&fields).await else {
        return errors::answer(portal, reader, &Stop::Busy).await;
    };
    let (status, way) = match why {
        Why::Other => (StatusCode::FORBIDDEN, urls::ACCOUNT.to_owned()),
        _ => (StatusCode::UNAUTHORIZED, urls::login(Some(urls::ACCOUNT))),
    };
    let carried = Carried::new(reader.path.clone(), fields);
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

/// A place for a long form, once one is free; a short one needs none.
async fn place(
    fields: &[(String, String)],
) -> Result<Option<SemaphorePermit<'static>>, tokio::time::error::Elapsed> {
    let bytes: usize = fields.iter().map(|(_, value)| value.len()).sum();
    if bytes <= SHORT_BYTES {
        return Ok(None);
    }
    let place = timeout(WAIT, PLACES.acquire()).await?;
    Ok(place.ok())
}
