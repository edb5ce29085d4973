//! What every store counts on, on SQLite and on PostgreSQL.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use masthead_db::testing::TestDb;
use masthead_db::{Db, Dialect, Fault, FaultKind, Limits, Migration, Tx, params};

const STEPS: &[Migration] = &[Migration {
    version: 1,
    name: "notes",
    sql: "CREATE TABLE note (id {serial}, text TEXT NOT NULL UNIQUE, size {int} NOT NULL) {strict}",
}];

async fn put(db: &Db, text: String) -> Result<i64, Fault> {
    db.write(move |tx| {
        tx.get(
            "INSERT INTO note (text, size) VALUES ($1, $2) RETURNING id",
            params![&text, text.len() as i64],
            |row| row.get(0),
        )
    })
    .await
}

async fn count(db: &Db) -> i64 {
    db.read(|tx| tx.get("SELECT COUNT(*) FROM note", &[], |row| row.get::<i64>(0)))
        .await
        .expect("a count")
}

#[tokio::test]
async fn work_that_fails_leaves_no_trace() {
    for test in TestDb::each(STEPS) {
        let failed: Result<(), Fault> = test
            .db
            .write(|tx| {
                tx.execute("INSERT INTO note (text, size) VALUES ('a', 1)", &[])?;
                tx.execute("INSERT INTO note (text, size) VALUES ('a', 2)", &[])?;
                Ok(())
            })
            .await;
        assert_eq!(
            failed.expect_err("twice the same").kind(),
            FaultKind::Unique
        );
        assert_eq!(count(&test.db).await, 0);
        put(&test.db, "a".into()).await.expect("still usable");
    }
}

#[tokio::test]
async fn parallel_writers_all_arrive_and_only_the_bad_one_is_told() {
    for test in TestDb::each(STEPS) {
        let writers: Vec<_> = (0..200)
            .map(|number| {
                let db = test.db.clone();
                tokio::spawn(async move { put(&db, format!("{}", number.min(198))).await })
            })
            .collect();
        let mut refused = 0;
        for writer in writers {
            if let Err(fault) = writer.await.expect("a writer") {
                assert_eq!(fault.kind(), FaultKind::Unique);
                refused += 1;
            }
        }
        assert_eq!((refused, count(&test.db).await), (1, 199));
    }
}

#[tokio::test]
async fn picking_stops_at_the_last_row_that_is_wanted() {
    for test in TestDb::each(STEPS) {
        for text in ["a", "bb", "ccc", "dddd", "eeeee"] {
            put(&test.db, text.into()).await.expect("a note");
        }
        let picked = test.db.read(|tx| {
            let mut seen = 0;
            let sql = "SELECT size FROM note ORDER BY size";
            let odd = tx.pick(sql, &[], 2, |row| {
                seen += 1;
                let size: i64 = row.get(0)?;
                Ok((size % 2 == 1).then_some(size))
            })?;
            // The transaction goes on, though rows were left lying.
            let all = tx.query(sql, &[], |row| row.get::<i64>(0))?;
            Ok::<_, Fault>((odd, seen, all.len()))
        });
        assert_eq!(picked.await.expect("rows"), (vec![1, 3], 3, 5));
    }
}

#[tokio::test]
async fn a_panic_is_a_fault_and_the_thread_lives_on() {
    for test in TestDb::each(STEPS) {
        let fault: Fault = test
            .db
            .write(|tx| -> Result<(), Fault> {
                tx.execute("INSERT INTO note (text, size) VALUES ('a', 1)", &[])?;
                panic!("a defect")
            })
            .await
            .expect_err("panicked");
        assert_eq!(fault.kind(), FaultKind::Panicked);
        assert_eq!(count(&test.db).await, 0);
    }
}

