//! A form with files (`multipart/form-data`, RFC 7578), file by file.

#![expect(clippy::disallowed_types, reason = "the one place that bounds it")]

use std::collections::HashMap;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::task::{Context, Poll, ready};

use axum::BoxError;
use axum::body::Body;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};

use super::super::AppError;
use super::body::Pace;
use super::fields::{one_line, text};
use super::stock::Held;

/// Of one file, in bytes: as much as any picture of ours.
pub const FILE_BYTES: usize = 20 * 1024 * 1024;

/// Before the first part, and of the headers of one: what the parser keeps until it has them whole.
const AHEAD_BYTES: usize = 64 * 1024;

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
/// its route says: [`Route::taking`](crate::portal::Route::taking). A file that is
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
    headers: &HeaderMap,
    body: Body,
    most: usize,
    sizes: Sizes,
    held: &Held,
) -> Result<Read, AppError> {
    let ahead = Arc::new(AtomicUsize::new(0));
    let mut request = Request::new(Body::new(Measured {
        body,
        ahead: Arc::clone(&ahead),
        rests: false,
    }));
    if let Some(kind) = headers.get(CONTENT_TYPE) {
        request.headers_mut().insert(CONTENT_TYPE, kind.clone());
    }
    DefaultBodyLimit::max(most).apply(&mut request);
    let sent = Multipart::from_request(request, &()).await;
    let mut sent = sent.map_err(|_| AppError::BadForm)?;
    let (mut read, mut text_bytes, mut parts) = (Read::default(), 0, 0);
    let mut arriving = Arriving {
        pace: Pace::new(),
        held,
        ahead,
    };
    while let Some(field) = arriving.next(&mut sent).await? {
        parts += 1;
        if parts > sizes.fields + sizes.files {
            return Err(AppError::TooManyFields);
        }
        let name = field.name().map(str::to_owned).ok_or(AppError::BadForm)?;
        if let Some(file) = field.file_name().map(str::to_owned) {
            let bytes = arriving.take(field, sizes.file_bytes).await?;
            let file = SentFile {
                field: name,
                name: file,
                bytes,
            };
            read.add_file(sizes, file)?;
            continue;
        }
        let bytes = arriving.take(field, sizes.text_bytes - text_bytes).await?;
        let bytes = bytes.ok_or(AppError::TooLarge)?;
        text_bytes += bytes.len();
        read.add_text(name, &bytes);
    }
    Ok(read)
}

impl Read {
    fn add_file(&mut self, sizes: Sizes, file: SentFile) -> Result<(), AppError> {
        // A field in which nothing was chosen.
        if file.name.is_empty() && file.bytes.as_ref().is_some_and(Bytes::is_empty) {
            return Ok(());
        }
        if self.upload.files.len() == sizes.files {
            return Err(AppError::TooLarge);
        }
        let name = one_line(&file.name);
        self.upload.files.push(SentFile { name, ..file });
        Ok(())
    }

    fn add_text(&mut self, name: String, bytes: &[u8]) {
        let (text, dropped) = text(bytes);
        self.dropped += dropped;
        self.upload.fields.insert(name, text);
    }
}

/// A body on its way into the parser, which takes all that there is before it gives anything of it out: so it gets one
/// piece at a time, and none after so many of which nothing came out. Nobody counts what it keeps.
struct Measured {
    body: Body,
    /// Bytes that went in since anything came out.
    ahead: Arc<AtomicUsize>,
    rests: bool,
}

impl http_body::Body for Measured {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if mem::take(&mut self.rests) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let Some(frame) = ready!(Pin::new(&mut self.body).poll_frame(cx)) else {
            return Poll::Ready(None);
        };
        self.rests = true;
        let size_bytes = frame.as_ref().ok().and_then(Frame::data_ref);
        let size_bytes = size_bytes.map_or(0, Bytes::len);
        if self.ahead.fetch_add(size_bytes, Relaxed) > AHEAD_BYTES {
            return Poll::Ready(Some(Err("the headers of a part do not end".into())));
        }
        Poll::Ready(Some(frame.map_err(Into::into)))
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// How a form comes in.
struct Arriving<'a> {
    pace: Pace,
    held: &'a Held,
    ahead: Arc<AtomicUsize>,
}

impl Arriving<'_> {
    async fn next<'s>(&mut self, sent: &'s mut Multipart) -> Result<Option<Field<'s>>, AppError> {
        let next = self.pace.of(sent.next_field()).await?;
        self.ahead.store(0, Relaxed);
        next.map_err(|error| broken(&error))
    }

    /// The bytes of a field, or none where they are more than `most`.
    async fn take(&mut self, mut field: Field<'_>, most: usize) -> Result<Option<Bytes>, AppError> {
        let (mut all, mut fits) = (BytesMut::new(), true);
        loop {
            let chunk = self.pace.of(field.chunk()).await?;
            self.ahead.store(0, Relaxed);
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

fn broken(error: &MultipartError) -> AppError {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        _ => AppError::BadForm,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::super::super::gate::Whose;
    use super::super::Stock;
    use super::*;

    const PIECE_BYTES: usize = 16 * 1024;

    /// What stands first, then the same letter for ever.
    struct Endless {
        first: &'static str,
        given: Arc<AtomicUsize>,
    }

    impl http_body::Body for Endless {
        type Data = Bytes;
        type Error = BoxError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
            let piece = match mem::take(&mut self.first) {
                "" => Bytes::from(vec![b'a'; PIECE_BYTES]),
                first => Bytes::from_static(first.as_bytes()),
            };
            self.given.fetch_add(piece.len(), Relaxed);
            Poll::Ready(Some(Ok(Frame::data(piece))))
        }
    }

    #[tokio::test]
    async fn megabytes_before_the_first_part_or_over_one_are_not_kept() {
        let headers = HeaderMap::from_iter([(
            CONTENT_TYPE,
            HeaderValue::from_static("multipart/form-data; boundary=x"),
        )]);
        for first in ["", "--x\r\nContent-Disposition: form-data; name=\""] {
            let given = Arc::new(AtomicUsize::new(0));
            let body = Body::new(Endless {
                first,
                given: Arc::clone(&given),
            });
            let whose = Whose(Some([192, 0, 2, 1].into()));
            let held = Stock::default().held(whose).await.expect("a place");
            let sent = read(&headers, body, FILE_BYTES, Sizes::default(), &held).await;
            assert!(matches!(sent, Err(AppError::BadForm)), "{first:?}");
            let given = given.load(Relaxed);
            assert!(given <= AHEAD_BYTES + 2 * PIECE_BYTES, "{given}");
        }
    }
}
