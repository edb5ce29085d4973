//! A whole database in one SQLite file, as it stood at one moment: taken from
//! either database while others write, and given back to either.

use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OpenFlags, params_from_iter};

use crate::migrate::{CREATE, LOCK};
use crate::open::Lanes;
use crate::postgres::PgConnection;
use crate::server::Address;
use crate::{Dialect, Fault, FaultKind, Migration, Param, Target};

/// A file that nothing writes to any more.
pub struct Snapshot {
    connection: Connection,
    path: PathBuf,
}

/// A table and its columns, with names quoted.
struct Table {
    name: String,
    columns: Vec<String>,
    /// Whether its first column numbers rows by itself.
    numbered: bool,
}

impl Snapshot {
    /// Opens a file for reading.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Ok(Self {
            connection: Connection::open_with_flags(path, flags)?,
            path: path.to_owned(),
        })
    }

    /// Reads all of it: every page, every index, every row that names another.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn verify(&self) -> Result<(), Fault> {
        let sound: String = self
            .connection
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if sound != "ok" {
            return Err(self.unsound(&sound));
        }
        let mut strays = self.connection.prepare("PRAGMA foreign_key_check")?;
        let stray = strays.query([])?.next()?.map(|row| row.get::<_, String>(0));
        match stray.transpose()? {
            Some(table) => {
                Err(self.unsound(&format!("a row of {table} names one that is not there")))
            }
            None => Ok(()),
        }
    }

    fn unsound(&self, what: &str) -> Fault {
        Fault::new(FaultKind::Shape, format!("{}: {what}", self.path.display()))
    }

    /// The last step of its schema.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn schema_version(&self) -> Result<i64, Fault> {
        let sql = "SELECT COALESCE(MAX(version), 0) FROM schema_step";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }

    /// The texts that `sql` gives, two a row.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn pairs(
        &self,
        sql: &'static str,
        mut take: impl FnMut(String, String),
    ) -> Result<(), Fault> {
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(row.get(0)?, row.get(1)?);
        }
        Ok(())
    }

    fn tables(&self) -> Result<Vec<Table>, Fault> {
        tables(&self.connection)
    }
}

