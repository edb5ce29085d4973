//! The plans of the lists that readers' requests run, and of those of studio and
//! desk: each walks an index, whatever the number of rows. A changed plan shows in
//! review.

use std::collections::BTreeSet;

use masthead::FEATURES;
use masthead::portal::{List, Work};
use masthead::schema::STEPS;
use masthead_db::testing::TestDb;
use masthead_db::{Dialect, Fault};

use crate::support;

/// Those of all features.
fn lists() -> impl Iterator<Item = &'static List> {
    FEATURES.iter().flat_map(|feature| feature.lists)
}

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
fn has_its_reasons(test: &TestDb, list: &List) {
    let dialect = test.db.dialect();
    let plan = plan(test, list);
    let found: BTreeSet<Work> = plan.iter().filter_map(|line| work(line)).collect();
    let meant = list
        .reasons
        .iter()
        .filter(|reason| reason.on.contains(&dialect));
    let meant: BTreeSet<Work> = meant.map(|reason| reason.work).collect();
    assert_eq!(
        found, meant,
        "{dialect:?}, {}: what it does, and what there are reasons for",
        list.name
    );
    let empty = list.reasons.iter().find(|reason| reason.why.is_empty());
    assert!(empty.is_none(), "{}: a reason that is none", list.name);
}

/// How a database would go about a list, line by line.
fn plan(test: &TestDb, list: &List) -> Vec<String> {
    let (name, sql, words) = (list.name, list.sql, list.words);
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

/// None of them sorts what it found, nor looks at rows that are not on the page, but for what it says itself:
/// a queue of a hundred thousand opens as fast as one of ten.
#[test]
fn lists_walk_an_index_by_their_key_on_both_databases() {
    let names: BTreeSet<&str> = lists().map(|list| list.name).collect();
    assert_eq!(names.len(), lists().count(), "two lists are called alike");
    assert!(names.len() > 40, "{names:?}");
    for test in TestDb::each(STEPS) {
        for feature in FEATURES.iter().filter(|feature| !feature.lists.is_empty()) {
            let mut report = String::new();
            for list in feature.lists {
                has_its_reasons(&test, list);
                report.push_str(&format!("{}\n", list.name));
                for line in plan(&test, list) {
                    report.push_str(&format!("    {}\n", line.trim_end()));
                }
            }
            let dialect = test.db.dialect();
            support::kept_beside(feature).bind(|| {
                insta::assert_snapshot!(format!("plans_{dialect:?}"), report);
            });
        }
    }
}
