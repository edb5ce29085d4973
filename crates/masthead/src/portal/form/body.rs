//! A body as it comes: no more of it than its route takes, no slower than anybody's line is, and only while there is
//! room for it.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http_body::Body as _;
use http_body_util::BodyExt;
use masthead_serve::BodyError;
use tokio::time::{Instant, timeout_at};

use super::super::gate::Whose;
use super::super::{AppError, Portal};
use super::stock::Held;

/// What any form may take, whatever its size, and the least that its sender brings in a second after that: a quarter
/// of what the slowest mobile lines do. 16 MiB have 69 minutes, a dripped kilobyte has half of one.
const PATIENCE: Duration = Duration::from_secs(30);
const LEAST_BYTES_A_SECOND: u64 = 4 * 1024;

/// Since when something is read, and how much of it has come.
pub(super) struct Pace {
    begun: Instant,
    bytes: u64,
}

impl Pace {
    pub(super) fn new() -> Self {
        Self {
            begun: Instant::now(),
            bytes: 0,
        }
    }

    pub(super) fn came(&mut self, bytes: usize) {
        self.bytes += bytes as u64;
    }

    /// Waiting for room is no fault of the sender's.
    pub(super) fn waited(&mut self, for_room: Duration) {
        self.begun += for_room;
    }

    /// What `next` gives, while it comes fast enough.
    pub(super) async fn of<T>(&self, next: impl Future<Output = T>) -> Result<T, AppError> {
        let earned = Duration::from_millis(self.bytes * 1_000 / LEAST_BYTES_A_SECOND);
        let until = self.begun + PATIENCE + earned;
        timeout_at(until, next).await.map_err(|_| AppError::TooSlow)
    }
}

/// All of a body.
pub(super) async fn collect(mut body: Body, most: usize, held: &Held) -> Result<Bytes, AppError> {
    // Refused before a byte of it is taken.
    if body.size_hint().lower() > most as u64 {
        return Err(AppError::TooLarge);
    }
    let (mut all, mut pace) = (BytesMut::new(), Pace::new());
    while let Some(data) = more(&mut body, &pace).await? {
        if all.len() + data.len() > most {
            return Err(AppError::TooLarge);
        }
        pace.came(data.len());
        pace.waited(held.take(data.len()).await?);
        all.extend_from_slice(&data);
    }
    Ok(all.freeze())
}

/// A body that is taken chunk by chunk, since it is larger than any form.
pub struct Chunks {
    pub(super) portal: Arc<Portal>,
    pub(super) whose: Whose,
    pub(super) body: Body,
    pub(super) size_bytes: usize,
}

/// Some bytes of a body, and the room that they take until this is dropped.
pub struct Chunk {
    pub bytes: Bytes,
    pub then: AfterChunk,
    _held: Held,
}

/// What follows a chunk.
#[derive(Debug)]
pub enum AfterChunk {
    More,
    End,
    /// The rest did not come.
    Broken(AppError),
}

impl Chunks {
    /// The next chunk: a little more than was asked for, or what had come when the body ended or broke off.
    ///
    /// # Errors
    /// [`AppError::TooLarge`] where more than `left` bytes come, [`AppError::Busy`] where there is no place for it.
    pub async fn next(&mut self, left: u64) -> Result<Chunk, AppError> {
        let held = self.portal.stock.held(self.whose).await?;
        chunk(&mut self.body, held, self.size_bytes, left).await
    }
}

/// At least `enough` bytes of a body, where it has them.
async fn chunk(body: &mut Body, held: Held, enough: usize, left: u64) -> Result<Chunk, AppError> {
    let (mut bytes, mut pace) = (BytesMut::new(), Pace::new());
    let then = loop {
        let data = match more(body, &pace).await {
            Ok(Some(data)) => data,
            Ok(None) => break AfterChunk::End,
            Err(error) => break AfterChunk::Broken(error),
        };
        if (bytes.len() + data.len()) as u64 > left {
            return Err(AppError::TooLarge);
        }
        pace.came(data.len());
        match held.take(data.len()).await {
            Ok(waited) => pace.waited(waited),
            Err(error) => break AfterChunk::Broken(error),
        }
        bytes.extend_from_slice(&data);
        if bytes.len() >= enough {
            break AfterChunk::More;
        }
    };
    Ok(Chunk {
        bytes: bytes.freeze(),
        then,
        _held: held,
    })
}

/// The next bytes; none at the end.
async fn more(body: &mut Body, pace: &Pace) -> Result<Option<Bytes>, AppError> {
    while let Some(frame) = pace.of(body.frame()).await? {
        let frame = frame.map_err(|error| of_body(&error))?;
        if let Ok(data) = frame.into_data() {
            return Ok(Some(data));
        }
    }
    Ok(None)
}

