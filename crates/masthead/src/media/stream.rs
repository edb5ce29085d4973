//! A large file on its way to a reader: read piece by piece, as fast as it is taken, so that memory stays flat.

use std::future::Future;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use masthead_media::{Hash, Object, Store, StoreError};

/// In memory for each reader.
const PIECE_BYTES: u64 = 256 * 1024;

type Reading = Pin<Box<dyn Future<Output = Result<Option<Bytes>, StoreError>> + Send>>;

struct Pieces {
    store: Store,
    hash: Hash,
    object: Object,
    left: Range<u64>,
    reading: Option<Reading>,
}

/// Bytes `range` of a stored object.
pub(super) fn body(store: &Store, hash: Hash, object: Object, range: Range<u64>) -> Body {
    Body::new(Pieces {
        store: store.clone(),
        hash,
        object,
        left: range,
        reading: None,
    })
}

impl Pieces {
    fn begin(&self) -> Reading {
        let (store, hash, object) = (self.store.clone(), self.hash, self.object);
        let range = self.left.start..self.left.end.min(self.left.start + PIECE_BYTES);
        Box::pin(async move { store.get_range(hash, object, range).await })
    }
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        let mut reading = self.reading.take().unwrap_or_else(|| self.begin());
        let Poll::Ready(read) = reading.as_mut().poll(cx) else {
            self.reading = Some(reading);
            return Poll::Pending;
        };
        // What was there when the answer began is gone, or shorter: the connection ends, and the reader asks again.
        let gone = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        let piece = match read {
            Ok(piece) => piece.filter(|piece| !piece.is_empty()).ok_or_else(gone),
            Err(error) => Err(std::io::Error::other(error)),
        };
        if let Ok(piece) = &piece {
            self.left.start += piece.len() as u64;
        } else {
            self.left.start = self.left.end;
        }
        Poll::Ready(Some(piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.end - self.left.start)
    }
}
