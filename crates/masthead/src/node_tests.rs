//! Processes of one database never draw under the same number.

use masthead::node::Node;
use masthead::schema;
use masthead_clock::{Clock, Ids, Millis};
use masthead_db::testing::TestDb;
use masthead_db::{Db, Fault};

use crate::support::NOW;

fn ids() -> Ids {
    Ids::new(Clock::frozen(NOW).expect("a time"))
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
        assert_eq!((one.fresh() % Ids::NODES, two.fresh() % Ids::NODES), (1, 2));
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
        assert!(early.fresh() > reached);
    }
}
