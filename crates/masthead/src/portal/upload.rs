use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use bytes::{Bytes, BytesMut};

use super::{Portal, Reader, Stop};
use crate::errors;

/// Of all fields that are no files.
const TEXT_BYTES: usize = 64 * 1024;
/// Of one file, in bytes: as much as any picture of ours.
pub const FILE_BYTES: usize = 20 * 1024 * 1024;
const FILES: usize = 20;

/// A file that was chosen in a form.
#[derive(Clone, Debug)]
pub struct SentFile {
    pub field: String,
    /// As the browser says: nothing to rely on.
    pub name: String,
    /// None for one over 20 MiB, which was read past.
    pub bytes: Option<Bytes>,
}

/// A form, with files (`multipart/form-data`) or without. How large it may be as a whole
/// its route says: [`Route::taking`](crate::routes::Route::taking). A file that is
/// too large leaves the rest of the form as it was typed.
#[derive(Debug, Default)]
pub struct Upload {
    pub fields: HashMap<String, String>,
    pub files: Vec<SentFile>,
}

impl FromRequest<Arc<Portal>> for Upload {
    type Rejection = Response<Body>;

    async fn from_request(request: Request, portal: &Arc<Portal>) -> Result<Self, Response<Body>> {
        let (mut parts, body) = request.into_parts();
        let Ok(reader) = Reader::from_request_parts(&mut parts, portal).await;
        let request = Request::from_parts(parts, body);
        let read = match has_files(&request) {
            true => match Multipart::from_request(request, portal).await {
                Ok(sent) => read(sent).await,
                Err(_) => Err(Stop::BadForm),
            },
            false => fields(request, portal).await,
        };
        match read {
            Ok(upload) => Ok(upload),
            Err(stop) => Err(errors::answer(portal, &reader, &stop).await),
        }
    }
}

fn has_files(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

async fn fields(request: Request, portal: &Arc<Portal>) -> Result<Upload, Stop> {
    let sent = Form::from_request(request, portal).await;
    let Form(fields) = sent.map_err(of_form)?;
    Ok(Upload {
        fields,
        files: Vec::new(),
    })
}

async fn read(mut sent: Multipart) -> Result<Upload, Stop> {
    let mut upload = Upload::default();
    let mut text_bytes = 0;
    while let Some(field) = sent.next_field().await.map_err(|error| stop(&error))? {
        let Some(name) = field.name().map(str::to_owned) else {
            return Err(Stop::BadForm);
        };
        match field.file_name().map(str::to_owned) {
            Some(file) => {
                let bytes = take(field, FILE_BYTES).await?;
                // A field in which nothing was chosen.
                if file.is_empty() && bytes.as_ref().is_some_and(Bytes::is_empty) {
                    continue;
                }
                if upload.files.len() == FILES {
                    return Err(Stop::TooLarge);
                }
                upload.files.push(SentFile {
                    field: name,
                    name: file,
                    bytes,
                });
            }
            None => {
                let bytes = take(field, TEXT_BYTES - text_bytes).await?;
                let bytes = bytes.ok_or(Stop::TooLarge)?;
                text_bytes += bytes.len();
                let text = String::from_utf8(bytes.into()).map_err(|_| Stop::BadForm)?;
                // No database of ours holds a NUL.
                upload.fields.insert(name, text.replace('\0', ""));
            }
        }
    }
    Ok(upload)
}

/// The bytes of a field, or none where they are more than `most`.
async fn take(mut field: Field<'_>, most: usize) -> Result<Option<Bytes>, Stop> {
    let (mut all, mut fits) = (BytesMut::new(), true);
    while let Some(chunk) = field.chunk().await.map_err(|error| stop(&error))? {
        fits = fits && all.len() + chunk.len() <= most;
        if fits {
            all.extend_from_slice(&chunk);
        } else {
            all = BytesMut::new();
        }
    }
    Ok(fits.then(|| all.freeze()))
}

fn of_form(error: FormRejection) -> Stop {
    of_status(error.into_response().status())
}

fn stop(error: &MultipartError) -> Stop {
    of_status(error.status())
}

fn of_status(status: StatusCode) -> Stop {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Stop::TooLarge,
        _ => Stop::BadForm,
    }
}
