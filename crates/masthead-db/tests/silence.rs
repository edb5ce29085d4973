//! A PostgreSQL that says nothing, or nothing any more, is not waited for
//! without an end.

use std::future::poll_fn;
use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::task::Poll;
use std::time::{Duration, Instant};

use masthead_db::testing::{Relay, TestDb, mute};
use masthead_db::{Db, Dialect, Fault, FaultKind, Limits, Target, Tx, params};
use tokio::task::JoinHandle;

/// What takes longer never comes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Short enough for a test; the order of what runs out is as when serving.
const SHORT: Limits = Limits {
    connect: Duration::from_millis(400),
    queue: Duration::from_millis(800),
    work: Duration::from_secs(5),
    statement: Duration::from_millis(300),
    lock: Duration::from_millis(200),
};

fn at(address: SocketAddr) -> Target {
    Target::server(&format!("postgres://u:geheim@{address}/d")).expect("a URL")
}

/// A database of a real server, behind a relay; nothing where there is no server.
fn relayed() -> Option<(TestDb, Relay, Db)> {
    let test = TestDb::postgres(&[])?;
    let (relay, target) = Relay::before(&test)?;
    let db = Db::open_within(&target, SHORT).expect("opens");
    Some((test, relay, db))
}

async fn one(db: &Db) -> Result<i64, Fault> {
    db.read(|tx| tx.get("SELECT CAST(1 AS BIGINT)", &[], |row| row.get(0)))
        .await
}

fn kind<T: std::fmt::Debug>(answer: Result<T, Fault>) -> FaultKind {
    answer.expect_err("nobody answers").kind()
}

#[test]
fn a_server_that_accepts_and_says_nothing_is_given_up_at_the_start() {
    let error = Db::open_within(&at(mute()), SHORT)
        .err()
        .expect("nobody speaks")
        .to_string();
    assert!(error.contains("no answer within 0.4 s"), "{error}");
    assert!(error.contains("check that the server runs"), "{error}");
    assert!(!error.contains("geheim"), "{error}");
}

#[tokio::test]
async fn a_server_that_falls_silent_is_given_up_and_found_again() {
    let Some((_test, relay, db)) = relayed() else {
        return;
    };
    assert_eq!(one(&db).await.expect("an answer"), 1);
    relay.hold_tongue();
    // On the connection that was open, and on new ones.
    for _ in 0..8 {
        assert_eq!(kind(one(&db).await), FaultKind::Unavailable);
    }
    relay.speak();
    assert_eq!(one(&db).await.expect("as before"), 1);
}

#[tokio::test]
async fn a_transaction_whose_server_falls_silent_changes_nothing_and_says_so() {
    let Some((test, relay, db)) = relayed() else {
        return;
    };
    db.write(|tx| tx.execute("CREATE TABLE note (text TEXT)", &[]))
        .await
        .expect("a table");
    let line = relay.clone();
    let written = db
        .write(move |tx| -> Result<(), Fault> {
            let insert = |tx: &mut Tx<'_>| tx.execute("INSERT INTO note VALUES ('a')", &[]);
            insert(tx)?;
            line.hold_tongue();
            // Somebody who passes over a fault: what follows is not said to
            // another connection, which knows nothing of this transaction.
            let _ = insert(tx);
            line.speak();
            let _ = insert(tx);
            Ok(())
        })
        .await;
    assert_eq!(kind(written), FaultKind::Unavailable);
    let count = |tx: &mut Tx<'_>| tx.get("SELECT COUNT(*) FROM note", &[], |row| row.get(0));
    let count: i64 = test.db.read(count).await.expect("a count");
    assert_eq!(count, 0);
}

/// Work that keeps its connections until it is let go.
struct Busy {
    gates: Vec<mpsc::Sender<()>>,
    held: Vec<JoinHandle<Result<(), Fault>>>,
}

impl Busy {
    /// All that write.
    async fn writers(db: &Db) -> Self {
        let writers = match db.dialect() {
            Dialect::Sqlite => 1,
            Dialect::Postgres => 4,
        };
        let (mut gates, mut held) = (Vec::new(), Vec::new());
        for _ in 0..writers {
            let (gate, wait) = mpsc::channel::<()>();
            gates.push(gate);
            let db = db.clone();
            held.push(tokio::spawn(async move {
                db.write(move |_| {
                    let _ = wait.recv();
                    Ok::<_, Fault>(())
                })
                .await
            }));
        }
        tokio::task::yield_now().await;
        Self { gates, held }
    }

