//! Numbers that one process alone holds, for as long as it lives.
//!
//! No clock says how long: on PostgreSQL a number is an advisory lock of a
//! session, which ends with its connection; beside a SQLite file, whose
//! processes are all on one machine, it is a lock of the operating system on a
//! small file, which ends with the process.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::open::Lanes;
use crate::params;
use crate::postgres::PgConnection;
use crate::row::Row;
use crate::server::{Address, Server};
use crate::{Fault, FaultKind, Target};

/// Holds one number at most. On PostgreSQL it has a connection of its own.
pub struct Holder {
    place: Place,
    held: Option<i64>,
}

enum Place {
    Folder { folder: PathBuf, file: Option<File> },
    Session(Box<PgConnection>),
}

/// The first of two keys: apart from other advisory locks of this database.
const SESSION: &str = "SELECT pg_try_advisory_lock(19796, CAST($1 AS INTEGER))::INT::BIGINT";
const STILL: &str = "SELECT COUNT(*) FROM pg_locks
    WHERE locktype = 'advisory' AND pid = pg_backend_pid()
        AND classid = 19796 AND objid = CAST(CAST($1 AS INTEGER) AS OID) AND objsubid = 2";
const RELEASE: &str = "SELECT pg_advisory_unlock_all()::TEXT";

impl Holder {
    pub(crate) fn new(lanes: &Lanes) -> Result<Self, Fault> {
        let place = match &lanes.target {
            Target::File(path) => Place::Folder {
                folder: path.with_extension("processes"),
                file: None,
            },
            Target::Server(url) => {
                let server: Server = url.parse::<Address>()?.server(lanes.limits)?;
                Place::Session(Box::new(PgConnection::new(server)))
            }
        };
        Ok(Self { place, held: None })
    }

    /// Takes `number`, from 0 to 32,767, and lets go of what was held before.
    /// False where another process has it.
    ///
    /// # Errors
    /// Where nobody can be asked.
    pub fn take(&mut self, number: i64) -> Result<bool, Fault> {
        self.held = None;
        let taken = match &mut self.place {
            Place::Folder { folder, file } => {
                *file = None;
                *file = locked(folder, number)?;
                file.is_some()
            }
            Place::Session(connection) => {
                connection.open()?;
                connection.ask(RELEASE, params![], |_| Ok(()))?;
                connection.ask(SESSION, params![number], |row| row.get::<bool>(0))?
            }
        };
        self.held = taken.then_some(number);
        Ok(taken)
    }

    /// Whether `number` is held still: a session may have been ended, and
    /// then somebody else may have it.
    ///
    /// # Errors
    /// Where nobody can be asked; it may be held all the same.
    pub fn holds(&mut self, number: i64) -> Result<bool, Fault> {
        if self.held != Some(number) {
            return Ok(false);
        }
        match &mut self.place {
            Place::Folder { .. } => Ok(true),
            Place::Session(connection) => {
                connection.open()?;
                connection.ask(STILL, params![number], |row| row.get::<bool>(0))
            }
        }
    }
}

/// The lock on the file of this number, or nothing where another has it.
fn locked(folder: &Path, number: i64) -> Result<Option<File>, Fault> {
    let path = folder.join(number.to_string());
    let unlocked = |error: &io::Error| {
        let said = format!("locking {}: {error}", path.display());
        Fault::new(FaultKind::Unavailable, said)
    };
    let file = opened(folder, &path).map_err(|error| unlocked(&error))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(unlocked(&error)),
    }
}

/// A lock needs no right to write: on a disk that is read-only, what is there serves.
fn opened(folder: &Path, path: &Path) -> io::Result<File> {
    let made = fs::create_dir_all(folder).and_then(|()| {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).open(path)
    });
    made.or_else(|error| File::open(path).map_err(|_| error))
}

impl PgConnection {
    /// A statement outside of a transaction, whose answer is one row.
    fn ask<T>(
        &mut self,
        sql: &'static str,
        params: &[crate::Param<'_>],
        map: impl Fn(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut answer = None;
        self.each(sql, params, &mut |row| {
            answer = Some(map(row)?);
            Ok(std::ops::ControlFlow::Continue(()))
        })?;
        answer.ok_or_else(|| Fault::shape(format!("no row from: {sql}")))
    }
}
