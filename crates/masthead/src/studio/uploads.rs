//! Large files for a piece, by the tus protocol 1.0 (core, creation, termination, expiration).

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use masthead_db::Tx;
use masthead_log::Actor;
use serde::Deserialize;

use super::desk_of::{own_piece, piece_id, piece_of};
use super::files;
use super::room::day;
use crate::account::store::put::take_turn;
use crate::account::{MemberRole, Person, pen};
use crate::errors::pages::Problem;
use crate::id::UploadId;
use crate::media::http_date;
use crate::media::store::upload::take_room;
use crate::portal::{AppError, Arrival, Portal, Reader};
use crate::publishing::acts::ActFault;
use crate::upload::rules::{OPEN, PIECE_BYTES, Refusal, STAYS, shown_name};
use crate::upload::store::{self, NewUpload, UploadRow};
use crate::upload::{self, Sender, Stopped};
use crate::urls;

const VERSION: &str = "1.0.0";
const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// An answer without words, or why there is none.
type Answer = Result<Response<Body>, BareError>;

/// Why there is no answer, to a program: a status says it all.
pub(super) struct BareError(AppError);

impl<E: Into<AppError>> From<E> for BareError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// The end of an address that names an upload.
#[derive(Deserialize)]
pub(super) struct UploadPath {
    id: String,
    upload: String,
}

/// `OPTIONS …/uploads`: what is spoken here.
pub(super) async fn speak(State(portal): State<Arc<Portal>>) -> Response<Body> {
    let mut response = bare(StatusCode::NO_CONTENT);
    let most = portal.settings.video_bytes.to_string();
    for (name, value) in [
        ("tus-version", VERSION),
        ("tus-extension", "creation,termination,expiration"),
        ("tus-max-size", &most),
    ] {
        put(&mut response, HeaderName::from_static(name), value);
    }
    response
}

