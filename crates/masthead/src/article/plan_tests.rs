//! The plans of the lists that readers' requests run, and of those of studio and
//! desk: each walks an index, whatever the number of rows. A changed plan shows in
//! review.

use std::collections::BTreeSet;

use masthead::account::store::{member as membership, passkey, role, session};
use masthead::application::store::LIST as APPLICATIONS;
use masthead::application::words::LIST as APPLICATION_WORDS;
use masthead::article::store::PLANNED;
use masthead::creator::store::MONTHS;
use masthead::credential::store::{ENDED, ENDING, QUEUE as PAPERS};
use masthead::credit::store::{appeal, creator, entry, past};
use masthead::following::store::{LIST as FOLLOWED, NEWEST};
use masthead::media::store::private::DUE as PRIVATE_DUE;
use masthead::media::store::upload::DUE as FILES_DUE;
use masthead::member::store as member;
use masthead::notification::store::letter::READERS;
use masthead::notification::store::{OF_FOLLOWED, OWN, STANDING};
use masthead::publishing::store::{check, draft, reading, remark, revision, submission};
use masthead::schema::STEPS;
use masthead::slot::store::open::OF_PLACE;
use masthead::slot::store::version::VERSIONS;
use masthead_db::testing::TestDb;
use masthead_db::{Dialect, Fault};

/// Name, text, and which of its parameters are words.
type List = (&'static str, &'static str, &'static [usize]);

const READERS_LISTS: &[List] = &[
    ("months", MONTHS, &[]),
    ("fillings of a place", OF_PLACE, &[1]),
    ("versions of a place", VERSIONS, &[1]),
    ("whom a reader follows", FOLLOWED, &[]),
    ("the newest of whom a reader follows", NEWEST, &[]),
    ("notifications", OWN, &[]),
    ("what followed creators published", OF_FOLLOWED, &[]),
    ("how many are unread", STANDING, &[1]),
    ("followers who want letters", READERS, &[]),
];

const NEWSROOM_LISTS: &[List] = &[
    ("pieces of a creator", draft::LIST, &[]),
    ("pieces that were written last", draft::RECENT, &[]),
    ("revisions of a piece", revision::LIST, &[]),
    ("submissions of a piece", submission::OF_ARTICLE, &[]),
    ("remarks on a submission", remark::LIST, &[]),
    ("readings of a submission", reading::LIST, &[]),
    ("what waits", submission::WAITING, &[]),
    (
        "what waits in a channel",
        submission::WAITING_IN_CHANNEL,
        &[],
    ),
    ("what is to be checked", check::UNCHECKED, &[]),
    (
        "what is to be checked in a channel",
        check::UNCHECKED_IN_CHANNEL,
        &[],
    ),
    ("applications", APPLICATIONS, &[1, 2]),
    ("words of an application", APPLICATION_WORDS, &[]),
    ("files to look at", FILES_DUE, &[]),
    ("private files to look at", PRIVATE_DUE, &[]),
    ("papers to confirm", PAPERS, &[]),
    ("papers that ended", ENDED, &[1]),
    ("papers that end soon", ENDING, &[1]),
    ("credit of a creator", entry::LIST, &[]),
    ("appeals", appeal::OPEN, &[]),
    ("what a creator handed in", creator::COUNT, &[]),
    ("violations of the last days", past::ENTRIES, &[]),
    ("submissions of the last days", past::HANDED_IN, &[]),
    ("versions of a place", VERSIONS, &[1]),
    ("members of a creator", member::LIST, &[]),
    ("who is invited", member::INVITED, &[]),
    ("creators of a member", membership::LIST, &[]),
    ("creators of a member by name", membership::CREATORS, &[]),
    ("notifications", OWN, &[]),
    ("sessions of an account", session::LIST, &[]),
    ("passkeys of an account", passkey::LIST, &[]),
    ("roles of an account", role::LIST, &[]),
    ("accounts", role::ROWS, &[]),
];

/// What costs more the more rows there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Work {
    /// It puts what it found in order.
    Sorts,
    /// It looks at all rows of something.
    Scans,
}

/// Why a list may do such work, on which databases.
struct Reason {
    list: &'static str,
    on: &'static [Dialect],
    does: Work,
    why: &'static str,
}

const BOTH: &[Dialect] = &[Dialect::Sqlite, Dialect::Postgres];
const SQLITE: &[Dialect] = &[Dialect::Sqlite];

const REASONS: &[Reason] = &[
    Reason {
        list: "fillings of a place",
        on: BOTH,
        does: Work::Sorts,
        why: "a place has 40 fillings that have not ended at most (MOST_FILLINGS), and its page shows all of them",
    },
    Reason {
        list: "whom a reader follows",
        on: BOTH,
        does: Work::Sorts,
        why: "a reader follows 2,000 at most (following::MOST)",
    },
    Reason {
        list: "the newest of whom a reader follows",
        on: BOTH,
        does: Work::Sorts,
        why: "a reader follows 2,000 at most, read from the index without their creators",
    },
    Reason {
        list: "the newest of whom a reader follows",
        on: SQLITE,
        does: Work::Scans,
        why: "what it scans is the page of creators that its own subquery gave, no table",
    },
    Reason {
        list: "what followed creators published",
        on: SQLITE,
        does: Work::Sorts,
        why: "the articles of many creators are merged, of the last days alone (FOLLOWING_DAYS)",
    },
    Reason {
        list: "how many are unread",
        on: SQLITE,
        does: Work::Scans,
        why: "what it scans are its own subqueries, each of which ends at a limit (COUNTED)",
    },
    Reason {
        list: "what a creator handed in",
        on: SQLITE,
        does: Work::Sorts,
        why: "what one creator handed in on a day is counted, each piece once",
    },
];

