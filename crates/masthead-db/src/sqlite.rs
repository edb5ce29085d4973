use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, OpenFlags};

use crate::tx::Take;
use crate::{Fault, Param, Row};

/// How long a writer waits for another process (an import, a backup).
const BUSY_WAIT: Duration = Duration::from_secs(15);
/// Each connection keeps the statements of all features prepared.
const PREPARED: usize = 256;

pub(crate) struct SqliteConnection(Connection);

impl SqliteConnection {
    /// Opens the file for writing, and creates it where it is not there.
    pub(crate) fn writer(path: &Path) -> Result<Self, Fault> {
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // FULL: what was acknowledged survives a power cut, not only a crash.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        Self::prepared(connection)
    }

    pub(crate) fn reader(path: &Path) -> Result<Self, Fault> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Self::prepared(Connection::open_with_flags(path, flags)?)
    }

    fn prepared(connection: Connection) -> Result<Self, Fault> {
        connection.busy_timeout(BUSY_WAIT)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.pragma_update(None, "cache_size", -8_192)?; // 8 MiB for each of five; the system caches the file too
        connection.set_prepared_statement_cache_capacity(PREPARED);
        // Else SQLite plans a prepared query anew whenever a value that its
        // plan looked at is bound again: six times the cost of running it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        Ok(Self(connection))
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
        Ok(self.0.execute_batch(sql)?)
    }

    /// A statement without values that is run again and again.
    pub(crate) fn say(&self, sql: &'static str) -> Result<(), Fault> {
        self.0.prepare_cached(sql)?.raw_execute()?;
        Ok(())
    }

    /// SQLite numbers `$1`, `$2` by first appearance, not by name, so each is
    /// looked up; a value that the text does not use is passed over.
    fn bound(&self, sql: &str, params: &[Param<'_>]) -> Result<CachedStatement<'_>, Fault> {
        const NAMES: [&str; 24] = [
            "$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13",
            "$14", "$15", "$16", "$17", "$18", "$19", "$20", "$21", "$22", "$23", "$24",
        ];
        let mut statement = self.0.prepare_cached(sql)?;
        for (param, name) in params.iter().zip(NAMES) {
            if let Some(index) = statement.parameter_index(name)? {
                statement.raw_bind_parameter(index, param)?;
            }
        }
        Ok(statement)
    }
}
