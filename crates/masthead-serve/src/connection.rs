//! One connection, from its accept to its end.

use std::any::Any;
use std::cell::Cell;
use std::future::poll_fn;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};

use crate::service::{Serves, Told};
use crate::shares::Tab;
use crate::signs::{Phase, Signs};
use crate::watch::{Verdict, Watch};
use crate::wire::Wire;
use crate::worker::{Counted, House};

/// How long, and how many bytes of, a request is read that nobody wants.
const LINGER: Duration = Duration::from_secs(2);
const LINGER_BYTES: usize = 1024 * 1024;

type Hyper<S> = http1::Connection<TokioIo<Wire>, Told<S>>;

/// How hyper's part of a connection ended.
enum End {
    Over(hyper::Result<()>),
    Quiet,
    Late(Phase),
    Stopped,
    Panicked(Box<dyn Any + Send>),
}

/// A connection without hyper: nothing of a request has come.
struct Parked<S> {
    stream: TcpStream,
    before: Bytes,
    service: S,
}

/// Counts a connection among those that have buffers.
struct Awake<'a>(&'a Cell<usize>);

impl<'a> Awake<'a> {
    fn new(count: &'a Cell<usize>) -> Self {
        count.set(count.get() + 1);
        Self(count)
    }
}

impl Drop for Awake<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

pub(crate) struct Connection<'a> {
    house: &'a Rc<House>,
    signs: Arc<Signs>,
    tab: Rc<Tab>,
    watch: Watch,
}

impl<'a> Connection<'a> {
    pub(crate) fn new(house: &'a Rc<House>, tab: Tab) -> Self {
        Self {
            house,
            signs: Arc::default(),
            tab: Rc::new(tab),
            watch: Watch::new(&house.limits),
        }
    }

    /// Serves until the peer, a limit or the stop ends it. hyper with its
    /// buffers exists only from the first byte of a request until the
    /// connection has been quiet for a while.
    pub(crate) async fn attend<S: Serves>(
        mut self,
        stream: TcpStream,
        peer: SocketAddr,
        make: impl Fn(SocketAddr) -> S,
    ) {
        let service = match catch_unwind(AssertUnwindSafe(|| make(peer))) {
            Ok(service) => service,
            Err(panic) => return report(&*panic),
        };
        let mut parked = Parked {
            stream,
            before: Bytes::new(),
            service,
        };
        while !parked.before.is_empty() || self.first_byte(&parked.stream).await {
            let mut hyper = Box::new(self.open(parked));
            let awake = Awake::new(&self.house.awake);
            let end = self.drive(&mut hyper).await;
            drop(awake);
            match end {
                End::Quiet => parked = park(*hyper),
                End::Over(result) => {
                    if let Some(stream) = self.still_sending(*hyper, result) {
                        see_off(stream).await;
                    }
                    return;
                }
                End::Late(Phase::Write) => return cut(*hyper),
                End::Late(_) | End::Stopped => return,
                End::Panicked(panic) => return report(&*panic),
            }
        }
    }

    /// Waits, parked, until there is something to read (an end counts);
    /// `false` when it took too long, or when the house stops.
    async fn first_byte(&mut self, stream: &TcpStream) -> bool {
        let mut stop = pin!(self.house.stop.notified());
        stop.as_mut().enable();
        // Those who have waited longest are asked first.
        let mut leave = pin!(self.house.crowd.leave.notified());
        leave.as_mut().enable();
        let _parked = Counted::new(&self.house.crowd.parked);
        let mut readable = pin!(stream.readable());
        poll_fn(|cx| {
            if readable.as_mut().poll(cx).is_ready() {
                return Poll::Ready(true);
            }
            if self.house.stopping.get() || stop.as_mut().poll(cx).is_ready() {
                return Poll::Ready(false);
            }
            if leave.as_mut().poll(cx).is_ready() {
                return Poll::Ready(false);
            }
            let watched = self.watch.poll(cx, &self.signs, &self.house.limits, true);
            watched.map(|_| false)
        })
        .await
    }

