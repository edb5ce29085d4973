//! The plans of the lists that readers' requests run: each walks an index,
//! whatever the number of rows. A changed plan shows in review.

use masthead::article::store::PLANNED;
use masthead::creator::store::MONTHS;
use masthead::following::store::{LIST as FOLLOWED, NEWEST};
use masthead::notification::store::letter::READERS;
use masthead::notification::store::{OF_FOLLOWED, OWN, STANDING};
use masthead::schema::STEPS;
use masthead::slot::store::open::OF_PLACE;
use masthead::slot::store::version::VERSIONS;
use masthead_db::testing::TestDb;
use masthead_db::{Dialect, Fault};

const LISTS: &[(&str, &str)] = &[
    ("months", MONTHS),
    ("fillings of a place", OF_PLACE),
    ("versions of a place", VERSIONS),
    ("whom a reader follows", FOLLOWED),
    ("the newest of whom a reader follows", NEWEST),
    ("notifications", OWN),
    ("what followed creators published", OF_FOLLOWED),
    ("how many are unread", STANDING),
    ("followers who want letters", READERS),
];

#[test]
fn lists_walk_an_index_on_both_databases() {
    for test in TestDb::each(STEPS) {
        let dialect = test.db.dialect();
        let mut report = String::new();
        for (name, sql) in PLANNED.iter().chain(LISTS) {
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
                // A test may keep a text for ever; a query has to.
                let place = sql.contains("place = $1") || sql.contains("digest = $1");
                let first = if place { "hot".into() } else { 1_i64.into() };
                let one = || 1_i64.into();
                let params = [first, one(), one(), one(), one()];
                let used = (1..=5).filter(|n| sql.contains(&format!("${n}"))).count();
                tx.query(text.leak(), &params[..used], |row| row.get(column))
            });
            let lines = lines.unwrap_or_else(|fault| panic!("{name}: {fault}"));
            report.push_str(&format!("{name}\n"));
            for line in lines {
                report.push_str(&format!("    {}\n", line.trim_end()));
            }
        }
        insta::assert_snapshot!(format!("plans_{dialect:?}"), report);
    }
}
