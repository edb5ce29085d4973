//! A request's body, counted and watched.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;

use crate::Limits;
use crate::patience::Patience;
use crate::signs::Signs;

/// A request's body as the service reads it: `Send`, at most
/// `Limits::body_bytes` long. A body that announces more fails at the first
/// read, before a byte of it is taken.
pub struct Body {
    incoming: Incoming,
    signs: Arc<Signs>,
    patience: Patience,
    left_bytes: u64,
    limit_bytes: u64,
    ended: bool,
}

/// Why a body could not be read to its end.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// To be answered 413.
    #[error("the body is longer than {limit_bytes} bytes")]
    TooLarge {
        /// `Limits::body_bytes`.
        limit_bytes: u64,
    },
    /// The sender went away, or what it sends is no HTTP.
    #[error("reading the body")]
    Broken(#[source] hyper::Error),
}

impl Body {
    pub(crate) fn new(incoming: Incoming, signs: Arc<Signs>, limits: &Limits) -> Self {
        let ended = http_body::Body::is_end_stream(&incoming);
        let limit_bytes = limits.body_bytes;
        Self {
            incoming,
            signs,
            patience: Patience::new(limits.body_timeout, limits.least_body_rate),
            left_bytes: limit_bytes,
            limit_bytes,
            ended,
        }
    }

    fn too_large(&self) -> BodyError {
        BodyError::TooLarge {
            limit_bytes: self.limit_bytes,
        }
    }

    fn count(&mut self, frame: Frame<Bytes>) -> Result<Frame<Bytes>, BodyError> {
        let size_bytes = frame.data_ref().map_or(0, |data| data.len() as u64);
        self.patience.restore(size_bytes);
        match self.left_bytes.checked_sub(size_bytes) {
            Some(left_bytes) => self.left_bytes = left_bytes,
            None => return Err(self.too_large()),
        }
        Ok(frame)
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        if self.incoming.size_hint().lower() > self.left_bytes {
            return Poll::Ready(Some(Err(self.too_large())));
        }
        // Before the connection is told that more is wanted: it may look at once.
        let due = self.patience.begin();
        let is_news = self.signs.body_awaited(due);
        let polled = Pin::new(&mut self.incoming).poll_frame(cx);
        if polled.is_ready() {
            self.signs.body_taken();
            self.patience.end();
        } else if is_news {
            // hyper has it read all the time, and does not say that somebody waits.
            self.signs.wake();
        }
        polled.map(|frame| match frame {
            Some(frame) => Some(
                frame
                    .map_err(BodyError::Broken)
                    .and_then(|frame| self.count(frame)),
            ),
            None => {
                self.ended = true;
                None
            }
        })
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        self.signs.body_taken();
        if !self.ended && !http_body::Body::is_end_stream(&self.incoming) {
            self.signs.body_left();
        }
    }
}
