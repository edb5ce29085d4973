use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::hold::Holder;
use crate::lane::{self, Kind, Lane, Order, Ticket, Work};
use crate::postgres::PgConnection;
use crate::server::Address;
use crate::sqlite::SqliteConnection;
use crate::{Dialect, Fault, FaultKind, Limits, Tx};

/// Reading threads on SQLite. Pages come from the press; these serve misses.
const SQLITE_READERS: usize = 4;
/// Connections to PostgreSQL for reading and for writing.
const POSTGRES_READERS: usize = 6;
const POSTGRES_WRITERS: usize = 4;

/// Where the data is kept.
#[derive(Clone)]
pub enum Target {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL server, `postgres://user:password@host:port/database`.
    Server(String),
}

impl Target {
    /// # Errors
    /// [`OpenError::BadUrl`] where the text is not a PostgreSQL URL.
    pub fn server(url: &str) -> Result<Self, OpenError> {
        match url.parse::<Address>() {
            Ok(_) => Ok(Self::Server(url.to_owned())),
            Err(fault) => Err(OpenError::BadUrl {
                shown: without_password(url),
                fault,
            }),
        }
    }
}

/// Never shows a password.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Server(url) => f.write_str(&without_password(url)),
        }
    }
}

fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "(not a URL)".to_owned();
    };
    let Some((account, host)) = rest.rsplit_once('@') else {
        return url.to_owned();
    };
    let user = account.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}@{host}")
}

/// The database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "{shown} is not a database URL ({fault}): write it as postgres://user:password@host:5432/database"
    )]
    BadUrl { shown: String, fault: Fault },
    #[error("cannot open the database {target}: {fault}; {hint}")]
    Closed {
        target: String,
        hint: &'static str,
        fault: Fault,
    },
}

/// An open database: cheap to clone, closed when the last clone goes.
#[derive(Clone)]
pub struct Db(Arc<Lanes>);

pub(crate) struct Lanes {
    dialect: Dialect,
    read: Lane,
    write: Lane,
    pub(crate) target: Target,
    pub(crate) limits: Limits,
}

impl Db {
    /// Opens the database for serving, and makes sure that it answers. A SQLite
    /// file is created where there is none.
    ///
    /// # Errors
    /// [`OpenError`], with the way out.
    pub fn open(target: &Target) -> Result<Self, OpenError> {
        Self::open_within(target, Limits::SERVING)
    }

    /// [`Db::open`] with limits of one's own.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub fn open_within(target: &Target, limits: Limits) -> Result<Self, OpenError> {
        let opened = match target {
            Target::File(path) => Self::open_sqlite(path, limits),
            Target::Server(url) => Self::open_postgres(url, limits),
        };
        opened
            .and_then(|db| db.answers().map(|()| db))
            .map_err(|fault| OpenError::Closed {
                target: target.to_string(),
                hint: hint(target),
                fault,
            })
    }

    fn answers(&self) -> Result<(), Fault> {
        self.read_now(|tx| tx.get("SELECT 1", &[], |_| Ok(())))
    }

    fn open_sqlite(path: &Path, limits: Limits) -> Result<Self, Fault> {
        // The writer comes first: it creates the file and its WAL.
        let writer = SqliteConnection::writer(path, limits.lock)?;
        let readers = (0..SQLITE_READERS)
            .map(|_| SqliteConnection::reader(path, limits))
            .collect::<Result<_, _>>()?;
        Ok(Self(Arc::new(Lanes {
            dialect: Dialect::Sqlite,
            read: lane::sqlite_readers(readers)?,
            write: lane::sqlite_writer(writer)?,
            target: Target::File(path.to_owned()),
            limits,
        })))
    }

    fn open_postgres(url: &str, limits: Limits) -> Result<Self, Fault> {
        let server = url.parse::<Address>()?.server(limits)?;
        let connections = |count| (0..count).map(|_| PgConnection::new(server.clone()));
        Ok(Self(Arc::new(Lanes {
            dialect: Dialect::Postgres,
            read: lane::postgres(connections(POSTGRES_READERS).collect(), Kind::Read)?,
            write: lane::postgres(connections(POSTGRES_WRITERS).collect(), Kind::Write)?,
            target: Target::Server(url.to_owned()),
            limits,
        })))
    }

    /// Before the end: everything that was written lies in the file itself
    /// afterwards, and not in its WAL. To be called once nothing else is asked.
    ///
    /// # Errors
    /// What the database says, also where it says nothing `within` so long.
    pub fn settle(&self, within: Duration) -> Result<(), Fault> {
        let (done, settled) = mpsc::sync_channel(1);
        let lane = &self.0.write;
        lane.send(Order::Settle(done))?;
        let settled = settled.recv_timeout(within);
        settled.unwrap_or_else(|_| Err(late(lane, "end", within)))
    }

    pub(crate) fn lanes(&self) -> &Lanes {
        &self.0
    }

    /// Somebody who may hold a number that no other process of this database has.
    ///
    /// # Errors
    /// An address that leads nowhere; nothing is asked yet.
    pub fn holder(&self) -> Result<Holder, Fault> {
        Holder::new(&self.0)
    }

    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.0.dialect
    }

    /// Runs `work` on one snapshot of the data.
    ///
    /// # Errors
    /// Those of `work`, and a [`Fault`] where the database cannot be reached.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        in_time(&self.0.read, self.0.limits, work).await
    }

    /// Runs `work` in a transaction: committed, and on disk, before this
    /// answers `Ok`; without a trace where it answers `Err`.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        in_time(&self.0.write, self.0.limits, work).await
    }

    /// [`Db::read`] for code that is not async: commands, workers' threads.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn read_now<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        at_once(&self.0.read, self.0.limits, work)
    }

    /// [`Db::write`] for code that is not async.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn write_now<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        at_once(&self.0.write, self.0.limits, work)
    }
}

