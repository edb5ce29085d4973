use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, mpsc};

use tokio::sync::oneshot;

use crate::lane::{self, Kind, Lane, Work};
use crate::postgres::PgConnection;
use crate::sqlite::SqliteConnection;
use crate::{Dialect, Fault, FaultKind, Tx};

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
        let known = url.starts_with("postgres://") || url.starts_with("postgresql://");
        if !known || postgres::Config::from_str(url).is_err() {
            return Err(OpenError::BadUrl {
                shown: without_password(url),
            });
        }
        Ok(Self::Server(url.to_owned()))
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
        "{shown} is not a database URL: write it as postgres://user:password@host:5432/database"
    )]
    BadUrl { shown: String },
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

struct Lanes {
    dialect: Dialect,
    read: Lane,
    write: Lane,
}

impl Db {
    /// Opens the database and makes sure that it answers. A SQLite file is
    /// created where there is none.
    ///
    /// # Errors
    /// [`OpenError`], with the way out.
    pub fn open(target: &Target) -> Result<Self, OpenError> {
        let opened = match target {
            Target::File(path) => Self::open_sqlite(path),
            Target::Server(url) => Self::open_postgres(url),
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

    fn open_sqlite(path: &Path) -> Result<Self, Fault> {
        // The writer comes first: it creates the file and its WAL.
        let writer = SqliteConnection::writer(path)?;
        let readers = (0..SQLITE_READERS)
            .map(|_| SqliteConnection::reader(path))
            .collect::<Result<_, _>>()?;
        Ok(Self(Arc::new(Lanes {
            dialect: Dialect::Sqlite,
            read: lane::sqlite_readers(readers)?,
            write: lane::sqlite_writer(writer)?,
        })))
    }

    fn open_postgres(url: &str) -> Result<Self, Fault> {
        let mut config = postgres::Config::from_str(url)?;
        config.application_name("masthead");
        config.connect_timeout(std::time::Duration::from_secs(5));
        let connections = |count| (0..count).map(|_| PgConnection::new(config.clone()));
        Ok(Self(Arc::new(Lanes {
            dialect: Dialect::Postgres,
            read: lane::postgres(connections(POSTGRES_READERS).collect(), Kind::Read)?,
            write: lane::postgres(connections(POSTGRES_WRITERS).collect(), Kind::Write)?,
        })))
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
        in_time(&self.0.read, work).await
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
        in_time(&self.0.write, work).await
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
        at_once(&self.0.read, work)
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
        at_once(&self.0.write, work)
    }
}

async fn in_time<T, E, F>(lane: &Lane, work: F) -> Result<T, E>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Fault> + Send + 'static,
{
    let (sender, answer) = oneshot::channel();
    lane.send(Box::new(Work::new(work, sender)));
    answer.await.unwrap_or_else(|_| Err(ended().into()))
}

fn at_once<T, E, F>(lane: &Lane, work: F) -> Result<T, E>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Fault> + Send + 'static,
{
    let (sender, answer) = mpsc::sync_channel(1);
    lane.send(Box::new(Work::new(work, sender)));
    answer.recv().unwrap_or_else(|_| Err(ended().into()))
}

fn ended() -> Fault {
    Fault::new(FaultKind::Unavailable, "the database thread has ended")
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