/// Why a body broke off.
fn of_body(error: &(dyn std::error::Error + 'static)) -> AppError {
    let mut next = Some(error);
    while let Some(error) = next {
        if matches!(error.downcast_ref(), Some(BodyError::TooLarge { .. })) {
            return AppError::TooLarge;
        }
        next = error.source();
    }
    AppError::BadForm
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};
    use std::pin::Pin;
    use std::task::{Context, Poll, ready};

    use http_body::Frame;
    use tokio::time::{Sleep, sleep};

    use super::super::Stock;
    use super::*;

    const A: Whose = Whose(Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))));

    /// So many bytes each so often, for ever.
    struct Drip {
        bytes: usize,
        every: Duration,
        next: Pin<Box<Sleep>>,
    }

    impl Drip {
        fn of(bytes: usize, every: Duration) -> Body {
            Body::new(Self {
                bytes,
                every,
                next: Box::pin(sleep(every)),
            })
        }
    }

    impl http_body::Body for Drip {
        type Data = Bytes;
        type Error = std::io::Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
            ready!(self.next.as_mut().poll(cx));
            self.next = Box::pin(sleep(self.every));
            let more = Bytes::from(vec![b'a'; self.bytes]);
            Poll::Ready(Some(Ok(Frame::data(more))))
        }
    }

    async fn collected(body: Body, most: usize) -> (Result<Bytes, AppError>, Duration) {
        let (stock, begun) = (Stock::default(), Instant::now());
        let held = stock.held(A).await.expect("a place");
        let read = collect(body, most, &held).await;
        (read, begun.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_drips_is_given_up_after_half_a_minute() {
        let drip = Drip::of(1, Duration::from_secs(10));
        let (read, took) = collected(drip, 1 << 20).await;
        assert!(matches!(read, Err(AppError::TooSlow)));
        assert_eq!(took.as_secs(), 30);
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_line_that_goes_on_brings_a_long_text() {
        // 8 KiB a second for two minutes, until it is longer than it may be.
        let slow = Drip::of(8 * 1024, Duration::from_secs(1));
        let (read, took) = collected(slow, 1 << 20).await;
        assert!(matches!(read, Err(AppError::TooLarge)));
        assert_eq!(took.as_secs(), 129);
    }

    /// One account passed 1 GiB: pieces of 2 MiB came outside of all room, and as slowly as their senders liked.
    #[tokio::test]
    async fn a_piece_takes_room_until_it_is_dropped() {
        const KIB: usize = 1_024;
        let stock = Stock::new(128 * KIB, 128 * KIB, Duration::ZERO);
        let whole = stock.held(A).await.expect("a place");
        whole.take(192 * KIB).await.expect("room");
        let beyond = stock.held(A).await.expect("a place");
        beyond.take(128 * KIB).await.expect("the first beyond it");
        let next = async || {
            let mut body = Body::from(vec![b'a'; 128 * KIB]);
            let held = stock.held(A).await.expect("a place");
            let next = chunk(&mut body, held, 64 * KIB, u64::MAX).await;
            next.expect("no more than there may be")
        };
        let refused = next().await;
        assert!(matches!(refused.then, AfterChunk::Broken(AppError::Busy)));
        assert!(refused.bytes.is_empty());
        drop((whole, refused));
        let taken = next().await;
        assert!(matches!(taken.then, AfterChunk::More));
        assert_eq!(taken.bytes.len(), 128 * KIB);
        assert!(matches!(
            next().await.then,
            AfterChunk::Broken(AppError::Busy)
        ));
        drop(taken);
        assert!(matches!(next().await.then, AfterChunk::More));
    }

    #[tokio::test(start_paused = true)]
    async fn a_piece_that_drips_is_given_up_after_half_a_minute_and_keeps_what_came() {
        let mut drip = Drip::of(1, Duration::from_secs(10));
        let (stock, begun) = (Stock::default(), Instant::now());
        let held = stock.held(A).await.expect("a place");
        let dripped = chunk(&mut drip, held, 1 << 20, u64::MAX).await;
        let dripped = dripped.expect("no more than there may be");
        assert!(matches!(
            dripped.then,
            AfterChunk::Broken(AppError::TooSlow)
        ));
        assert!(!dripped.bytes.is_empty());
        assert_eq!(begun.elapsed().as_secs(), 30);
    }

    #[tokio::test]
    async fn a_body_that_announces_too_much_is_refused_at_once() {
        let (read, _) = collected(Body::from("abcd"), 3).await;
        assert!(matches!(read, Err(AppError::TooLarge)));
        let (read, _) = collected(Body::from("abc"), 3).await;
        assert_eq!(read.expect("all of it"), "abc");
    }
}
