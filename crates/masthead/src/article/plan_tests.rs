//! The plans of the lists that readers' requests run, and of those of studio and
//! desk: each walks an index, whatever the number of rows. A changed plan shows in
//! review.

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
        let report = report(&test, planned.chain(READERS_LISTS.iter().copied()));
        let dialect = test.db.dialect();
        insta::assert_snapshot!(format!("plans_{dialect:?}"), report);
    }
}

/// None of them sorts what it found, nor looks at rows that are not on the page:
/// a queue of a hundred thousand opens as fast as one of ten.
#[test]
fn the_lists_of_studio_and_desk_walk_an_index_by_their_key() {
    for test in TestDb::each(STEPS) {
        let dialect = test.db.dialect();
        let report = report(&test, NEWSROOM_LISTS.iter().copied());
        for line in report.lines() {
            let line = line.trim_start().trim_start_matches("->").trim_start();
            let sorts = line.starts_with("Sort") || line.starts_with("Incremental Sort");
            let sorts = sorts || line.starts_with("USE TEMP B-TREE FOR");
            // What one creator handed in on a day is counted once each.
            let once = line.contains("count(DISTINCT)");
            assert!(!sorts || once, "{dialect:?}: {line}\n{report}");
            let scans = line.starts_with("Seq Scan") || line.starts_with("SCAN ");
            assert!(
                !scans || line.contains("USING"),
                "{dialect:?}: {line}\n{report}"
            );
        }
        insta::assert_snapshot!(format!("newsroom_plans_{dialect:?}"), report);
    }
}
