//! A form with files (`multipart/form-data`, RFC 7578), file by file.

#![expect(clippy::disallowed_types, reason = "the one place that bounds it")]

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use bytes::{Bytes, BytesMut};

use super::super::Stop;
use super::body::Pace;
use super::fields::{one_line, text};
use super::stock::Held;

/// Of one file, in bytes: as much as any picture of ours.
pub const FILE_BYTES: usize = 20 * 1024 * 1024;

/// How much a form with files may hold.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Of one file; a larger one is read past.
    pub file_bytes: usize,
    pub files: usize,
    /// Of all fields that are no files.
    pub text_bytes: usize,
    pub fields: usize,
}

impl Default for Sizes {
    fn default() -> Self {
        Self {
            file_bytes: FILE_BYTES,
            files: 20,
            text_bytes: 64 * 1024,
            fields: 200,
        }
    }
}

/// A file that was chosen in a form.
#[derive(Clone, Debug)]
pub struct SentFile {
    pub field: String,
    /// As the browser says: nothing to rely on.
    pub name: String,
    /// None for one that is larger than it may be, which was read past.
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

/// What was read of one.
#[derive(Default)]
pub(super) struct Read {
    pub(super) upload: Upload,
    pub(super) dropped: usize,
}

/// Reads a form with files, its text cleaned.
pub(super) async fn read(
    (headers, body): (&HeaderMap, Body),
    most: usize,
    sizes: Sizes,
    held: &Held,
) -> Result<Read, Stop> {
    let mut request = Request::new(body);
    if let Some(kind) = headers.get(CONTENT_TYPE) {
        request.headers_mut().insert(CONTENT_TYPE, kind.clone());
    }
    DefaultBodyLimit::max(most).apply(&mut request);
    let sent = Multipart::from_request(request, &()).await;
    let mut sent = sent.map_err(|_| Stop::BadForm)?;
    let (mut read, mut text_bytes, mut parts) = (Read::default(), 0, 0);
    let mut arriving = Arriving {
        pace: Pace::new(),
        held,
    };
    while let Some(field) = arriving.next(&mut sent).await? {
        parts += 1;
        if parts > sizes.fields + sizes.files {
            return Err(Stop::TooManyFields);
        }
        let name = field.name().map(str::to_owned).ok_or(Stop::BadForm)?;
        if let Some(file) = field.file_name().map(str::to_owned) {
            let bytes = arriving.take(field, sizes.file_bytes).await?;
            read.add_file(sizes, (name, file, bytes))?;
            continue;
        }
        let bytes = arriving.take(field, sizes.text_bytes - text_bytes).await?;
        let bytes = bytes.ok_or(Stop::TooLarge)?;
        text_bytes += bytes.len();
        read.add_text(name, &bytes);
    }
    Ok(read)
}

impl Read {
    fn add_file(
        &mut self,
        sizes: Sizes,
        (field, name, bytes): (String, String, Option<Bytes>),
    ) -> Result<(), Stop> {
        // A field in which nothing was chosen.
        if name.is_empty() && bytes.as_ref().is_some_and(Bytes::is_empty) {
            return Ok(());
        }
        if self.upload.files.len() == sizes.files {
            return Err(Stop::TooLarge);
        }
        let name = one_line(&name);
        self.upload.files.push(SentFile { field, name, bytes });
        Ok(())
    }

    fn add_text(&mut self, name: String, bytes: &[u8]) {
        let (text, dropped) = text(bytes);
        self.dropped += dropped;
        self.upload.fields.insert(name, text);
    }
}

/// How a form comes in.
struct Arriving<'a> {
    pace: Pace,
    held: &'a Held,
}

impl Arriving<'_> {
    async fn next<'s>(&mut self, sent: &'s mut Multipart) -> Result<Option<Field<'s>>, Stop> {
        let next = self.pace.of(sent.next_field()).await?;
        next.map_err(|error| broken(&error))
    }

    /// The bytes of a field, or none where they are more than `most`.
    async fn take(&mut self, mut field: Field<'_>, most: usize) -> Result<Option<Bytes>, Stop> {
        let (mut all, mut fits) = (BytesMut::new(), true);
        loop {
            let chunk = self.pace.of(field.chunk()).await?;
            let Some(chunk) = chunk.map_err(|error| broken(&error))? else {
                return Ok(fits.then(|| all.freeze()));
            };
            self.pace.came(chunk.len());
            fits = fits && all.len() + chunk.len() <= most;
            if fits {
                let waited = self.held.take(chunk.len()).await?;
                self.pace.waited(waited);
                all.extend_from_slice(&chunk);
            } else {
                all = BytesMut::new();
            }
        }
    }
}

fn broken(error: &MultipartError) -> Stop {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Stop::TooLarge,
        _ => Stop::BadForm,
    }
}
