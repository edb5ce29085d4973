//! Databases with a schema, made once in a process and copied for each test:
//! applying all steps takes longer than most tests do.

use std::collections::HashMap;
use std::fs;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::{create, on_server};
use crate::{Db, Migration, Target};

/// Bytes of database files, by how many steps were applied, of which first.
static FILES: Mutex<Option<HashMap<Schema, Arc<Vec<u8>>>>> = Mutex::new(None);
/// Names of databases on the server.
static DATABASES: Mutex<Option<HashMap<Schema, String>>> = Mutex::new(None);

/// A sequence of steps, which stand in the program for good: where, and how many.
type Schema = (usize, usize);

fn schema(steps: &'static [Migration]) -> Schema {
    (steps.as_ptr().addr(), steps.len())
}

/// The bytes of a database file with the schema of `steps`.
pub(super) fn file(steps: &'static [Migration]) -> Arc<Vec<u8>> {
    let mut files = held(&FILES);
    let made = files.get_or_insert_default().entry(schema(steps));
    let made = made.or_insert_with(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (path, whole) = (
            folder.path().join("template.db"),
            folder.path().join("whole.db"),
        );
        migrated(&Target::File(path.clone()), steps);
        // What is written may stand in the log beside the file still.
        let connection = Connection::open(&path).expect("the template");
        let copied = connection.execute("VACUUM INTO ?1", [whole.to_string_lossy()]);
        copied.expect("a copy of the template");
        Arc::new(fs::read(&whole).expect("the copy"))
    });
    Arc::clone(made)
}

/// A database on the server with the schema of `steps`, to be copied. It stays
/// there with the server, which is the tests' own.
pub(super) fn database(server: &str, steps: &'static [Migration]) -> String {
    let mut databases = held(&DATABASES);
    let databases = databases.get_or_insert_default();
    let number = databases.len();
    let made = databases.entry(schema(steps)).or_insert_with(|| {
        let name = format!("masthead_template_{}_{number}", std::process::id());
        create(server, &name, "template0").expect("a database on the test server");
        migrated(&on_server(server, &name), steps);
        name
    });
    made.clone()
}

/// Closed again soon after this returns: PostgreSQL waits some seconds until
/// nobody is connected to what it copies.
fn migrated(target: &Target, steps: &'static [Migration]) {
    let db = Db::open(target).expect("a fresh database opens");
    db.migrate(steps).expect("the schema applies");
}

fn held<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
