//! Of two who want the same number, one has it, for as long as it lives.

use std::time::{Duration, Instant};

use masthead_db::testing::TestDb;
use masthead_db::{Db, Fault};

/// What takes longer never comes.
const PATIENCE: Duration = Duration::from_secs(60);

fn another(test: &TestDb) -> Db {
    Db::open(&test.target).expect("a second process")
}

#[test]
fn a_number_is_held_by_one_alone_until_that_one_is_gone() {
    for test in TestDb::each(&[]) {
        let other = another(&test);
        let mut first = test.db.holder().expect("a holder");
        let mut second = other.holder().expect("a holder");
        assert!(first.take(7).expect("asked"));
        assert!(!second.take(7).expect("asked"));
        assert!(!second.holds(7).expect("asked"));
        assert!(second.take(8).expect("asked"));
        drop(first);
        // A server may take a moment to see that a session has ended.
        let begun = Instant::now();
        while !second.take(7).expect("asked") {
            assert!(begun.elapsed() < PATIENCE, "its number never got free");
            std::thread::yield_now();
        }
        assert!(second.holds(7).expect("asked"));
        // What it held before is free again.
        assert!(!second.holds(8).expect("asked"));
        assert!(test.db.holder().expect("a holder").take(8).expect("asked"));
    }
}

#[test]
fn whose_session_was_ended_knows_that_it_holds_nothing() {
    let Some(test) = TestDb::postgres(&[]) else {
        return;
    };
    let mut holder = test.db.holder().expect("a holder");
    assert!(holder.take(7).expect("asked"));
    let end = "SELECT COUNT(*) FROM (SELECT pg_terminate_backend(pid) AS ended FROM pg_locks
        WHERE locktype = 'advisory' AND classid = 19796 AND database = (SELECT oid
        FROM pg_database WHERE datname = current_database())) AS t WHERE ended";
    let ended: Result<i64, Fault> = test.db.write_now(|tx| tx.get(end, &[], |row| row.get(0)));
    assert_eq!(ended.expect("ended"), 1);
    // A session ends a moment after it was told to. Until somebody can be asked
    // on a new one, an error leaves open whether the number is held.
    let begun = Instant::now();
    while holder.holds(7).unwrap_or(true) {
        assert!(begun.elapsed() < PATIENCE, "it holds on for ever");
        std::thread::yield_now();
    }
    assert!(holder.take(7).expect("asked"));
}