    async fn let_go(self) {
        drop(self.gates);
        for held in self.held {
            held.await.expect("no panic").expect("held, not harmed");
        }
    }
}

#[tokio::test]
async fn what_was_given_up_in_the_queue_holds_nothing_any_more() {
    for test in TestDb::each(&[]) {
        let db = Db::open_within(&test.target, SHORT).expect("opens");
        let busy = Busy::writers(&db).await;
        let form = Arc::new(vec![0_u8; 1024]);
        let sent = Arc::clone(&form);
        let late = db
            .write(move |_| Ok::<_, Fault>(sent.len()))
            .await
            .expect_err("nobody is free");
        assert_eq!(late.kind(), FaultKind::Busy);
        assert_eq!(Arc::strong_count(&form), 1);
        busy.let_go().await;
    }
}

#[tokio::test]
async fn more_work_than_a_queue_takes_is_refused_at_once_and_not_kept() {
    for test in TestDb::each(&[]) {
        let db = Db::open_within(&test.target, Limits::PATIENT).expect("opens");
        let busy = Busy::writers(&db).await;
        let mut waiting = Vec::new();
        let refused = loop {
            assert!(waiting.len() < 10_000, "a queue without an end");
            let mut asked = Box::pin(db.write(|_| Ok::<_, Fault>(())));
            let first = poll_fn(|context| Poll::Ready(asked.as_mut().poll(context))).await;
            match first {
                Poll::Ready(answer) => break answer,
                Poll::Pending => waiting.push(asked),
            }
        };
        assert_eq!(kind(refused), FaultKind::Busy);
        assert!(waiting.len() >= 1_024, "{}", waiting.len());
        busy.let_go().await;
        for asked in waiting {
            asked.await.expect("written");
        }
    }
}

#[tokio::test]
async fn who_waits_for_a_connection_is_told_and_what_was_given_up_is_not_done_later() {
    for test in TestDb::each(&[]) {
        let db = Db::open_within(&test.target, SHORT).expect("opens");
        db.write(|tx| tx.execute("CREATE TABLE late (size BIGINT)", &[]))
            .await
            .expect("a table");
        let busy = Busy::writers(&db).await;
        let late = db
            .write(|tx| tx.execute("INSERT INTO late VALUES (1)", &[]))
            .await;
        let fault = late.expect_err("nobody is free");
        assert_eq!(fault.kind(), FaultKind::Busy);
        assert!(fault.to_string().contains("became free"), "{fault}");
        busy.let_go().await;
        // Behind the one that was given up in the queue.
        db.write(|tx| tx.execute("INSERT INTO late VALUES (2)", &[]))
            .await
            .expect("free again");
        let sizes =
            |tx: &mut Tx<'_>| tx.query("SELECT size FROM late", &[], |row| row.get::<i64>(0));
        assert_eq!(db.read(sizes).await.expect("rows"), [2]);
    }
}

/// So many changes at one time, and what each was told.
async fn refusals(db: &Db, count: usize) -> Vec<FaultKind> {
    let ask = |_| {
        let db = db.clone();
        tokio::spawn(async move { db.write(|_| Ok::<_, Fault>(())).await })
    };
    let asked: Vec<_> = (0..count).map(ask).collect();
    let mut told = Vec::new();
    for one in asked {
        told.push(kind(one.await.expect("no panic")));
    }
    told
}

/// One heard of the lock; those behind it heard that the database cannot be reached.
#[tokio::test]
async fn of_a_locked_file_everybody_who_waits_hears_that_it_is_busy() {
    let test = TestDb::sqlite(&[]);
    let limits = Limits {
        queue: Duration::from_millis(200),
        lock: Duration::from_millis(800),
        ..SHORT
    };
    let db = Db::open_within(&test.target, limits).expect("opens");
    let elsewhere = Busy::writers(&test.db).await;
    // Its transaction has begun once it answers nobody else.
    let begun = Instant::now();
    while db.write(|_| Ok::<_, Fault>(())).await.is_ok() {
        assert!(begun.elapsed() < PATIENCE, "nobody has locked it");
    }
    assert_eq!(refusals(&db, 10).await, [FaultKind::Busy; 10]);
    elsewhere.let_go().await;
    let written = db.write(|_| Ok::<_, Fault>(())).await;
    written.expect("free again");
}