async fn in_time<T, E, F>(lane: &Lane, limits: Limits, work: F) -> Result<T, E>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Fault> + Send + 'static,
{
    let (sender, mut answer) = oneshot::channel();
    let ticket = Ticket::new(Work::new(work, sender));
    lane.send(Order::Work(ticket.clone()))?;
    let first = timeout(limits.queue, &mut answer).await;
    let answer = match first {
        Err(_) if ticket.give_up() => return Err(unserved(lane, limits).into()),
        Err(_) => timeout(limits.work, answer).await,
        answered => answered,
    };
    match answer {
        Ok(answer) => answer.unwrap_or_else(|_| Err(ended().into())),
        Err(_) => Err(late(lane, "work", limits.work).into()),
    }
}

fn at_once<T, E, F>(lane: &Lane, limits: Limits, work: F) -> Result<T, E>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Fault> + Send + 'static,
{
    let (sender, answer) = mpsc::sync_channel(1);
    let ticket = Ticket::new(Work::new(work, sender));
    lane.send(Order::Work(ticket.clone()))?;
    let answer = match answer.recv_timeout(limits.queue) {
        Err(RecvTimeoutError::Timeout) if ticket.give_up() => {
            return Err(unserved(lane, limits).into());
        }
        Err(RecvTimeoutError::Timeout) => answer.recv_timeout(limits.work),
        answered => answered,
    };
    answer.unwrap_or_else(|gone| match gone {
        RecvTimeoutError::Timeout => Err(late(lane, "work", limits.work).into()),
        RecvTimeoutError::Disconnected => Err(ended().into()),
    })
}

fn ended() -> Fault {
    Fault::new(FaultKind::Unavailable, "the database thread has ended")
}

/// Nothing of it has been done, and nothing will be.
fn unserved(lane: &Lane, limits: Limits) -> Fault {
    let said = format!(
        "no connection to the database became free within {} s",
        limits.queue.as_secs_f64()
    );
    Fault::new(lane.unbegun(), said)
}

fn late(lane: &Lane, what: &str, limit: Duration) -> Fault {
    let limit = limit.as_secs_f64();
    let said = format!("the {what} at the database took longer than {limit} s");
    Fault::new(lane.unended(), said)
}

fn hint(target: &Target) -> &'static str {
    match target {
        Target::File(_) => {
            "choose a folder that this user may write to, with room on its disk (--data DIR)"
        }
        Target::Server(_) => {
            "check that the server runs, and the address, user and password in --database"
        }
    }
}
