use std::collections::HashSet;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use fluent_bundle::FluentArgs;

use super::carried::Why;
use super::pages::{ErrorPage, Problem};
use super::slow::slow;
use crate::compose::{Frame, Room};
use crate::portal::{AppError, Failed, Portal, Reader, busy, packed};
use crate::urls;
use crate::web::{Head, Locale, Words};

/// Something to read instead.
const HOT: usize = 6;

/// Why a request was not served, beside the answer: what was typed goes back to whoever typed it.
#[derive(Clone, Debug)]
pub(super) struct Unserved {
    pub(super) why: Why,
    pub(super) reference: Option<String>,
}

/// The answer of a handler; where it is an error, the page that says so, in the reader's language and edition.
pub async fn rendered(
    portal: &Arc<Portal>,
    reader: &Reader,
    mut response: Response<Body>,
) -> Response<Body> {
    match response.extensions_mut().remove::<Failed>() {
        Some(Failed(error)) => answer(portal, reader, &error).await,
        None => response,
    }
}

/// The page that says why there is no other.
async fn answer(portal: &Arc<Portal>, reader: &Reader, error: &AppError) -> Response<Body> {
    let (status, problem) = match error {
        AppError::Busy => {
            let mut response = busy();
            response.extensions_mut().insert(Unserved {
                why: Why::Busy,
                reference: None,
            });
            return response;
        }
        AppError::Slow => return slow(),
        AppError::NotFound => (StatusCode::NOT_FOUND, Problem::NotFound),
        AppError::BadAddress => (StatusCode::BAD_REQUEST, Problem::BadRequest),
        AppError::BadForm => (StatusCode::BAD_REQUEST, Problem::BadForm),
        AppError::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, Problem::TooLarge),
        AppError::TooManyFields => (StatusCode::PAYLOAD_TOO_LARGE, Problem::TooManyFields),
        AppError::TooSlow => (StatusCode::REQUEST_TIMEOUT, Problem::TooSlow),
        AppError::Forbidden => (StatusCode::FORBIDDEN, Problem::Forbidden),
        AppError::OtherSite => (StatusCode::FORBIDDEN, Problem::OtherSite),
        AppError::Fault(_) | AppError::Disk { .. } | AppError::Theme(_) | AppError::Defect(_) => {
            return unserved(portal, reader, error).await;
        }
    };
    let mut response = show(portal, reader, status, problem, None).await;
    if problem.refuses() {
        response.extensions_mut().insert(Unserved {
            why: Why::Problem(problem),
            reference: None,
        });
    }
    response
}

/// The fault is ours, or of what we stand on.
async fn unserved(portal: &Arc<Portal>, reader: &Reader, error: &AppError) -> Response<Body> {
    let problem = error.fault_kind().map_or(Problem::Fault, Problem::of);
    let reference = format!("{:x}", portal.ids.fresh::<i64>());
    tracing::error!(
        reference,
        path = urls::without_secret(&reader.path),
        "fault {reference}: {error}"
    );
    let (status, reference) = match problem {
        Problem::Fault => (StatusCode::INTERNAL_SERVER_ERROR, Some(reference)),
        _ => (StatusCode::SERVICE_UNAVAILABLE, None),
    };
    let mut response = show(portal, reader, status, problem, reference.clone()).await;
    response.extensions_mut().insert(Unserved {
        why: Why::Problem(problem),
        reference,
    });
    response
}

/// `414`: an address longer than any of ours.
pub async fn too_long(portal: &Arc<Portal>, reader: &Reader) -> Response<Body> {
    // The links of the page lead to its own address, which is the trouble.
    let reader = Reader {
        path: "/".to_owned(),
        ..reader.clone()
    };
    show(
        portal,
        &reader,
        StatusCode::URI_TOO_LONG,
        Problem::AddressTooLong,
        None,
    )
    .await
}

async fn show(
    portal: &Arc<Portal>,
    reader: &Reader,
    status: StatusCode,
    problem: Problem,
    reference: Option<String>,
) -> Response<Body> {
    let Ok(place) = portal.place(reader).await else {
        return busy();
    };
    let body = render(portal, reader, problem, reference.clone()).await;
    let (body, content_type) = match body {
        Some(html) => (html, "text/html; charset=utf-8"),
        // The database is away: words that need neither it nor a template.
        None => (
            plain(problem, reference.as_deref()).into(),
            "text/plain; charset=utf-8",
        ),
    };
    // The same for everybody, whoever is logged in: there is no secret in it.
    let mut response = packed(reader, body, true);
    drop(place);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = problem.retry_after() {
        headers.insert(RETRY_AFTER, seconds.into());
    }
    response
}

async fn render(
    portal: &Arc<Portal>,
    reader: &Reader,
    problem: Problem,
    reference: Option<String>,
) -> Option<Vec<u8>> {
    let front = portal.front().await.ok()?;
    let zoned = portal.theme(&front).ok()?;
    let room = Room::new(portal, &front, &zoned, Room::locale(&front, reader), reader);
    let head = Head {
        robots: Some("noindex".to_owned()),
        ..Head::default()
    };
    let page = ErrorPage {
        layout: room
            .layout(Frame {
                head,
                ..Frame::default()
            })
            .ok()?,
        problem,
        reference,
        hot: room.hot(HOT, &HashSet::new()),
    };
    let rendered = zoned.theme.render(&page);
    rendered
        .inspect_err(|fault| tracing::error!("rendering the error page: {fault:?}"))
        .ok()
}

fn plain(problem: Problem, reference: Option<&str>) -> String {
    let help = format!("{}-help", problem.key());
    let say = |locale| {
        let words = Words::load(locale).ok()?;
        words.say(&help, &FluentArgs::new()).ok()
    };
    let words: Vec<String> = Locale::ALL.into_iter().filter_map(say).collect();
    format!("{}\n{}\n", words.join("\n"), reference.unwrap_or_default())
}
