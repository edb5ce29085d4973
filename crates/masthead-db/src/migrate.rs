use std::path::Path;

use crate::snapshot::{self, Snapshot};
use crate::{Db, Fault, FaultKind, Tx, params};

/// One step of the schema, forward only. `sql` is portable DDL in which
/// `{id}`, `{serial}`, `{int}` and `{strict}` stand for what differs.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    pub version: i64,
    pub name: &'static str,
    pub sql: &'static str,
}

impl Migration {
    pub(crate) fn failed(&self, fault: Fault) -> Fault {
        let Self { version, name, .. } = self;
        fault.at(format_args!("schema step {version} ({name}) failed"))
    }
}

#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    #[error(
        "the database was written by a newer Masthead (schema {found}, this one knows {known}): run that version or a later one"
    )]
    Newer { found: i64, known: i64 },
    #[error(transparent)]
    Fault(#[from] Fault),
}

pub(crate) const CREATE: &str = "CREATE TABLE IF NOT EXISTS schema_step (
    version {id}, name TEXT NOT NULL) {strict}";

impl Db {
    /// Brings the schema up to the last of `steps`; what is done is left
    /// alone. Several processes may call this at once.
    ///
    /// # Errors
    /// [`MigrationError`]; each step is all or nothing.
    pub fn migrate(&self, steps: &'static [Migration]) -> Result<(), MigrationError> {
        let known = steps.last().map_or(0, |step| step.version);
        // Where there is nothing to do, nobody who has locked the database is waited for.
        if self.read_now(version_so_far)? < Some(known) {
            self.step_up(steps)?;
        }
        let found = self.read_now(schema_version)?;
        if found > known {
            return Err(MigrationError::Newer { found, known });
        }
        Ok(())
    }

    fn step_up(&self, steps: &'static [Migration]) -> Result<(), MigrationError> {
        self.write_now(|tx| -> Result<(), MigrationError> {
            let dialect = tx.dialect();
            lock(tx)?;
            tx.batch(&dialect.ddl(CREATE))?;
            Ok(())
        })?;
        for step in steps {
            self.write_now(move |tx| apply(tx, step))?;
        }
        Ok(())
    }
}

impl Db {
    /// Whether nobody has ever worked on it: it holds no schema of ours.
    ///
    /// # Errors
    /// What the database says.
    pub fn is_untouched(&self) -> Result<bool, Fault> {
        self.read_now(is_untouched)
    }

    /// Writes everything, as it stands at one moment, to a new SQLite file,
    /// while others read and write. `steps` are those that it was migrated by.
    /// Blocks for as long as that takes.
    ///
    /// # Errors
    /// What either database says.
    pub fn snapshot(&self, to: &Path, steps: &[Migration]) -> Result<(), Fault> {
        snapshot::take(self.lanes(), to, steps)
    }

    /// Makes a PostgreSQL that holds no schema of ours what a snapshot is, which
    /// was migrated by the same `steps`: schema and rows, all or nothing.
    ///
    /// # Errors
    /// What either database says.
    pub fn fill_from(&self, snapshot: &Snapshot, steps: &[Migration]) -> Result<(), Fault> {
        snapshot::give_back(self.lanes(), snapshot, steps)
    }
}

fn is_untouched(tx: &mut Tx<'_>) -> Result<bool, Fault> {
    let sql = tx.dialect().tables_named_schema_step();
    tx.get(sql, &[], |row| Ok(row.get::<i64>(0)? == 0))
}

/// None where there is no schema of ours yet.
fn version_so_far(tx: &mut Tx<'_>) -> Result<Option<i64>, Fault> {
    match is_untouched(tx)? {
        true => Ok(None),
        false => schema_version(tx).map(Some),
    }
}

fn schema_version(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    tx.get(
        "SELECT COALESCE(MAX(version), 0) FROM schema_step",
        &[],
        |row| row.get(0),
    )
}

fn apply(tx: &mut Tx<'_>, step: &'static Migration) -> Result<(), MigrationError> {
    lock(tx)?;
    if schema_version(tx)? >= step.version {
        return Ok(());
    }
    let ddl = tx.dialect().ddl(step.sql);
    tx.batch(&ddl).map_err(|fault| step.failed(fault))?;
    tx.execute(
        "INSERT INTO schema_step (version, name) VALUES ($1, $2)",
        params![step.version, step.name],
    )?;
    Ok(())
}

/// Of PostgreSQL: one changes the schema at a time.
pub(crate) const LOCK: &str = "SELECT pg_advisory_xact_lock(7306075991)";

/// SQLite has one writer; PostgreSQL is asked for a lock.
fn lock(tx: &mut Tx<'_>) -> Result<(), Fault> {
    match tx.dialect() {
        crate::Dialect::Sqlite => Ok(()),
        crate::Dialect::Postgres => tx.batch(LOCK),
    }
}

impl From<MigrationError> for Fault {
    fn from(error: MigrationError) -> Self {
        match error {
            MigrationError::Fault(fault) => fault,
            MigrationError::Newer { .. } => Self::new(FaultKind::Other, error.to_string()),
        }
    }
}