/// `POST …/uploads`: a file of so many bytes is to come.
pub(super) async fn begin(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let Some(length) = spoken(&headers).then(|| number(&headers, LENGTH)) else {
        return Ok(bare(StatusCode::PRECONDITION_FAILED));
    };
    let Some(length) = length.filter(|length| *length > 0) else {
        return Ok(bare(StatusCode::BAD_REQUEST));
    };
    if length > portal.settings.video_bytes {
        return Ok(bare(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let article = piece_id(&id)?;
    let (day, now) = (day(&portal).await?, portal.clock.now());
    let new = NewUpload {
        article,
        account: person.account,
        name: shown_name(&file_name(&headers)),
        length_bytes: i64::try_from(length).unwrap_or(i64::MAX),
        expires_at: now.plus(STAYS),
    };
    let (pen, expires_at) = (pen(&portal, Some(person.account)), new.expires_at);
    let write = move |tx: &mut Tx<'_>| -> Result<Result<UploadId, StatusCode>, ActFault> {
        own_piece(tx, &person, article, MemberRole::Writer)?;
        // Nobody begins another for this account before this transaction ends.
        take_turn(tx, person.account)?;
        if store::count_open(tx, person.account, now)? >= OPEN {
            return Ok(Err(StatusCode::TOO_MANY_REQUESTS));
        }
        if !take_room(tx, article, day, length)? {
            return Ok(Err(StatusCode::INSUFFICIENT_STORAGE));
        }
        Ok(Ok(store::insert(tx, &pen, &new)?))
    };
    let upload = match portal.db.write(write).await? {
        Ok(upload) => upload,
        Err(status) => return Ok(bare(status)),
    };
    let mut response = bare(StatusCode::CREATED);
    let place = urls::studio_part(article, &format!("uploads/{upload}"));
    put(&mut response, LOCATION, &place);
    put(&mut response, EXPIRES, &http_date::format(expires_at.0));
    Ok(response)
}

/// `HEAD …/uploads/{upload}`: how far it is.
pub(super) async fn look(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Path(path): Path<UploadPath>,
) -> Answer {
    let row = find(&portal, &person, &path).await?;
    let mut response = bare(StatusCode::OK);
    put(&mut response, OFFSET, &row.offset_bytes.to_string());
    put(&mut response, LENGTH, &row.length_bytes.to_string());
    put(&mut response, EXPIRES, &http_date::format(row.expires_at.0));
    Ok(response)
}

/// `PATCH …/uploads/{upload}`: more of it.
pub(super) async fn go_on(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Path(path): Path<UploadPath>,
    request: Request,
) -> Answer {
    let headers = request.headers();
    if !spoken(headers) {
        return Ok(bare(StatusCode::PRECONDITION_FAILED));
    }
    let kind = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    if kind != Some(b"application/offset+octet-stream") {
        return Ok(bare(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let Some(offset) = number(headers, OFFSET) else {
        return Ok(bare(StatusCode::BAD_REQUEST));
    };
    let sender = Sender {
        account: person.account,
        upload: upload_id(&path.upload)?,
    };
    // Before a byte of the body is read, and before the offset is: it stands still until the turn is over.
    let Some(turn) = portal.senders.try_take(sender) else {
        return Ok(bare(StatusCode::CONFLICT));
    };
    let row = find(&portal, &person, &path).await?;
    let (at, length) = (
        row.offset_bytes.unsigned_abs(),
        row.length_bytes.unsigned_abs(),
    );
    if offset != at || row.media.is_some() {
        return Ok(bare(StatusCode::CONFLICT));
    }
    if number(headers, CONTENT_LENGTH).is_some_and(|more| more > length - at) {
        return Ok(bare(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let expires_at = portal.clock.now().plus(STAYS);
    let chunks = Arrival::of(request, &portal).await.chunks(PIECE_BYTES);
    let end = match upload::receive(&portal, row, chunks, turn).await {
        Ok(end) => end,
        Err(Stopped::Raced) => return Ok(bare(StatusCode::CONFLICT)),
        Err(Stopped::TooLong) => return Ok(bare(StatusCode::PAYLOAD_TOO_LARGE)),
        Err(Stopped::AppError(stop)) => return Err(stop.into()),
    };
    let mut response = bare(StatusCode::NO_CONTENT);
    put(&mut response, OFFSET, &end.to_string());
    put(&mut response, EXPIRES, &http_date::format(expires_at.0));
    Ok(response)
}

/// `DELETE …/uploads/{upload}`: not wanted any more.
pub(super) async fn end(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Path(path): Path<UploadPath>,
    headers: HeaderMap,
) -> Answer {
    if !spoken(&headers) {
        return Ok(bare(StatusCode::PRECONDITION_FAILED));
    }
    let row = find(&portal, &person, &path).await?;
    upload::end(&portal, row.id, Actor::User(person.account.0)).await?;
    Ok(bare(StatusCode::NO_CONTENT))
}

/// `POST …/uploads/{upload}/completion`: all of it has come. What it is, or why it is not taken; asked again, the same.
pub(super) async fn complete(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(path): Path<UploadPath>,
) -> Answer {
    let row = find(&portal, &person, &path).await?;
    let (at, upload, account) = (Arc::clone(&portal), row.id, person.account);
    // Of its own, as a sender that loses patience asks again and wants the answer.
    let task = tokio::spawn(async move { upload::finish(&at, account, &row).await });
    let kept = task
        .await
        .map_err(|error| AppError::Defect(error.to_string()))??;
    if let Err(refusal) = &kept
        && *refusal != Refusal::Unfinished
    {
        upload::end(&portal, upload, Actor::User(account.0)).await?;
    }
    Ok(files::said(&portal, &reader, kept).await?)
}

/// The upload that an address names, for who began it and may still write the piece.
async fn find(portal: &Portal, person: &Person, path: &UploadPath) -> Result<UploadRow, AppError> {
    let article = piece_id(&path.id)?;
    let upload = upload_id(&path.upload)?;
    let (person, now) = (person.clone(), portal.clock.now());
    let read = move |tx: &mut Tx<'_>| -> Result<Option<UploadRow>, ActFault> {
        piece_of(tx, &person, article, MemberRole::Writer)?;
        Ok(store::find(tx, upload, article, person.account, now)?)
    };
    portal.db.read(read).await?.ok_or(AppError::NotFound)
}

fn upload_id(text: &str) -> Result<UploadId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn spoken(headers: &HeaderMap) -> bool {
    let said = headers.get(RESUMABLE).map(HeaderValue::as_bytes);
    said == Some(VERSION.as_bytes())
}

fn number(headers: &HeaderMap, name: HeaderName) -> Option<u64> {
    let text = headers.get(name)?.to_str().ok()?;
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// `Upload-Metadata` is a list of names, each with a value in base64.
fn file_name(headers: &HeaderMap) -> String {
    let said = headers.get(METADATA).and_then(|value| value.to_str().ok());
    let mut pairs = said.unwrap_or_default().split(',').map(str::trim);
    let coded = pairs.find_map(|pair| pair.strip_prefix("filename "));
    let bytes = coded.and_then(|coded| STANDARD.decode(coded.trim()).ok());
    String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
}

fn bare(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    put(&mut response, RESUMABLE, VERSION);
    put(&mut response, CACHE_CONTROL, "no-store");
    if status == StatusCode::PRECONDITION_FAILED {
        put(
            &mut response,
            HeaderName::from_static("tus-version"),
            VERSION,
        );
    }
    response
}

fn put(response: &mut Response<Body>, name: HeaderName, value: &str) {
    let value = HeaderValue::from_str(value).expect("numbers, dates and addresses of ours");
    response.headers_mut().insert(name, value);
}

impl IntoResponse for BareError {
    fn into_response(self) -> Response<Body> {
        let Self(error) = self;
        match error {
            AppError::NotFound => bare(StatusCode::NOT_FOUND),
            AppError::Busy => bare(StatusCode::SERVICE_UNAVAILABLE),
            AppError::TooLarge => bare(StatusCode::PAYLOAD_TOO_LARGE),
            AppError::TooSlow => bare(StatusCode::REQUEST_TIMEOUT),
            AppError::BadForm => bare(StatusCode::BAD_REQUEST),
            error => failed(&error),
        }
    }
}

/// It is ours, or of what we stand on: then it is asked for again after a while.
fn failed(error: &AppError) -> Response<Body> {
    tracing::error!("an upload: {error}");
    let waits = error
        .fault_kind()
        .and_then(|kind| Problem::of(kind).retry_after());
    let Some(seconds) = waits else {
        return bare(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let mut response = bare(StatusCode::SERVICE_UNAVAILABLE);
    put(&mut response, RETRY_AFTER, &seconds.to_string());
    response
}