fn tables(connection: &Connection) -> Result<Vec<Table>, Fault> {
    let sql = "SELECT name, sql LIKE '%AUTOINCREMENT%' FROM sqlite_master
        WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    let mut statement = connection.prepare(sql)?;
    let named = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let mut tables = Vec::new();
    for named in named {
        let (name, numbered) = named?;
        let mut columns = connection.prepare("SELECT name FROM pragma_table_info($1)")?;
        let columns = columns.query_map([&name], |row| row.get::<_, String>(0))?;
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        tables.push(Table {
            name: quoted(&name),
            columns: columns.iter().map(|column| quoted(column)).collect(),
            numbered,
        });
    }
    Ok(tables)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Table {
    fn select(&self) -> String {
        format!("SELECT {} FROM {}", self.columns.join(", "), self.name)
    }

    fn insert(&self, overriding: &str) -> String {
        let values: Vec<_> = (1..=self.columns.len()).map(|n| format!("${n}")).collect();
        format!(
            "INSERT INTO {} ({}) {overriding} VALUES ({})",
            self.name,
            self.columns.join(", "),
            values.join(", ")
        )
    }

    /// The sequence of PostgreSQL that numbers its rows, as a query's argument.
    fn sequence(&self) -> String {
        let column = self.columns[0].trim_matches('"');
        format!("pg_get_serial_sequence('{}', '{column}')", self.name)
    }
}

/// Writes all that stands in the database to a new file at `to`, and lets
/// others read and write meanwhile.
pub(crate) fn take(lanes: &Lanes, to: &Path, steps: &[Migration]) -> Result<(), Fault> {
    match &lanes.target {
        Target::File(from) => {
            let source = Snapshot::open(from)?.connection;
            source.busy_timeout(lanes.limits.lock)?;
            // One reading transaction, and a file without what was deleted.
            source.execute("VACUUM INTO $1", [to.to_string_lossy()])?;
        }
        Target::Server(url) => {
            let server = url.parse::<Address>()?.server(lanes.limits)?;
            let mut source = PgConnection::new(server);
            source.begin("BEGIN READ ONLY ISOLATION LEVEL REPEATABLE READ")?;
            copy_from(&mut source, to, steps)?;
            source.batch("COMMIT")?;
        }
    }
    synced(to)
}

fn synced(path: &Path) -> Result<(), Fault> {
    let synced = File::open(path).and_then(|file| file.sync_all());
    synced.map_err(|error| {
        Fault::new(
            FaultKind::Other,
            format!("syncing {}: {error}", path.display()),
        )
    })
}

fn copy_from(source: &mut PgConnection, to: &Path, steps: &[Migration]) -> Result<(), Fault> {
    let mut file = Connection::open(to)?;
    // Rows come table by table: what names what is verified at the end.
    file.pragma_update(None, "foreign_keys", "OFF")?;
    file.pragma_update(None, "synchronous", "OFF")?;
    let all = file.transaction()?;
    all.execute_batch(&Dialect::Sqlite.ddl(CREATE))?;
    for step in steps {
        all.execute_batch(&Dialect::Sqlite.ddl(step.sql))?;
    }
    for table in tables(&all)? {
        all.execute(&format!("DELETE FROM {}", table.name), [])?;
        let mut insert = all.prepare(&table.insert(""))?;
        source.rows(&table.select(), &mut |row| {
            let values = (0..row.len()).map(|column| value(row, column));
            let values = values.collect::<Result<Vec<_>, _>>()?;
            insert.execute(params_from_iter(values))?;
            Ok(())
        })?;
        if table.numbered {
            let mut drawn = 0_i64;
            let last = format!(
                "SELECT COALESCE(pg_sequence_last_value(CAST({} AS REGCLASS)), 0)",
                table.sequence()
            );
            source.rows(&last, &mut |row| {
                drawn = row.try_get(0)?;
                Ok(())
            })?;
            let name = table.name.trim_matches('"');
            all.execute("DELETE FROM sqlite_sequence WHERE name = $1", [name])?;
            let note = "INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)";
            all.execute(note, (name, drawn))?;
        }
    }
    Ok(all.commit()?)
}

fn value(row: &postgres::Row, column: usize) -> Result<Value, Fault> {
    use postgres::types::Type;
    let kind = row.columns()[column].type_();
    let value = match *kind {
        Type::INT8 => row.try_get::<_, Option<i64>>(column)?.map(Value::Integer),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(column)?.map(Value::Blob),
        _ => row.try_get::<_, Option<String>>(column)?.map(Value::Text),
    };
    Ok(value.unwrap_or(Value::Null))
}

/// Rows come in any order; what they name is looked at when all are there.
const DEFERRED: &str = "DO $$ DECLARE one RECORD; BEGIN
    FOR one IN SELECT CAST(conrelid AS REGCLASS) AS place, conname FROM pg_constraint
        WHERE contype = 'f' AND connamespace = CAST(current_schema() AS REGNAMESPACE)
    LOOP EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', one.place, one.conname);
    END LOOP; END $$";
const AS_BEFORE: &str = "SET CONSTRAINTS ALL IMMEDIATE;
    DO $$ DECLARE one RECORD; BEGIN
    FOR one IN SELECT CAST(conrelid AS REGCLASS) AS place, conname FROM pg_constraint
        WHERE contype = 'f' AND connamespace = CAST(current_schema() AS REGNAMESPACE)
    LOOP EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I NOT DEFERRABLE', one.place, one.conname);
    END LOOP; END $$";

/// Fills a PostgreSQL that holds no schema of ours. The schema is part of the
/// transaction: an attempt that is broken off leaves nothing in the next one's way.
pub(crate) fn give_back(lanes: &Lanes, from: &Snapshot, steps: &[Migration]) -> Result<(), Fault> {
    let Target::Server(url) = &lanes.target else {
        return Err(Fault::shape("a SQLite file is given back as a file"));
    };
    let server = url.parse::<Address>()?.server(lanes.limits)?;
    let mut into = PgConnection::new(server);
    into.begin("BEGIN")?;
    into.batch(LOCK)?;
    into.batch(&Dialect::Postgres.ddl(CREATE))?;
    for step in steps {
        let made = into.batch(&Dialect::Postgres.ddl(step.sql));
        made.map_err(|fault| step.failed(fault))?;
    }
    into.batch(DEFERRED)?;
    let tables = from.tables()?;
    // The steps themselves put rows in.
    for table in &tables {
        into.batch(&format!("DELETE FROM {}", table.name))?;
    }
    for table in &tables {
        let filled = fill(&mut into, from, table);
        filled.map_err(|fault| fault.at(format_args!("filling {}", table.name)))?;
    }
    into.batch(AS_BEFORE)?;
    into.batch("COMMIT")
}

fn fill(into: &mut PgConnection, from: &Snapshot, table: &Table) -> Result<(), Fault> {
    let insert = table.insert("OVERRIDING SYSTEM VALUE");
    let mut select = from.connection.prepare(&table.select())?;
    let mut rows = select.query([])?;
    let filling = into.filling(&insert)?;
    while let Some(row) = rows.next()? {
        let params = (0..table.columns.len()).map(|column| param(row.get_ref(column)?));
        filling.put(&params.collect::<Result<Vec<_>, Fault>>()?)?;
    }
    if table.numbered {
        let sql = "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = $1";
        let name = table.name.trim_matches('"');
        let drawn: i64 = from.connection.query_row(sql, [name], |row| row.get(0))?;
        // A sequence begins at 1: `false` says that it was not drawn yet.
        let (next, called) = (drawn.max(1), drawn > 0);
        into.batch(&format!(
            "SELECT setval(CAST({} AS REGCLASS), {next}, {called})",
            table.sequence()
        ))?;
    }
    Ok(())
}

/// What has no place in PostgreSQL is said and not left out.
fn param(value: ValueRef<'_>) -> Result<Param<'_>, Fault> {
    match value {
        ValueRef::Integer(value) => Ok(Param::Int(value)),
        ValueRef::Text(text) => std::str::from_utf8(text)
            .map(Param::Text)
            .map_err(|error| Fault::shape(format!("a text that is not UTF-8: {error}"))),
        ValueRef::Blob(bytes) => Ok(Param::Blob(bytes)),
        ValueRef::Null => Ok(Param::Null),
        ValueRef::Real(value) => Err(Fault::shape(format!("a number with a fraction: {value}"))),
    }
}