/// What a line of a plan says that it does, if that is work.
fn work(line: &str) -> Option<Work> {
    let line = line.trim_start().trim_start_matches("->").trim();
    let sorts = line == "Sort" || line.starts_with("Incremental Sort");
    if sorts || line.starts_with("USE TEMP B-TREE") {
        return Some(Work::Sorts);
    }
    let scans = line.starts_with("SCAN ") && !line.contains(" USING ");
    (scans || line.contains("Seq Scan")).then_some(Work::Scans)
}

/// A plan that does such work has a reason, and no reason outlives its plan.
fn has_its_reasons(test: &TestDb, lists: &[List]) {
    let dialect = test.db.dialect();
    let of = |list: &List| {
        let plan = plan(test, *list).into_iter();
        let done = plan.filter_map(|line| work(&line));
        done.map(|work| (list.0, work)).collect::<Vec<_>>()
    };
    let found: BTreeSet<_> = lists.iter().flat_map(of).collect();
    let is_meant = |reason: &&Reason| {
        let is_here = lists.iter().any(|list| list.0 == reason.list);
        is_here && reason.on.contains(&dialect) && !reason.why.is_empty()
    };
    let meant: BTreeSet<_> = REASONS
        .iter()
        .filter(is_meant)
        .map(|reason| (reason.list, reason.does))
        .collect();
    let unreasoned: Vec<_> = found.difference(&meant).collect();
    let outlived: Vec<_> = meant.difference(&found).collect();
    assert!(
        unreasoned.is_empty() && outlived.is_empty(),
        "{dialect:?}: without a reason {unreasoned:?}; no longer so {outlived:?}"
    );
}

/// How a database would go about a list, line by line.
fn plan(test: &TestDb, (name, sql, words): List) -> Vec<String> {
    let dialect = test.db.dialect();
    let lines: Result<Vec<String>, Fault> = test.db.write_now(move |tx| {
        if dialect == Dialect::Postgres {
            // Small tables are scanned, and a missing index would not show.
            tx.execute("SET LOCAL enable_seqscan = off", &[])?;
            tx.execute("SET LOCAL enable_sort = off", &[])?;
            tx.execute("SET LOCAL enable_bitmapscan = off", &[])?;
            tx.execute("SET LOCAL enable_hashjoin = off", &[])?;
            tx.execute("SET LOCAL enable_mergejoin = off", &[])?;
            tx.execute("SET LOCAL enable_material = off", &[])?;
            tx.execute("SET LOCAL plan_cache_mode = force_generic_plan", &[])?;
        }
        let text = format!("{}{sql}", dialect.explain());
        let column = if dialect == Dialect::Sqlite { 3 } else { 0 };
        let used = (1..=5).filter(|n| sql.contains(&format!("${n}")));
        let params: Vec<_> = used
            .map(|n| match words.contains(&n) {
                true => "hot".into(),
                false => 1_i64.into(),
            })
            .collect();
        // A test may keep a text for ever; a query has to.
        tx.query(text.leak(), &params, |row| row.get(column))
    });
    lines.unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

fn report(test: &TestDb, lists: impl Iterator<Item = List>) -> String {
    let mut report = String::new();
    for list in lists {
        report.push_str(&format!("{}\n", list.0));
        for line in plan(test, list) {
            report.push_str(&format!("    {}\n", line.trim_end()));
        }
    }
    report
}

#[test]
fn lists_walk_an_index_on_both_databases() {
    for test in TestDb::each(STEPS) {
        let planned = PLANNED.iter().map(|(name, sql)| (*name, *sql, &[][..]));
        let lists: Vec<List> = planned.chain(READERS_LISTS.iter().copied()).collect();
        has_its_reasons(&test, &lists);
        let report = report(&test, lists.into_iter());
        let dialect = test.db.dialect();
        insta::assert_snapshot!(format!("plans_{dialect:?}"), report);
    }
}

/// None of them sorts what it found, nor looks at rows that are not on the page, but for [`REASONS`]:
/// a queue of a hundred thousand opens as fast as one of ten.
#[test]
fn the_lists_of_studio_and_desk_walk_an_index_by_their_key() {
    for test in TestDb::each(STEPS) {
        has_its_reasons(&test, NEWSROOM_LISTS);
        let dialect = test.db.dialect();
        let report = report(&test, NEWSROOM_LISTS.iter().copied());
        insta::assert_snapshot!(format!("newsroom_plans_{dialect:?}"), report);
    }
}

#[test]
fn every_reason_is_of_a_list_that_there_is() {
    let lists = READERS_LISTS.iter().chain(NEWSROOM_LISTS);
    let names: BTreeSet<&str> = lists.map(|list| list.0).collect();
    for reason in REASONS {
        assert!(
            names.contains(reason.list),
            "{}: {}",
            reason.list,
            reason.why
        );
    }
}
