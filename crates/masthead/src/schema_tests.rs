//! Each migration starts from the filled version before it, and keeps data.
//! What a table is called and who gives its ids is what a feature says of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use masthead::FEATURES;
use masthead::schema::STEPS;
use masthead_db::testing::TestDb;
use masthead_db::{Fault, Tx, params};

/// What a database of the version before holds, and what must be found after
/// the step: statements and one question, of `migrations/*.test.sql`.
struct Kept {
    fill: &'static [&'static str],
    find: &'static str,
}

/// By their versions.
fn kept() -> BTreeMap<i64, Kept> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let entries = fs::read_dir(folder).expect("the migrations");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let tests = paths.filter(|path| path.to_string_lossy().ends_with(".test.sql"));
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().expect("a file").to_string_lossy();
        let (version, _) = name.split_once('_').expect("a number");
        // A test may keep a text for ever; a query has to.
        let text: &'static str = fs::read_to_string(&path).expect("text").leak();
        let (fill, find) = text.split_once("-- Found after it:\n").expect("a question");
        let fill = fill.split(";\n").map(str::trim);
        let kept = Kept {
            fill: fill
                .filter(|sql| !sql.is_empty())
                .collect::<Vec<_>>()
                .leak(),
            find: find.trim().trim_end_matches(';'),
        };
        (version.parse().expect("a number"), kept)
    };
    tests.map(read).collect()
}

#[test]
fn every_step_keeps_what_the_version_before_held() {
    let kept = kept();
    let versions: Vec<i64> = STEPS.iter().map(|step| step.version).collect();
    assert_eq!(versions, (1..=versions.len() as i64).collect::<Vec<_>>());
    let tested: Vec<i64> = kept.keys().copied().collect();
    assert_eq!(versions, tested, "each step says what it keeps");
    for (at, (version, Kept { fill, find })) in kept.into_iter().enumerate() {
        for test in TestDb::each(&STEPS[..at]) {
            let filled = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                for sql in fill {
                    tx.execute(sql, &[])?;
                }
                Ok(())
            };
            test.db.write_now(filled).expect("the version before");
            test.db.migrate(&STEPS[..=at]).expect("the step");
            let found: Result<i64, Fault> = test
                .db
                .read_now(move |tx| tx.get(find, params![], |row| row.get(0)));
            let expected = i64::from(!fill.is_empty());
            assert_eq!(found.expect("the data"), expected, "version {version}");
            // A second process that starts at the same time finds it done.
            test.db.migrate(&STEPS[..=at]).expect("once more");
        }
    }
}

/// Tables of the ground: the log's own, the steps', and the numbers of nodes.
const OF_THE_GROUND: [&str; 4] = ["event", "follower", "id_node", "schema_step"];

/// Tables with one row: their id is 1 for ever.
const OF_ONE_ROW: [&str; 5] = ["credit_turn", "naming_turn", "section_turn", "site", "seal"];

#[test]
fn every_table_is_declared_by_one_feature_that_says_whether_its_ids_are_drawn() {
    let test = TestDb::sqlite(STEPS);
    let columns = test.db.read_now(|tx| {
        tx.query(
            "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'",
            &[],
            |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
        )
    });
    let columns: Vec<(String, String)> = columns.expect("the tables");
    let mut declared = BTreeMap::new();
    for table in FEATURES.iter().flat_map(|feature| feature.tables) {
        let before = declared.insert(table.name, table.highest.is_some());
        assert_eq!(before, None, "{} is declared twice", table.name);
    }
    let is_own = |name: &str| !OF_THE_GROUND.contains(&name) && !name.starts_with("sqlite_");
    let there: BTreeSet<&str> = columns.iter().map(|(table, _)| &**table).collect();
    let there: BTreeSet<&str> = there.into_iter().filter(|name| is_own(name)).collect();
    assert!(there.len() > 50, "{there:?}");
    assert_eq!(declared.keys().copied().collect::<BTreeSet<_>>(), there);
    for (table, drawn) in declared {
        let has_id = columns
            .iter()
            .any(|(of, column)| of == table && column == "id");
        let expected = has_id && !OF_ONE_ROW.contains(&table);
        assert_eq!(drawn, expected, "{table}: with_ids!, or Table::keyed?");
    }
}