    fn open<S: Serves>(&self, parked: Parked<S>) -> Hyper<S> {
        let (signs, tab) = (&self.signs, &self.tab);
        let wire = Wire::new(
            parked.stream,
            parked.before,
            Arc::clone(signs),
            Rc::clone(tab),
        );
        let told = Told {
            service: parked.service,
            signs: Arc::clone(signs),
            tab: Rc::clone(tab),
            house: Rc::clone(self.house),
        };
        self.house.http.serve_connection(TokioIo::new(wire), told)
    }

    async fn drive<S: Serves>(&mut self, hyper: &mut Hyper<S>) -> End {
        let mut stop = pin!(self.house.stop.notified());
        let mut told = false;
        poll_fn(|cx| {
            self.signs.woken_by(cx.waker());
            let stopping = self.house.stopping.get() || stop.as_mut().poll(cx).is_ready();
            if stopping && !told && self.signs.phase().is_under_way() {
                // Before the poll that may answer: the answer then says so.
                Pin::new(&mut *hyper).graceful_shutdown();
                told = true;
            }
            match catch_unwind(AssertUnwindSafe(|| Pin::new(&mut *hyper).poll(cx))) {
                Ok(Poll::Ready(result)) => return Poll::Ready(End::Over(result)),
                Ok(Poll::Pending) => {}
                Err(panic) => return Poll::Ready(End::Panicked(panic)),
            }
            if stopping && !self.signs.phase().is_under_way() {
                return Poll::Ready(End::Stopped);
            }
            if self.house.is_crowded() && self.signs.phase() == Phase::Idle {
                return Poll::Ready(End::Quiet);
            }
            self.verdict(cx)
        })
        .await
    }

    fn verdict(&mut self, cx: &mut Context<'_>) -> Poll<End> {
        let watched = self.watch.poll(cx, &self.signs, &self.house.limits, false);
        watched.map(|verdict| match verdict {
            Verdict::Late(phase) => End::Late(phase),
            Verdict::Quiet => End::Quiet,
        })
    }

    /// The socket of a peer whose request was not read to its end.
    fn still_sending<S: Serves>(
        &self,
        hyper: Hyper<S>,
        result: hyper::Result<()>,
    ) -> Option<TcpStream> {
        let refused = result.is_err_and(|error| error.is_parse());
        (refused || self.signs.body_unread()).then(|| hyper.into_parts().io.into_inner().stream)
    }
}

/// Closing at once would make the kernel reset the connection, and the reader
/// might never see the answer. So what still comes is read and thrown away,
/// for a while. The buffer lives between waits only: in the future it would
/// cost every connection 4 KiB.
async fn see_off(stream: TcpStream) {
    let until = Instant::now() + LINGER;
    let mut left_bytes = LINGER_BYTES;
    while left_bytes > 0 && matches!(timeout_at(until, stream.readable()).await, Ok(Ok(()))) {
        match stream.try_read(&mut [0; 4096]) {
            Ok(0) => return,
            Ok(size) => left_bytes = left_bytes.saturating_sub(size),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => return,
        }
    }
}

fn park<S: Serves>(hyper: Hyper<S>) -> Parked<S> {
    let parts = hyper.into_parts();
    Parked {
        stream: parts.io.into_inner().stream,
        before: parts.read_buf,
        service: parts.service.service,
    }
}

/// Closes with a reset: the kernel frees what it holds for this reader.
fn cut<S: Serves>(hyper: Hyper<S>) {
    // Without it the socket closes as usual, and TCP_USER_TIMEOUT ends it.
    let _ = hyper.into_parts().io.into_inner().stream.set_zero_linger();
}

fn report(panic: &(dyn Any + Send)) {
    let said = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    tracing::error!("a service panicked, its connection is closed: {said}");
}
