//! Accepting connections and handing them to the workers.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use socket2::SockRef;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep, sleep_until};

use crate::Limits;
use crate::limits::Room;
use crate::service::Serves;
use crate::shares::Ledger;
use crate::turned_away::TurnedAway;
use crate::worker::{Newcomer, Worker};

/// Bytes the kernel may keep unsent for a connection. Small, so that a reader
/// who takes bytes is soon asked for more and is seen to move: it counts as
/// standing still below half of this in a `write_timeout`, some 1 KiB/s.
const UNSENT_BYTES: u32 = 64 * 1024;

/// Connections the kernel may hold that are not accepted yet.
const BACKLOG: i32 = 4096;

/// This part of all connections is kept free while idle ones can leave.
const SPARE_PART: usize = 16;

/// How long accepting rests when the system has no file or memory to give.
const REST: Duration = Duration::from_millis(100);

/// What became of the connections that were open at the stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stopped {
    /// Idle ones, and those whose request was answered in full.
    pub finished: usize,
    /// Those that outlasted `Limits::grace`.
    pub cut_off: usize,
}

/// Serves until `stop` resolves, then until what runs is answered or
/// `limits.grace` is over. The listener is closed as soon as `stop` resolves.
///
/// `make` is called for each connection, on the thread that serves it, and
/// the service stays on that thread. A service has no time limit here.
///
/// # Errors
/// When the listener cannot be used, or a worker cannot be started.
pub async fn serve<S: Serves>(
    listener: TcpListener,
    make: impl Fn(SocketAddr) -> S + Clone + Send + 'static,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> io::Result<Stopped> {
    prepare(&listener, &limits)?;
    // Again, for the longer queue: std asks for 128, and a crowd that finds it
    // full waits a second for its next try.
    SockRef::from(&listener).listen(BACKLOG)?;
    let room = Room::within(limits.connections);
    let ledger = Ledger::new(&limits, room.connections);
    let workers = (0..limits.workers.max(1))
        .map(|_| Worker::start(make.clone(), limits.clone(), Arc::clone(&ledger)))
        .collect::<io::Result<Vec<_>>>()?;
    let door = Door {
        listener,
        turned_away: TurnedAway::new(room.turned_away, &limits.refusals),
        connections: room.connections,
        ledger,
        workers: &workers,
        limits: &limits,
        made_room: 0,
    };
    tokio::select! {
        biased;
        () = stop => {}
        broken = door.keep() => return broken,
    }
    Worker::stop_all(workers).await
}

/// Done to the listener, whose sockets inherit it on Linux: that saves three
/// calls for each.
fn prepare<'s, S>(socket: &'s S, limits: &Limits) -> io::Result<()>
where
    SockRef<'s>: From<&'s S>,
{
    let socket = SockRef::from(socket);
    socket.set_tcp_nodelay(true)?;
    #[cfg(target_os = "linux")]
    {
        socket.set_tcp_notsent_lowat(UNSENT_BYTES)?;
        // For what the kernel still holds when we are done with a connection.
        socket.set_tcp_user_timeout(Some(limits.write_timeout))?;
    }
    Ok(())
}

struct Door<'a> {
    listener: TcpListener,
    workers: &'a [Worker],
    limits: &'a Limits,
    connections: usize,
    ledger: Arc<Ledger>,
    turned_away: TurnedAway,
    /// Which worker made room last.
    made_room: usize,
}

impl Door<'_> {
    /// Returns only when no worker is left to hand a connection to.
    async fn keep(mut self) -> io::Result<Stopped> {
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = until(self.turned_away.due()) => {
                    self.turned_away.close_due();
                    continue;
                }
            };
            match accepted {
                Ok((stream, peer)) => self.admit(stream, peer)?,
                Err(error) if is_the_peers(&error) => {}
                Err(error) => {
                    tracing::warn!("accepting rests for {} ms: {error}", REST.as_millis());
                    sleep(REST).await;
                }
            }
        }
    }

    fn admit(&mut self, stream: TcpStream, peer: SocketAddr) -> io::Result<()> {
        let open: usize = self.workers.iter().map(Worker::open).sum();
        // One that came before the listener was prepared has inherited nothing.
        if !stream.nodelay().unwrap_or(true) {
            // It serves without, only less well.
            let _ = prepare(&stream, self.limits);
        }
        // From this thread's poller to that of a worker.
        let Ok(stream) = stream.into_std() else {
            return Ok(());
        };
        if open >= self.connections - self.connections / SPARE_PART {
            self.make_room();
        }
        let place = match open < self.connections {
            true => self.ledger.enter(peer.ip()),
            false => None,
        };
        let Some(place) = place else {
            self.turned_away.add(stream);
            return Ok(());
        };
        let newcomer = Newcomer {
            stream,
            peer,
            place,
        };
        let freest = self.workers.iter().min_by_key(|worker| worker.open());
        freest.map_or(Ok(()), |worker| worker.take(newcomer))
    }

    /// Whoever is kept without asking for anything leaves first when others
    /// come: however many are kept, nobody is shut out by them. Of workers with
    /// as many, another makes room each time: none keeps its oldest for good.
    fn make_room(&mut self) {
        let count = self.workers.len();
        let turns = (1..=count).map(|turn| (self.made_room + turn) % count);
        let parked = |at: &usize| self.workers[*at].parked();
        let idlest = turns.rev().max_by_key(parked);
        if let Some(at) = idlest.filter(|at| parked(at) > 0) {
            self.workers[at].make_room();
            self.made_room = at;
        }
    }
}

async fn until(due: Option<Instant>) {
    match due {
        Some(due) => sleep_until(due).await,
        None => std::future::pending().await,
    }
}

/// Peers that left while they waited to be accepted.
fn is_the_peers(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}
