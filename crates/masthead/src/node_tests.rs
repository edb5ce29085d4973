//! Processes of one database never draw under the same number.

use std::thread;
use std::time::{Duration, Instant};

use masthead::node::Node;
use masthead::schema;
use masthead_clock::{Clock, Ids, Millis};
use masthead_db::testing::TestDb;
use masthead_db::{Db, Fault};

use crate::support::NOW;

fn ids() -> Ids {
    Ids::new(Clock::frozen(NOW).expect("a time"))
}

/// The number of the process that draws.
fn node_of(ids: &Ids) -> i64 {
    ids.fresh::<i64>() % Ids::NODES
}

/// Another process, as far as the database can tell.
fn another(test: &TestDb) -> Db {
    Db::open(&test.target).expect("the database")
}

#[test]
fn each_process_draws_under_a_number_of_its_own_and_the_longest_unused_comes_next() {
    for test in TestDb::each(schema::STEPS) {
        let (one, two) = (ids(), ids());
        let first = Node::take(&test.db, &one).expect("a number");
        let second = Node::take(&another(&test), &two).expect("a number");
        assert_eq!((first.number(), second.number()), (1, 2));
        assert_eq!((node_of(&one), node_of(&two)), (1, 2));
        drop(first);
        let third = Node::take(&test.db, &ids()).expect("a number");
        assert_eq!(
            third.number(),
            3,
            "one that was never taken, though 1 is free"
        );
    }
}

#[test]
fn whoever_takes_a_number_again_with_an_earlier_clock_draws_above_what_was_drawn() {
    for test in TestDb::each(schema::STEPS) {
        let reached = 77_i64 << 40;
        let all: Result<(), Fault> = test.db.write_now(move |tx| {
            for number in 1..Ids::NODES {
                let sql = "INSERT INTO id_node (node, taken, reached) VALUES ($1, $2, $3)";
                let taken = 1_000 - number;
                tx.execute(sql, masthead_db::params![number, taken, reached])?;
            }
            Ok(())
        });
        all.expect("every number was taken once");
        let early = Ids::new(Clock::held(Millis(0)));
        let node = Node::take(&test.db, &early).expect("a number");
        assert_eq!(node.number(), Ids::NODES - 1, "taken longest ago");
        assert!(early.fresh::<i64>() > reached);
    }
}

const SESSIONS: &str =
    "SELECT COUNT(*) FROM (SELECT pg_terminate_backend(pid) AS ended FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 19796 AND database = (SELECT oid
    FROM pg_database WHERE datname = current_database())) AS t WHERE ended";
/// Only the entry under 1 is taken; each other try is counted, also when its transaction is not kept.
const SHUT: &str = "ALTER TABLE id_node ADD CONSTRAINT shut
    CHECK (CASE WHEN node = 1 THEN TRUE ELSE nextval('tried') < 1 END) NOT VALID";
const TRIED: &str = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM tried";

/// Only there to fail.
const PATIENCE: Duration = Duration::from_secs(60);

fn run(test: &TestDb, sql: &'static str) {
    let done: Result<u64, Fault> = test.db.write_now(move |tx| tx.execute(sql, &[]));
    done.expect(sql);
}

fn count(test: &TestDb, sql: &'static str) -> i64 {
    let count: Result<i64, Fault> = test
        .db
        .write_now(move |tx| tx.get(sql, &[], |row| row.get(0)));
    count.expect(sql)
}

/// Asks until it is so, for a minute at most.
#[track_caller]
fn until(is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "it did not come to that");
        thread::yield_now();
    }
}

#[test]
fn whoever_took_a_number_for_a_lost_one_and_could_not_enter_it_draws_under_it_once_it_can() {
    let Some(test) = TestDb::postgres(schema::STEPS) else {
        return;
    };
    let ids = ids();
    let node = Node::take(&test.db, &ids).expect("a number");
    assert_eq!(node.number(), 1);
    run(&test, "CREATE SEQUENCE tried");
    run(&test, SHUT);
    assert_eq!(count(&test, SESSIONS), 1);
    until(|| count(&test, TRIED) > 0);
    run(&test, "ALTER TABLE id_node DROP CONSTRAINT shut");
    // Under 1 anybody else may draw by now.
    until(|| node_of(&ids) == 2);
}
