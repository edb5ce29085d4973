//! What was typed and could not be served goes back: on a page that says why, and sends it again where that may help.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER, VARY};
use axum::http::{HeaderValue, Response};

use super::answer::Unserved;
use super::bare::{Bare, bare};
use super::carried::{Carried, CarryPage, Why};
use super::place::place;
use crate::compose::Room;
use crate::portal::{AppError, Holds, Intake, Portal, Reader};
use crate::urls;

/// The answer, or, where it is only that there is none, the page that keeps what this request brought.
pub async fn give_back(
    portal: &Arc<Portal>,
    reader: &Reader,
    intake: &Intake,
    mut response: Response<Body>,
) -> Response<Body> {
    let Some(unserved) = response.extensions_mut().remove::<Unserved>() else {
        return response;
    };
    let Some(carried) = carried(reader, intake, unserved.why) else {
        return response;
    };
    let Ok(_place) = place(&carried).await else {
        return response;
    };
    let making = page(portal, reader, &unserved, carried.clone());
    let html = match portal.closing.before(making).await {
        Some(Ok(html)) => html,
        // The database is away, and the front not known: words that need neither.
        failed => {
            if let Some(Err(error)) = failed {
                tracing::error!("giving a form back: {error}");
            }
            let (why, locale) = (unserved.why, reader.locale);
            bare(&Bare { why, locale }, &carried).into_bytes()
        }
    };
    *response.body_mut() = Body::from(html);
    let headers = response.headers_mut();
    // Of the page that stood there before.
    headers.remove(CONTENT_ENCODING);
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("cookie"));
    if let Why::Problem(problem) = unserved.why
        && let Some(seconds) = problem.retry_after()
    {
        headers.insert(RETRY_AFTER, seconds.into());
    }
    response
}

/// What goes back: a form that sends it again, or, where that is of no use, what was typed alone. There is no form in
/// what another site may have sent.
fn carried(reader: &Reader, intake: &Intake, why: Why) -> Option<Carried> {
    if !why.sends_again() {
        return match intake.holds() {
            Holds::Typed => Carried::to_copy(intake.give_back()?),
            Holds::Button | Holds::Secret => None,
        };
    }
    let had_files = intake.had_files();
    Some(Carried {
        had_files,
        ..Carried::new(reader.path.clone(), intake.give_back()?)
    })
}

/// Of the front as it was read last: the database may be away.
async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    unserved: &Unserved,
    carried: Carried,
) -> Result<Vec<u8>, AppError> {
    let front = portal.front().await?;
    let zoned = portal.theme(&front)?;
    // The links of the page lead somewhere: nothing is read where a form is sent.
    let reader = Reader {
        path: urls::HOME.to_owned(),
        ..reader.clone()
    };
    let locale = Room::locale(&front, &reader);
    let room = Room::new(portal, &front, &zoned, locale, &reader);
    let page = CarryPage {
        layout: room.private_layout()?,
        why: unserved.why,
        way: None,
        reference: unserved.reference.clone(),
        carried,
    };
    Ok(zoned.theme.render(&page)?)
}
