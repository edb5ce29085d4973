//! A form that was sent without a session, or under another account, goes on: its page holds everything that was typed,
//! to be sent again once somebody has logged in elsewhere. Nothing of it is kept here, nor stands in an address.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Form, FromRequest, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{Method, Response, StatusCode};
use tokio::sync::Semaphore;

use super::pages::CarryPage;
use crate::errors;
use crate::portal::{Portal, Reader, Stop, private};
use crate::urls;

/// Forms that are carried on at one time. Strangers may send them, and a long
/// one takes some fifty megabytes until its page is made.
static PLACES: Semaphore = Semaphore::const_new(2);

/// Whether this is a form that is carried on, rather than forgotten.
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
    (request, most): (Request, usize),
) -> Response<Body> {
    let Ok(_place) = PLACES.try_acquire() else {
        return errors::answer(portal, reader, &Stop::Busy).await;
    };
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, most).await else {
        return errors::answer(portal, reader, &Stop::TooLarge).await;
    };
    let request = Request::from_parts(parts, Body::from(bytes));
    match Form::from_request(request, &()).await {
        Ok(Form(fields)) => page(portal, reader, (StatusCode::UNAUTHORIZED, fields)).await,
        Err(_) => errors::answer(portal, reader, &Stop::BadForm).await,
    }
}

/// The page on which a form goes on that another account has opened.
pub(crate) async fn carry_other(
    portal: &Arc<Portal>,
    reader: &Reader,
    fields: Vec<(String, String)>,
) -> Response<Body> {
    page(portal, reader, (StatusCode::FORBIDDEN, fields)).await
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    (status, fields): (StatusCode, Vec<(String, String)>),
) -> Response<Body> {
    let is_other = status == StatusCode::FORBIDDEN;
    let action = reader.path.clone();
    // The links of the page lead somewhere: nothing is read where a form is sent.
    let reader = Reader {
        path: urls::LOGIN.to_owned(),
        ..reader.clone()
    };
    private(portal, &reader, status, async |room| {
        let longest = fields.iter().map(|(_, value)| value);
        let longest = longest.max_by_key(|value| value.len());
        Ok(CarryPage {
            layout: room.private_layout()?,
            action: action.clone(),
            is_other,
            login_url: match is_other {
                true => urls::ACCOUNT.to_owned(),
                false => urls::login(Some(urls::ACCOUNT)),
            },
            shown: longest.cloned().unwrap_or_default(),
            fields: fields.clone(),
        })
    })
    .await
}
