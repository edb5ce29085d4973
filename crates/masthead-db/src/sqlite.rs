use std::ffi::c_int;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, MAIN_DB, OpenFlags};

use crate::tx::Take;
use crate::{Fault, FaultKind, Limits, Param, Row};

/// Each connection keeps the statements of all features prepared.
const PREPARED: usize = 256;
/// After so many of its steps, some tenths of a millisecond, SQLite asks whether
/// a statement may go on.
const STEPS: c_int = 10_000;

pub(crate) struct SqliteConnection {
    connection: Connection,
    path: PathBuf,
    /// How long it waits for another process (an import, a backup).
    lock_wait: Duration,
    began: Began,
}

/// When the statement that runs now began, for SQLite to ask while it runs.
#[derive(Clone)]
struct Began(Arc<Mutex<Instant>>);

impl Began {
    fn now(&self) {
        *self.at() = Instant::now();
    }

    /// Leaves out what was not SQLite's: an export copies files between two rows.
    fn but_not(&self, spent: Duration) {
        *self.at() += spent;
    }

    fn at(&self) -> MutexGuard<'_, Instant> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SqliteConnection {
    /// Opens the file for writing, and creates it where it is not there.
    pub(crate) fn writer(path: &Path, lock_wait: Duration) -> Result<Self, Fault> {
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // FULL: what was acknowledged survives a power cut, not only a crash.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        Self::prepared(connection, path, lock_wait)
    }

    /// A statement of a reader is broken off at its limit: it would keep one of
    /// four. One of the writer is not: SQLite would take back its whole group.
    pub(crate) fn reader(path: &Path, limits: Limits) -> Result<Self, Fault> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        let mut reader = Self::prepared(connection, path, limits.lock)?;
        let began = reader.began.clone();
        let is_late = move || began.at().elapsed() > limits.statement;
        reader.connection.progress_handler(STEPS, Some(is_late))?;
        Ok(reader)
    }

    fn prepared(connection: Connection, path: &Path, lock_wait: Duration) -> Result<Self, Fault> {
        connection.busy_timeout(lock_wait)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.pragma_update(None, "cache_size", -8_192)?; // 8 MiB for each of five; the system caches the file too
        connection.set_prepared_statement_cache_capacity(PREPARED);
        // Else SQLite plans a prepared query anew whenever a value that its
        // plan looked at is bound again: six times the cost of running it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            lock_wait,
            began: Began(Arc::new(Mutex::new(Instant::now()))),
        })
    }

    /// SQLite opens what cannot be written for reading alone, and stays so when
    /// the disk can be written again: for that it has to be opened anew.
    pub(crate) fn open_again_for_writing(&mut self) {
        if !self.connection.is_readonly(MAIN_DB).unwrap_or_default() {
            return;
        }
        match Self::writer(&self.path, self.lock_wait) {
            Ok(again) => *self = again,
            Err(fault) => tracing::debug!("the database stays read-only: {fault}"),
        }
    }

    /// Moves everything from the WAL into the file, which is then whole by
    /// itself. Whoever reads or writes meanwhile keeps it from that, which
    /// SQLite answers with a row and not with an error.
    pub(crate) fn settle(&self) -> Result<(), Fault> {
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        match self.connection.query_row(sql, [], |row| row.get(0))? {
            false => Ok(()),
            true => Err(Fault::new(
                FaultKind::Busy,
                "somebody else reads or writes the database still",
            )),
        }
    }

    pub(crate) fn each(
        &self,
        sql: &str,
        params: &[Param<'_>],
        take: &mut Take<'_>,
    ) -> Result<(), Fault> {
        self.began.now();
        let mut statement = self.bound(sql, params)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            let taken_at = Instant::now();
            let flow = take(&Row::Sqlite(row))?;
            self.began.but_not(taken_at.elapsed());
            if flow.is_break() {
                break;
            }
        }
        Ok(())
    }

    pub(crate) fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64, Fault> {
        self.began.now();
        let mut statement = self.bound(sql, params)?;
        Ok(statement.raw_execute()? as u64)
    }

    pub(crate) fn batch(&self, sql: &str) -> Result<(), Fault> {
        self.began.now();
        Ok(self.connection.execute_batch(sql)?)
    }

    /// A statement without values that is run again and again.
    pub(crate) fn say(&self, sql: &'static str) -> Result<(), Fault> {
        self.began.now();
        self.connection.prepare_cached(sql)?.raw_execute()?;
        Ok(())
    }

    /// SQLite numbers `$1`, `$2` by first appearance, not by name, so each is
    /// looked up; a value that the text does not use is passed over.
    fn bound(&self, sql: &str, params: &[Param<'_>]) -> Result<CachedStatement<'_>, Fault> {
        const NAMES: [&str; 24] = [
            "$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13",
            "$14", "$15", "$16", "$17", "$18", "$19", "$20", "$21", "$22", "$23", "$24",
        ];
        let mut statement = self.connection.prepare_cached(sql)?;
        for (param, name) in params.iter().zip(NAMES) {
            if let Some(index) = statement.parameter_index(name)? {
                statement.raw_bind_parameter(index, param)?;
            }
        }
        Ok(statement)
    }
}
