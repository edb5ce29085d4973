//! A thread that serves connections, and what its connections share.

use std::cell::Cell;
use std::io;
use std::net::{SocketAddr, TcpStream};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use hyper::server::conn::http1;
use tokio::runtime::{Builder, LocalOptions};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::time::timeout;

use crate::connection::Connection;
use crate::service::Serves;
use crate::shares::{Ledger, Place, Tab};
use crate::{Limits, Stopped};

/// What the connections of a worker share.
pub(crate) struct House {
    pub(crate) limits: Limits,
    pub(crate) http: http1::Builder,
    pub(crate) stopping: Cell<bool>,
    pub(crate) stop: Notify,
    pub(crate) crowd: Arc<Crowd>,
    ledger: Arc<Ledger>,
    left: Notify,
    /// Connections with buffers.
    pub(crate) awake: Cell<usize>,
}

/// What the acceptor knows of a worker's connections.
#[derive(Default)]
pub(crate) struct Crowd {
    /// All of them; the acceptor adds to it.
    open: AtomicUsize,
    /// Those that are between two requests, or before their first, without
    /// buffers.
    pub(crate) parked: AtomicUsize,
    /// Asks the one that has been so for longest to leave.
    pub(crate) leave: Notify,
}

/// One more in a count, for as long as this is kept.
pub(crate) struct Counted<'a>(&'a AtomicUsize);

impl<'a> Counted<'a> {
    pub(crate) fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Relaxed);
        Self(count)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

/// A connection on its way from the acceptor to a worker.
pub(crate) struct Newcomer {
    pub(crate) stream: TcpStream,
    pub(crate) peer: SocketAddr,
    pub(crate) place: Place,
}

/// Connections of a worker that may keep their buffers between requests. With
/// more, each gives them back at once: that costs a request some 1 µs, and
/// bounds what a crowd that is served all at once leaves behind in the heap.
const AWAKE: usize = 512;

/// Threads of a worker that may read from disks for the bodies of its answers.
/// A read is short, and what a thread has freed its allocator keeps for it: of
/// some hundred, one for each slow reader, that is felt.
const READING: usize = 16;

/// A worker as the acceptor sees it. Dropping it tells the worker to stop.
pub(crate) struct Worker {
    queue: mpsc::UnboundedSender<Newcomer>,
    crowd: Arc<Crowd>,
    end: oneshot::Receiver<Stopped>,
}

impl Worker {
    pub(crate) fn start<S: Serves>(
        make: impl Fn(SocketAddr) -> S + Clone + Send + 'static,
        limits: Limits,
        ledger: Arc<Ledger>,
    ) -> io::Result<Self> {
        let (queue, arrivals) = mpsc::unbounded_channel();
        let (over, end) = oneshot::channel();
        let crowd = Arc::new(Crowd::default());
        let count = Arc::clone(&crowd);
        let (ready, started) = std::sync::mpsc::sync_channel(1);
        thread::Builder::new()
            .name("serve".to_owned())
            .spawn(move || {
                let mut builder = Builder::new_current_thread();
                builder.enable_all().max_blocking_threads(READING);
                let built = builder.build_local(LocalOptions::default());
                let runtime = match built {
                    Ok(runtime) => runtime,
                    Err(error) => return ready.send(Err(error)).unwrap_or_default(),
                };
                ready.send(Ok(())).unwrap_or_default();
                let house = Rc::new(House::new(limits, count, ledger));
                let stopped = runtime.block_on(house.keep(arrivals, make));
                // What outlasts the grace is dropped here; blocking work of a
                // service is left to itself.
                runtime.shutdown_background();
                // Nobody asks any more when `serve` itself was dropped.
                over.send(stopped).unwrap_or_default();
            })?;
        started
            .recv()
            .map_err(|_| io::Error::other("a worker thread ended as it began"))??;
        Ok(Self { queue, crowd, end })
    }

    pub(crate) fn open(&self) -> usize {
        self.crowd.open.load(Relaxed)
    }

    pub(crate) fn parked(&self) -> usize {
        self.crowd.parked.load(Relaxed)
    }

    /// Asks the connection to leave that has had nothing to do for longest.
    pub(crate) fn make_room(&self) {
        self.crowd.leave.notify_one();
    }

    /// Hands a connection over. The queue is bounded by the limit on open
    /// connections: one is counted from here on.
    pub(crate) fn take(&self, newcomer: Newcomer) -> io::Result<()> {
        self.crowd.open.fetch_add(1, Relaxed);
        self.queue.send(newcomer).map_err(|_| gone())
    }

    /// Tells all of them first, then waits for each.
    pub(crate) async fn stop_all(workers: Vec<Self>) -> io::Result<Stopped> {
        let ends: Vec<_> = workers.into_iter().map(|worker| worker.end).collect();
        let mut all = Stopped::default();
        for end in ends {
            let stopped = end.await.map_err(|_| gone())?;
            all.finished += stopped.finished;
            all.cut_off += stopped.cut_off;
        }
        Ok(all)
    }
}

fn gone() -> io::Error {
    io::Error::other("a worker thread has ended")
}

impl House {
    fn new(limits: Limits, crowd: Arc<Crowd>, ledger: Arc<Ledger>) -> Self {
        // hyper refuses buffers below 8 KiB.
        let head_bytes = limits.head_bytes.max(8 * 1024);
        let mut http = http1::Builder::new();
        // Time limits are the watch's.
        http.header_read_timeout(None).max_buf_size(head_bytes);
        Self {
            limits,
            http,
            stopping: Cell::new(false),
            stop: Notify::new(),
            crowd,
            ledger,
            left: Notify::new(),
            awake: Cell::new(0),
        }
    }

    async fn keep<S: Serves>(
        self: &Rc<Self>,
        mut arrivals: mpsc::UnboundedReceiver<Newcomer>,
        make: impl Fn(SocketAddr) -> S + 'static,
    ) -> Stopped {
        let make = Rc::new(make);
        while let Some(newcomer) = arrivals.recv().await {
            let Newcomer {
                stream,
                peer,
                place,
            } = newcomer;
            let tab = Tab::new(&self.ledger, peer.ip(), place);
            let guest = Guest(Rc::clone(self));
            let make = Rc::clone(&make);
            tokio::task::spawn_local(async move {
                match tokio::net::TcpStream::from_std(stream) {
                    Ok(stream) => {
                        let connection = Connection::new(&guest.0, tab);
                        connection.attend(stream, peer, &*make).await;
                    }
                    Err(error) => tracing::warn!("a connection cannot be watched: {error}"),
                }
            });
        }
        let open = self.crowd.open.load(Relaxed);
        self.stopping.set(true);
        self.stop.notify_waiters();
        let _ = timeout(self.limits.grace, self.empty()).await;
        let cut_off = self.crowd.open.load(Relaxed);
        Stopped {
            finished: open - cut_off,
            cut_off,
        }
    }

    pub(crate) fn is_crowded(&self) -> bool {
        self.awake.get() > AWAKE
    }

    async fn empty(&self) {
        while self.crowd.open.load(Relaxed) > 0 {
            self.left.notified().await;
        }
    }
}

/// A connection's place in the house.
struct Guest(Rc<House>);

impl Drop for Guest {
    fn drop(&mut self) {
        self.0.crowd.open.fetch_sub(1, Relaxed);
        if self.0.stopping.get() {
            self.0.left.notify_one();
        }
    }
}
