use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, MAIN_DB, OpenFlags};

use crate::tx::Take;
use crate::{Fault, FaultKind, Param, Row};

/// Each connection keeps the statements of all features prepared.
const PREPARED: usize = 256;

pub(crate) struct SqliteConnection {
    connection: Connection,
    path: PathBuf,
    /// How long it waits for another process (an import, a backup).
    lock_wait: Duration,
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

    pub(crate) fn reader(path: &Path, lock_wait: Duration) -> Result<Self, Fault> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        Self::prepared(connection, path, lock_wait)
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
        let mut statement = self.bound(sql, params)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            if take(&Row::Sqlite(row))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    pub(crate) fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64, Fault> {
        let mut statement = self.bound(sql, params)?;
        Ok(statement.raw_execute()? as u64)
    }

    pub(crate) fn batch(&self, sql: &str) -> Result<(), Fault> {
        Ok(self.connection.execute_batch(sql)?)
    }

    /// A statement without values that is run again and again.
    pub(crate) fn say(&self, sql: &'static str) -> Result<(), Fault> {
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
