//! The one way in for what is sent: forms with and without files, and JSON. Everything is bounded before it is built
//! (bytes, time, fields, values, and memory of all that is being read), and text is cleaned here, once.

mod body;
mod fields;
mod files;
mod intake;
mod json;
mod part;
mod stock;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::gate::Whose;
use super::{AppError, Portal, Reader};

pub use body::{AfterChunk, Chunk, Chunks};
pub use fields::{Address, address};
pub use files::{FILE_BYTES, SentFile, Sizes, Upload};
pub use intake::{Holds, Intake, LEFT_OUT, LeftOut};
pub use json::{Bounds, Json, SentJson, read_json};
pub use stock::Stock;

pub(super) use fields::{is_utf8, pairs};
pub(super) use part::from_pairs;
#[cfg(test)]
pub(super) use stock::BODIES_OF_ONE;

/// Bytes that a route takes: see [`Route::taking`](crate::portal::Route::taking).
#[derive(Clone, Copy, Debug)]
pub struct Most(pub usize);

/// What no route says of itself.
const USUAL: Most = Most(64 * 1024);

/// Of what is read only to be given back: as much as the longest text of ours. What more a route takes is for files.
const TYPED_BYTES: usize = 16 * 1024 * 1024;

/// The fields of a form. What cannot be read, or is larger than any form of
/// ours, is answered with a page in words.
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<Portal>> for Sent<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, portal: &Arc<Portal>) -> Result<Self, AppError> {
        let fields = Arrival::of(request, portal).await.fields().await?;
        from_pairs(fields).map(Self)
    }
}

impl FromRequest<Arc<Portal>> for Upload {
    type Rejection = AppError;

    async fn from_request(request: Request, portal: &Arc<Portal>) -> Result<Self, AppError> {
        let arrival = Arrival::of(request, portal).await;
        arrival.upload(Sizes::default()).await
    }
}

/// A request whose body is to be read.
pub struct Arrival {
    portal: Arc<Portal>,
    reader: Reader,
    most: usize,
    headers: HeaderMap,
    intake: Intake,
    body: std::sync::Mutex<Option<Body>>,
}

impl Arrival {
    pub async fn of(request: Request, portal: &Arc<Portal>) -> Self {
        let (mut parts, body) = request.into_parts();
        let Ok(reader) = Reader::from_request_parts(&mut parts, portal).await;
        let Most(most) = parts.extensions.get().copied().unwrap_or(USUAL);
        let intake: Intake = parts.extensions.get().cloned().unwrap_or_default();
        intake.note(parts.extensions.get().copied().unwrap_or_default());
        Self {
            portal: Arc::clone(portal),
            reader,
            most,
            headers: parts.headers,
            intake,
            body: std::sync::Mutex::new(Some(body)),
        }
    }

    /// All of the body.
    ///
    /// # Errors
    /// [`AppError::TooLarge`], [`AppError::TooSlow`], [`AppError::Busy`] where there is no room for it, [`AppError::BadForm`] where
    /// its sender went away.
    pub async fn bytes(&self) -> Result<Bytes, AppError> {
        self.bytes_within(self.most).await
    }

    async fn bytes_within(&self, most: usize) -> Result<Bytes, AppError> {
        let held = self.held().await?;
        let read = body::collect(self.take(), most, &held).await;
        self.intake.hold(held);
        read
    }

    /// The body in chunks of so many bytes.
    #[must_use]
    pub fn chunks(&self, size_bytes: usize) -> Chunks {
        Chunks {
            portal: Arc::clone(&self.portal),
            whose: Whose(self.reader.address),
            body: self.take(),
            size_bytes,
        }
    }

    /// The fields of a form without files, cleaned. They are given back where the form cannot be served.
    ///
    /// # Errors
    /// As [`Arrival::bytes`]; [`AppError::BadForm`] where it is no form, [`AppError::TooManyFields`].
    pub async fn fields(&self) -> Result<Vec<(String, String)>, AppError> {
        self.fields_within(self.most).await
    }

    async fn fields_within(&self, most: usize) -> Result<Vec<(String, String)>, AppError> {
        if !self.is_of(b"application/x-www-form-urlencoded") {
            return Err(AppError::BadForm);
        }
        let bytes = self.bytes_within(most).await?;
        let fields = pairs(&bytes)?;
        self.intake.left_out(fields.dropped);
        self.intake.keep(bytes);
        Ok(fields.pairs)
    }

    /// A form, with files or without.
    ///
    /// # Errors
    /// As [`Arrival::fields`].
    pub async fn upload(&self, sizes: Sizes) -> Result<Upload, AppError> {
        if !self.is_of(b"multipart/form-data") {
            let fields = self.fields().await?.into_iter().collect();
            return Ok(Upload {
                fields,
                files: Vec::new(),
            });
        }
        let held = self.held().await?;
        let read = files::read(&self.headers, self.take(), self.most, sizes, &held).await;
        self.intake.hold(held);
        let sent = read?;
        self.intake.left_out(sent.dropped);
        self.intake.keep_fields(&sent.upload);
        Ok(sent.upload)
    }

    /// The fields of a form that nobody will serve, so that they can be given back. Its files are read past.
    ///
    /// # Errors
    /// As [`Arrival::fields`].
    pub async fn typed(&self) -> Result<Vec<(String, String)>, AppError> {
        let text_bytes = self.most.min(TYPED_BYTES);
        if !self.is_of(b"multipart/form-data") {
            return self.fields_within(text_bytes).await;
        }
        let sizes = Sizes {
            file_bytes: 0,
            text_bytes,
            ..Sizes::default()
        };
        let mut fields: Vec<_> = self.upload(sizes).await?.fields.into_iter().collect();
        fields.sort();
        Ok(fields)
    }

    /// Whether files were chosen beside what was typed.
    #[must_use]
    pub fn had_files(&self) -> bool {
        self.intake.had_files()
    }

    /// What was left out of what this request brought.
    #[must_use]
    pub fn left_out(&self) -> &LeftOut {
        self.intake.dropped()
    }

    async fn held(&self) -> Result<stock::Held, AppError> {
        self.portal.stock.held(Whose(self.reader.address)).await
    }

    fn take(&self) -> Body {
        let mut body = self
            .body
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        body.take().unwrap_or_default()
    }

    fn is_of(&self, kind: &[u8]) -> bool {
        let said = self.headers.get(CONTENT_TYPE).map(|said| said.as_bytes());
        said.is_some_and(|said| {
            said.len() >= kind.len() && said[..kind.len()].eq_ignore_ascii_case(kind)
        })
    }
}
