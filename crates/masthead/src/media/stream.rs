//! A stored file on its way to a reader: read piece by piece, as fast as it is taken, so that memory stays flat.

use std::future::Future;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use masthead_media::{Hash, Object, Store, StoreError};

/// In memory for each reader, who may be slow and one of thousands.
const PIECE_BYTES: u64 = 64 * 1024;

/// What is sent.
#[derive(Clone, Debug)]
pub enum Stored {
    Public(Hash, Object),
    /// By its name on the private shelf: who asks may see it.
    Private(String),
}

type Reading = Pin<Box<dyn Future<Output = Result<Option<Bytes>, StoreError>> + Send>>;

struct Pieces {
    store: Store,
    stored: Stored,
    left: Range<u64>,
    reading: Option<Reading>,
}

/// Bytes `range` of a stored object.
pub fn body(store: &Store, stored: Stored, range: Range<u64>) -> Body {
    Body::new(Pieces {
        store: store.clone(),
        stored,
        left: range,
        reading: None,
    })
}

impl Pieces {
    fn begin(&self) -> Reading {
        let (store, stored) = (self.store.clone(), self.stored.clone());
        let range = self.left.start..self.left.end.min(self.left.start + PIECE_BYTES);
        Box::pin(async move {
            match stored {
                Stored::Public(hash, object) => store.get_range(hash, object, range).await,
                Stored::Private(name) => store.get_private_range(&name, range).await,
            }
        })
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
