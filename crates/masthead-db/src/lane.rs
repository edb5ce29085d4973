//! Lanes: queues of database work, each served by threads that own a
//! connection. A piece of work never leaves its thread while it holds a
//! transaction, so a slow reader of a page cannot keep one open.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use tokio::sync::oneshot;

use crate::tx::{Connection, Tx};
use crate::{Fault, FaultKind, Meter, postgres::PgConnection, sqlite::SqliteConnection};

/// At most so many writes share one commit on SQLite: measured, larger groups
/// gain nothing and make the first of them wait.
const GROUP: usize = 128;
/// So many pieces of work wait in one queue at most, those that were given up
/// and not come to yet among them: four for each of the 1,024 questions that a
/// server lets wait.
const WAITING: usize = 4_096;

/// Work waiting for a connection: run inside a transaction, then told how the
/// commit went.
pub(crate) trait Job: Send {
    /// False where the one who asked has gone away.
    fn is_wanted(&self) -> bool;
    /// True where the transaction shall be committed.
    fn run(&mut self, connection: Connection<'_>) -> bool;
    fn finish(self: Box<Self>, committed: Result<(), Fault>);
}

/// What a lane's thread is told.
pub(crate) enum Order {
    Work(Ticket),
    /// To put everything into the file itself, and say when that is done.
    Settle(mpsc::SyncSender<Result<(), Fault>>),
}

#[derive(Clone)]
pub(crate) struct Lane {
    orders: Sender<Order>,
    way: Way,
}

/// Where a lane leads.
#[derive(Clone)]
enum Way {
    /// To a file, which is there, whoever has locked it.
    File,
    /// To a server, and whether it took the last transaction that was begun.
    Server { took: Arc<AtomicBool> },
}

impl Lane {
    /// What is in the way of work that has not begun in its time: somebody who
    /// is at work, or that there is no connection to be had.
    pub(crate) fn unbegun(&self) -> FaultKind {
        match &self.way {
            Way::File => FaultKind::Busy,
            Way::Server { took } if took.load(Relaxed) => FaultKind::Busy,
            Way::Server { .. } => FaultKind::Unavailable,
        }
    }

    /// What is in the way of work that has begun and does not end.
    pub(crate) fn unended(&self) -> FaultKind {
        match self.way {
            Way::File => FaultKind::Busy,
            Way::Server { .. } => FaultKind::Unavailable,
        }
    }

    /// Busy where too many wait already.
    pub(crate) fn send(&self, order: Order) -> Result<(), Fault> {
        match self.orders.try_send(order) {
            Err(TrySendError::Full(_)) => Err(Fault::new(
                FaultKind::Busy,
                format!("{WAITING} pieces of work wait for the database already"),
            )),
            // The threads outlive every sender: a refused job has nobody to tell.
            Ok(()) | Err(TrySendError::Disconnected(_)) => Ok(()),
        }
    }
}

/// A piece of work between its lane and the one who asked: whoever takes it out
/// first has it. What was given up never begins, and lets go at once of all
/// that it holds; what has begun is not given up.
#[derive(Clone)]
pub(crate) struct Ticket(Arc<Mutex<Option<Box<dyn Job>>>>);

impl Ticket {
    pub(crate) fn new(job: impl Job + 'static) -> Self {
        Self(Arc::new(Mutex::new(Some(Box::new(job)))))
    }

    /// False where it has begun already.
    pub(crate) fn give_up(&self) -> bool {
        self.take().is_some()
    }

    /// Begins it; none where the one who asked was told that it has not begun.
    fn take(&self) -> Option<Box<dyn Job>> {
        let mut job = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        job.take()
    }
}

/// The way of an answer to the one who asked.
pub(crate) trait Reply<A>: Send {
    fn is_wanted(&self) -> bool;
    fn send(self: Box<Self>, answer: A);
}

impl<A: Send> Reply<A> for oneshot::Sender<A> {
    fn is_wanted(&self) -> bool {
        !self.is_closed()
    }

