//! Fresh databases for tests: SQLite always, PostgreSQL where
//! `MASTHEAD_TEST_POSTGRES` names a server that may be filled with databases
//! (the project's test command starts one).

use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};

use postgres::NoTls;
use tokio::runtime::Builder;

use crate::{Db, Migration, Target};

mod relay;

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
        let target = Target::File(folder.path().join("test.db"));
        Self::open(target, steps, Place::Folder { _folder: folder })
    }

    /// # Panics
    /// As [`TestDb::each`].
    #[must_use]
    pub fn postgres(steps: &'static [Migration]) -> Option<Self> {
        let server = std::env::var("MASTHEAD_TEST_POSTGRES").ok()?;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("masthead_test_{}_{number}", std::process::id());
        let create =
            format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' STRATEGY file_copy");
        tell(&server, create).expect("a database on the test server");
        let (base, _) = server.rsplit_once('/').expect("a URL with a database");
        let target = Target::server(&format!("{base}/{name}")).expect("a good URL");
        let database = TestServerDatabase { server, name };
        Some(Self::open(
            target,
            steps,
            Place::Server {
                _database: database,
            },
        ))
    }

    fn open(target: Target, steps: &'static [Migration], place: Place) -> Self {
        let db = Db::open(&target).expect("a fresh database opens");
        // Without a step it is a database that no portal has seen.
        if !steps.is_empty() {
            db.migrate(steps).expect("the schema applies");
        }
        Self {
            db,
            target,
            _place: place,
        }
    }
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