#[tokio::test]
async fn afterwards_runs_only_after_a_commit() {
    for test in TestDb::each(STEPS) {
        let (sender, heard) = std::sync::mpsc::channel();
        let failing = sender.clone();
        let failed: Result<(), Fault> = test
            .db
            .write(move |tx| {
                tx.afterwards(move || {
                    let _ = failing.send("failed");
                });
                tx.execute("INSERT INTO note (text, size) VALUES (NULL, 1)", &[])?;
                Ok(())
            })
            .await;
        assert_eq!(failed.expect_err("no text").kind(), FaultKind::Check);
        let done: Result<(), Fault> = test
            .db
            .write(move |tx| {
                tx.afterwards(move || {
                    let _ = sender.send("done");
                });
                Ok(())
            })
            .await;
        done.expect("committed");
        assert_eq!(heard.iter().collect::<Vec<_>>(), ["done"]);
    }
}

#[tokio::test]
async fn a_value_may_stand_twice_and_out_of_order() {
    for test in TestDb::each(STEPS) {
        let found: (String, i64, Option<String>) = test
            .db
            .read(|tx| {
                tx.get(
                    "SELECT CAST($2 AS TEXT), CAST($1 AS BIGINT) + CAST($1 AS BIGINT), CAST($3 AS TEXT)",
                    params![21_i64, "二", None::<&str>],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
                )
            })
            .await
            .map_err(|fault: Fault| fault.to_string())
            .expect("a row");
        assert_eq!(found, ("二".to_owned(), 42, None));
    }
}

#[tokio::test]
async fn a_reader_cannot_write() {
    for test in TestDb::each(STEPS) {
        let refused: Result<u64, Fault> = test
            .db
            .read(|tx| tx.execute("INSERT INTO note (text, size) VALUES ('a', 1)", &[]))
            .await;
        assert_eq!(refused.expect_err("read only").kind(), FaultKind::ReadOnly);
    }
}

#[test]
fn a_schema_from_a_newer_version_is_left_alone() {
    for test in TestDb::each(STEPS) {
        let error = test.db.migrate(&[]).expect_err("newer");
        assert!(error.to_string().contains("newer Masthead"), "{error}");
    }
}

#[test]
fn a_step_that_fails_is_named_also_where_a_backup_is_brought_to_the_schema() {
    const BROKEN: &[Migration] = &[
        STEPS[0],
        Migration {
            version: 2,
            name: "twice",
            sql: "CREATE TABLE note (id {id})",
        },
    ];
    for test in TestDb::each(STEPS) {
        let error = test.db.migrate(BROKEN).expect_err("there is such a table");
        let said = Fault::from(error).to_string();
        assert!(said.starts_with("schema step 2 (twice) failed: "), "{said}");
    }
}

#[test]
fn a_database_that_cannot_be_opened_says_what_to_do_and_keeps_the_password() {
    use masthead_db::Target;
    let target = Target::server("postgres://desk:secret@127.0.0.1:1/none").expect("a URL");
    let error = Db::open(&target).err().expect("nobody listens").to_string();
    assert!(error.contains("check that the server runs"), "{error}");
    assert!(!error.contains("secret"), "{error}");
    let bad = Target::server("mysql://x:secret@y/z")
        .err()
        .expect("not ours")
        .to_string();
    assert!(
        bad.contains("postgres://") && !bad.contains("secret"),
        "{bad}"
    );
    let missing = Target::File("no/such/folder/x.db".into());
    let error = Db::open(&missing).err().expect("no folder").to_string();
    assert!(error.contains("may write to"), "{error}");
}