    fn send(self: Box<Self>, answer: A) {
        // A caller that has gone away (a reader closed the page) hears nothing.
        let _ = (*self).send(answer);
    }
}

impl<A: Send> Reply<A> for mpsc::SyncSender<A> {
    fn is_wanted(&self) -> bool {
        true
    }

    fn send(self: Box<Self>, answer: A) {
        let _ = (*self).send(answer);
    }
}

/// A closure as a job, and the way its answer goes back.
pub(crate) struct Work<F, T, E> {
    closure: Option<F>,
    answer: Option<Result<T, E>>,
    afterwards: Vec<Box<dyn FnOnce() + Send>>,
    reply: Box<dyn Reply<Result<T, E>>>,
    meter: Option<Arc<Meter>>,
}

impl<F, T, E> Work<F, T, E> {
    pub(crate) fn new(closure: F, reply: impl Reply<Result<T, E>> + 'static) -> Self {
        Self {
            closure: Some(closure),
            answer: None,
            afterwards: Vec::new(),
            reply: Box::new(reply),
            meter: Meter::current(),
        }
    }
}

impl<F, T, E> Job for Work<F, T, E>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<Fault> + Send,
{
    fn is_wanted(&self) -> bool {
        self.reply.is_wanted()
    }

    fn run(&mut self, connection: Connection<'_>) -> bool {
        let Some(closure) = self.closure.take() else {
            return false;
        };
        let started = Instant::now();
        let mut tx = Tx::new(connection);
        let answer = catch_unwind(AssertUnwindSafe(|| closure(&mut tx)));
        let (afterwards, queries) = tx.into_parts();
        if let Some(meter) = &self.meter {
            meter.add(queries, started.elapsed());
        }
        self.afterwards = afterwards;
        let answer = answer.unwrap_or_else(|_| {
            Err(Fault::new(FaultKind::Panicked, "database work panicked").into())
        });
        let commit = answer.is_ok();
        self.answer = Some(answer);
        commit
    }

    fn finish(self: Box<Self>, committed: Result<(), Fault>) {
        let answer = match (self.answer, committed) {
            (Some(Ok(answer)), Ok(())) => {
                for work in self.afterwards {
                    work();
                }
                Ok(answer)
            }
            (Some(Err(error)), _) => Err(error),
            (_, Err(fault)) => Err(fault.into()),
            (None, Ok(())) => Err(Fault::new(FaultKind::Other, "work was not run").into()),
        };
        self.reply.send(answer);
    }
}

fn spawn(name: &str, serve: impl FnOnce() + Send + 'static) -> Result<(), Fault> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(serve)
        .map(drop)
        .map_err(|error| Fault::new(FaultKind::Other, format!("starting thread {name}: {error}")))
}

/// Readers of a SQLite file: each sees the snapshot of its own start.
pub(crate) fn sqlite_readers(connections: Vec<SqliteConnection>) -> Result<Lane, Fault> {
    let (sender, queue) = bounded::<Order>(WAITING);
    for connection in connections {
        let queue = queue.clone();
        spawn("db-read", move || {
            for mut job in wanted(&queue) {
                let outcome = connection.say("BEGIN").map(|()| {
                    job.run(Connection::Sqlite(&connection));
                });
                let ended = connection.say("COMMIT");
                job.finish(outcome.and(ended));
            }
        })?;
    }
    Ok(Lane {
        orders: sender,
        way: Way::File,
    })
}

/// The one writer of a SQLite file, which commits in groups.
pub(crate) fn sqlite_writer(mut connection: SqliteConnection) -> Result<Lane, Fault> {
    let (sender, queue) = bounded::<Order>(WAITING);
    spawn("db-write", move || {
        let mut left = None;
        while let Some(order) = left.take().or_else(|| queue.recv().ok()) {
            match order {
                Order::Work(ticket) => {
                    if let Some(first) = ticket.take() {
                        connection.open_again_for_writing();
                        left = commit_group(&connection, first, &queue);
                    }
                }
                Order::Settle(done) => {
                    let _ = done.send(connection.settle());
                }
            }
        }
    })?;
    Ok(Lane {
        orders: sender,
        way: Way::File,
    })
}

/// Gives the order at which the group ended, where it is none to work.
fn commit_group(
    connection: &SqliteConnection,
    first: Box<dyn Job>,
    queue: &Receiver<Order>,
) -> Option<Order> {
    if let Err(fault) = connection.batch("BEGIN IMMEDIATE") {
        first.finish(Err(fault));
        return None;
    }
    let mut group = vec![ran(connection, first)];
    let mut left = None;
    while group.len() < GROUP {
        match queue.try_recv() {
            Ok(Order::Work(ticket)) => {
                group.extend(ticket.take().map(|job| ran(connection, job)));
            }
            Ok(order) => {
                left = Some(order);
                break;
            }
            Err(_) => break,
        }
    }
    let committed = connection.batch("COMMIT");
    if committed.is_err() {
        // A failed COMMIT can leave the transaction open.
        let _ = connection.batch("ROLLBACK");
    }
    for Ran { job, outcome } in group {
        let committed = committed.as_ref().copied().map_err(Fault::again);
        job.finish(outcome.and(committed));
    }
    left
}

/// A piece of work that waits for the commit of its group.
struct Ran {
    job: Box<dyn Job>,
    outcome: Result<(), Fault>,
}

/// Work that fails takes back its own writes and leaves its group alone.
fn ran(connection: &SqliteConnection, mut job: Box<dyn Job>) -> Ran {
    let outcome = connection.batch("SAVEPOINT work").and_then(|()| {
        match job.run(Connection::Sqlite(connection)) {
            true => connection.batch("RELEASE work"),
            // SQLite itself rolls the whole transaction back on a full disk; then
            // there is no savepoint left, and the COMMIT reports it to the group.
            false => connection.batch("ROLLBACK TO work; RELEASE work"),
        }
    });
    Ran { job, outcome }
}

/// What a lane is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Read,
    Write,
}

