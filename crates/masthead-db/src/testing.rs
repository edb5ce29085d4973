//! Fresh databases for tests: SQLite always, PostgreSQL where
//! `MASTHEAD_TEST_POSTGRES` names a server that may be filled with databases
//! (the project's test command starts one).

use std::fs;
use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};

use postgres::NoTls;
use tokio::runtime::Builder;

use crate::{Db, Migration, Target};

mod relay;
mod template;

pub use relay::{Relay, mute};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A database that is thrown away with this value.
pub struct TestDb {
    pub db: Db,
    pub target: Target,
    _place: Place,
}

enum Place {
    Folder { _folder: tempfile::TempDir },
    Server { _database: TestServerDatabase },
}

struct TestServerDatabase {
    server: String,
    name: String,
}

impl TestDb {
    /// One of each kind, with the schema of `steps`.
    ///
    /// # Panics
    /// Where a database cannot be made: a test has nothing to go on with.
    #[must_use]
    pub fn each(steps: &'static [Migration]) -> Vec<Self> {
        let mut found = vec![Self::sqlite(steps)];
        match Self::postgres(steps) {
            Some(postgres) => found.push(postgres),
            None => eprintln!("MASTHEAD_TEST_POSTGRES is not set: PostgreSQL is left out"),
        }
        found
    }

    /// # Panics
    /// As [`TestDb::each`].
    #[must_use]
    pub fn sqlite(steps: &'static [Migration]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("test.db");
        if !steps.is_empty() {
            fs::write(&file, &*template::file(steps)).expect("a copy of the template");
        }
        Self::open(Target::File(file), Place::Folder { _folder: folder })
    }

    /// # Panics
    /// As [`TestDb::each`].
    #[must_use]
    pub fn postgres(steps: &'static [Migration]) -> Option<Self> {
        let server = std::env::var("MASTHEAD_TEST_POSTGRES").ok()?;
        let template = match steps.is_empty() {
            true => "template0".to_owned(),
            false => template::database(&server, steps),
        };
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("masthead_test_{}_{number}", std::process::id());
        create(&server, &name, &template).expect("a database on the test server");
        let target = on_server(&server, &name);
        let database = TestServerDatabase { server, name };
        let place = Place::Server {
            _database: database,
        };
        Some(Self::open(target, place))
    }

    fn open(target: Target, place: Place) -> Self {
        let db = Db::open(&target).expect("a fresh database opens");
        Self {
            db,
            target,
            _place: place,
        }
    }
}

fn create(server: &str, name: &str, template: &str) -> Result<(), postgres::Error> {
    let sql =
        format!("CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8' STRATEGY file_copy");
    tell(server, sql)
}

fn on_server(server: &str, name: &str) -> Target {
    let (base, _) = server.rsplit_once('/').expect("a URL with a database");
    Target::server(&format!("{base}/{name}")).expect("a good URL")
}

impl Drop for TestServerDatabase {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        if let Err(error) = tell(&self.server, drop) {
            eprintln!("{} is left on the test server: {error}", self.name);
        }
    }
}

/// On a thread with a runtime of its own: this may be an async test's.
fn tell(server: &str, sql: String) -> Result<(), postgres::Error> {
    let config = postgres::Config::from_str(server).expect("MASTHEAD_TEST_POSTGRES is a URL");
    let telling = move || {
        let runtime = Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let (client, connection) = config.connect(NoTls).await?;
            tokio::spawn(connection);
            client.batch_execute(&sql).await
        })
    };
    std::thread::spawn(telling)
        .join()
        .expect("the thread of the test server's client")
}