#[tokio::test]
async fn of_a_silent_server_everybody_who_waits_hears_that_it_is_away() {
    let Some((_test, relay, db)) = relayed() else {
        return;
    };
    relay.hold_tongue();
    // More than there are connections: the last never begin.
    assert_eq!(refusals(&db, 20).await, [FaultKind::Unavailable; 20]);
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_ended_and_the_connection_goes_on() {
    let Some(test) = TestDb::postgres(&[]) else {
        return;
    };
    let db = Db::open_within(&test.target, SHORT).expect("opens");
    let slow: Result<(), Fault> = db
        .read(|tx| tx.get("SELECT CAST(pg_sleep(20) AS TEXT)", &[], |_| Ok(())))
        .await;
    assert_eq!(kind(slow), FaultKind::Busy);
    assert_eq!(one(&db).await.expect("an answer"), 1);
}

#[tokio::test]
async fn a_transaction_that_nobody_goes_on_with_is_ended_by_the_server() {
    let Some(test) = TestDb::postgres(&[]) else {
        return;
    };
    let limits = Limits {
        work: Duration::from_secs(1),
        ..SHORT
    };
    let db = Db::open_within(&test.target, limits).expect("opens");
    let watch = test.db.clone();
    let pid = |tx: &mut Tx<'_>| {
        let sql = "SELECT CAST(pg_backend_pid() AS BIGINT)";
        tx.get(sql, &[], |row| row.get::<i64>(0))
    };
    let (ended, end) = mpsc::channel();
    let left = db
        .write(move |tx| -> Result<(), Fault> {
            let pid = pid(tx)?;
            let sessions = move |tx: &mut Tx<'_>| -> Result<i64, Fault> {
                let sql = "SELECT COUNT(*) FROM pg_stat_activity WHERE pid = $1";
                tx.get(sql, params![pid], |row| row.get(0))
            };
            // As if the line were cut: nothing is said until the server has had enough.
            // One that never has is asked below, and answers.
            let begun = Instant::now();
            while watch.read_now(sessions)? > 0 && begun.elapsed() < PATIENCE {
                std::thread::yield_now();
            }
            let _ = ended.send(tx.execute("SELECT 1", &[]).map(drop));
            Ok(())
        })
        .await;
    assert_eq!(kind(left), FaultKind::Unavailable);
    let said = end.recv_timeout(PATIENCE).expect("the server ended it");
    assert_eq!(kind(said), FaultKind::Unavailable);
}

#[tokio::test]
async fn a_row_that_another_process_holds_is_waited_for_with_a_limit() {
    let Some(test) = TestDb::postgres(&[]) else {
        return;
    };
    let other = Db::open_within(&test.target, SHORT).expect("opens");
    let sql = "CREATE TABLE row (id BIGINT PRIMARY KEY, size BIGINT)";
    let made = test.db.write(|tx| {
        tx.execute(sql, &[])?;
        tx.execute("INSERT INTO row VALUES (1, 0)", &[])
    });
    made.await.expect("a row");
    let grow = |tx: &mut Tx<'_>| tx.execute("UPDATE row SET size = $1", params![1]);
    let (gate, wait) = mpsc::channel::<()>();
    let (began, begun) = tokio::sync::oneshot::channel();
    let db = test.db.clone();
    let holding = tokio::spawn(async move {
        db.write(move |tx| {
            grow(tx)?;
            let _ = began.send(());
            let _ = wait.recv();
            Ok::<_, Fault>(())
        })
        .await
    });
    begun.await.expect("held");
    assert_eq!(kind(other.write(grow).await), FaultKind::Busy);
    drop(gate);
    holding.await.expect("no panic").expect("written");
    assert_eq!(other.write(grow).await.expect("free"), 1);
}