/// Reading that somebody waits for still: a reader who went away costs
/// nothing more. A change is made whether its maker waits or not, unless its
/// maker was told that it is not.
fn wanted(queue: &Receiver<Order>) -> impl Iterator<Item = Box<dyn Job>> {
    begun(queue).filter(|job| job.is_wanted())
}

fn begun(queue: &Receiver<Order>) -> impl Iterator<Item = Box<dyn Job>> {
    queue.iter().filter_map(|order| match order {
        Order::Work(ticket) => ticket.take(),
        Order::Settle(done) => {
            // Here everything is where it belongs once it is committed.
            let _ = done.send(Ok(()));
            None
        }
    })
}

/// Connections to PostgreSQL.
pub(crate) fn postgres(connections: Vec<PgConnection>, kind: Kind) -> Result<Lane, Fault> {
    let begin = match kind {
        Kind::Read => "BEGIN READ ONLY ISOLATION LEVEL REPEATABLE READ",
        Kind::Write => "BEGIN",
    };
    let (sender, queue) = bounded::<Order>(WAITING);
    let took = Arc::new(AtomicBool::new(false));
    for mut connection in connections {
        let (queue, took) = (queue.clone(), Arc::clone(&took));
        spawn("db-postgres", move || {
            let mut serve = |mut job: Box<dyn Job>| {
                let began = connection.begin(begin);
                took.store(began.is_ok(), Relaxed);
                let outcome = began.and_then(|()| transact(&mut connection, job.as_mut()));
                job.finish(outcome);
            };
            match kind {
                Kind::Read => wanted(&queue).for_each(&mut serve),
                Kind::Write => begun(&queue).for_each(&mut serve),
            }
        })?;
    }
    Ok(Lane {
        orders: sender,
        way: Way::Server { took },
    })
}

fn transact(connection: &mut PgConnection, job: &mut dyn Job) -> Result<(), Fault> {
    let end = if job.run(Connection::Postgres(connection)) {
        "COMMIT"
    } else {
        "ROLLBACK"
    };
    connection.batch(end).inspect_err(|_| connection.give_up())
}