#[tokio::test]
async fn reading_that_nobody_waits_for_any_more_is_left_undone() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc;
    for test in TestDb::each(STEPS) {
        // Every connection is held until the gate opens.
        let (mut opened, mut held) = (Vec::new(), Vec::new());
        for _ in 0..16 {
            let (open, gate) = mpsc::channel::<()>();
            opened.push(open);
            let db = test.db.clone();
            held.push(tokio::spawn(async move {
                let wait = move |_: &mut Tx<'_>| Ok::<_, Fault>(gate.recv().is_ok());
                db.read(wait).await
            }));
        }
        tokio::task::yield_now().await;
        let ran = Arc::new(AtomicBool::new(false));
        let noted = Arc::clone(&ran);
        {
            let mut gone = Box::pin(test.db.read(move |_| {
                noted.store(true, Ordering::SeqCst);
                Ok::<_, Fault>(())
            }));
            let first = std::future::poll_fn(|context| {
                std::task::Poll::Ready(gone.as_mut().poll(context).is_pending())
            });
            assert!(first.await, "it waits for a connection");
        }
        drop(opened);
        for waiting in held {
            waiting.await.expect("no panic").expect("answered");
        }
        // Later than the one that is left undone, in the same queue.
        test.db.read(|_| Ok::<_, Fault>(())).await.expect("read");
        assert!(!ran.load(Ordering::SeqCst));
    }
}

#[tokio::test]
async fn a_read_without_an_end_is_broken_off_and_keeps_no_connection() {
    for test in TestDb::each(STEPS) {
        let limits = Limits {
            statement: Duration::from_millis(200),
            ..Limits::SERVING
        };
        let db = Db::open_within(&test.target, limits).expect("opens");
        // Once more than SQLite has readers.
        for _ in 0..5 {
            let endless: Result<i64, Fault> = db
                .read(|tx| {
                    tx.get(
                        "WITH RECURSIVE n (i) AS (
                            SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n)
                        SELECT COUNT(*) FROM n",
                        &[],
                        |row| row.get(0),
                    )
                })
                .await;
            assert_eq!(endless.expect_err("no end").kind(), FaultKind::Busy);
        }
        assert_eq!(count(&db).await, 0);
    }
}

/// Whoever started behind a lock waited for it with nothing to change.
#[test]
fn a_schema_that_is_the_newest_waits_for_nobody_who_writes() {
    for test in TestDb::each(STEPS) {
        let (began, begun) = mpsc::channel();
        let (gate, wait) = mpsc::channel::<()>();
        let other = test.db.clone();
        let writing = thread::spawn(move || {
            other.write_now(move |tx| -> Result<(), Fault> {
                if tx.dialect() == Dialect::Postgres {
                    tx.execute("LOCK TABLE schema_step IN EXCLUSIVE MODE", &[])?;
                }
                let _ = began.send(());
                let _ = wait.recv();
                Ok(())
            })
        });
        begun.recv().expect("it writes");
        let limits = Limits {
            lock: Duration::from_millis(200),
            ..Limits::SERVING
        };
        let db = Db::open_within(&test.target, limits).expect("opens");
        db.migrate(STEPS).expect("nothing to do");
        drop(gate);
        writing.join().expect("no panic").expect("written");
    }
}

#[test]
fn a_wal_that_somebody_reads_still_is_not_said_to_lie_in_the_file() {
    let test = TestDb::sqlite(STEPS);
    let limits = Limits {
        lock: Duration::from_millis(200),
        ..Limits::SERVING
    };
    let db = Db::open_within(&test.target, limits).expect("opens");
    let (began, begun) = mpsc::channel();
    let (gate, wait) = mpsc::channel::<()>();
    let other = test.db.clone();
    let reading = thread::spawn(move || {
        other.read_now(move |tx| -> Result<(), Fault> {
            tx.get("SELECT COUNT(*) FROM note", &[], |_| Ok(()))?;
            let _ = began.send(());
            let _ = wait.recv();
            Ok(())
        })
    });
    begun.recv().expect("it reads");
    let written = "INSERT INTO note (text, size) VALUES ('a', 1)";
    let written: Result<u64, Fault> = db.write_now(|tx| tx.execute(written, &[]));
    written.expect("written");
    let patience = Duration::from_secs(60);
    let fault = db.settle(patience).expect_err("it is read still");
    assert_eq!(fault.kind(), FaultKind::Busy);
    drop(gate);
    reading.join().expect("no panic").expect("read");
    db.settle(patience).expect("all of it");
}
