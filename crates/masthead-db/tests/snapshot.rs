//! A copy that is taken while others write is whole, and either database takes
//! it back.

use std::sync::mpsc::TryRecvError;

use masthead_db::testing::TestDb;
use masthead_db::{Db, Fault, Migration, Snapshot, Tx, params};

const STEPS: &[Migration] = &[Migration {
    version: 1,
    name: "notes",
    sql: "CREATE TABLE note (id {serial}, text TEXT NOT NULL, size {int}) {strict};
        CREATE TABLE reply (
            id {id},
            note {int} NOT NULL REFERENCES note (id),
            answers {int} REFERENCES reply (id)
        ) {strict};
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT) {strict};
        INSERT INTO setting (name, value) VALUES ('lamp', 'off')",
}];

fn fill(tx: &mut Tx<'_>) -> Result<(), Fault> {
    for text in ["江", "", "a\nb'\"\\"] {
        let sql = "INSERT INTO note (text, size) VALUES ($1, $2)";
        tx.execute(sql, params![text, i64::MIN])?;
    }
    tx.execute("INSERT INTO note (text, size) VALUES ('gone', NULL)", &[])?;
    tx.execute("DELETE FROM note WHERE size IS NULL", &[])?;
    // The row that is answered has the higher number.
    tx.execute("INSERT INTO reply (id, note) VALUES (9, 1)", &[])?;
    tx.execute(
        "INSERT INTO reply (id, note, answers) VALUES (2, 3, 9)",
        &[],
    )?;
    tx.execute("UPDATE setting SET value = NULL", &[])?;
    Ok(())
}

fn all(db: &Db) -> Vec<String> {
    let read = |tx: &mut Tx<'_>| -> Result<Vec<String>, Fault> {
        let mut found = tx.query("SELECT id, text, size FROM note ORDER BY id", &[], |row| {
            let (id, size): (i64, i64) = (row.get(0)?, row.get(2)?);
            Ok(format!("{id} {:?} {size}", row.get::<String>(1)?))
        })?;
        let replies = "SELECT id, note, answers FROM reply ORDER BY id";
        found.extend(tx.query(replies, &[], |row| {
            let (id, note): (i64, i64) = (row.get(0)?, row.get(1)?);
            Ok(format!("{id} {note} {:?}", row.get::<Option<i64>>(2)?))
        })?);
        found.extend(tx.query("SELECT name, value FROM setting", &[], |row| {
            let value: Option<String> = row.get(1)?;
            Ok(format!("{} {value:?}", row.get::<String>(0)?))
        })?);
        Ok(found)
    };
    db.read_now(read).expect("rows")
}

fn next_number(db: &Db) -> i64 {
    let sql = "INSERT INTO note (text, size) VALUES ('next', 1) RETURNING id";
    let drawn: Result<i64, Fault> = db.write_now(|tx| tx.get(sql, &[], |row| row.get(0)));
    drawn.expect("a number")
}

#[test]
fn a_snapshot_of_either_database_fills_a_postgresql_with_the_same() {
    for test in TestDb::each(STEPS) {
        test.db.write_now(fill).expect("filled");
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("copy.db");
        test.db.snapshot(&file, STEPS).expect("a snapshot");
        let snapshot = Snapshot::open(&file).expect("opens");
        snapshot.verify().expect("sound");
        assert_eq!(snapshot.schema_version().expect("a version"), 1);

        let target = masthead_db::Target::File(file.clone());
        let copy = Db::open(&target).expect("a SQLite file like any other");
        copy.migrate(STEPS).expect("nothing to do");
        assert_eq!(all(&copy), all(&test.db));

        if let Some(empty) = TestDb::postgres(&[]) {
            empty.db.fill_from(&snapshot, STEPS).expect("taken back");
            empty.db.migrate(STEPS).expect("nothing to do");
            assert_eq!(all(&empty.db), all(&test.db));
            // The number of a row that is gone is not given again.
            assert_eq!(next_number(&empty.db), 5);
            let stray = "INSERT INTO reply (id, note) VALUES (3, 77)";
            let stray: Result<u64, Fault> = empty.db.write_now(|tx| tx.execute(stray, &[]));
            assert!(stray.is_err(), "what names what is looked at as before");
        }
        assert_eq!(next_number(&copy), 5);
    }
}

#[test]
fn a_filling_that_fails_halfway_leaves_nothing_and_is_done_again() {
    let Some(empty) = TestDb::postgres(&[]) else {
        return;
    };
    let test = TestDb::sqlite(STEPS);
    test.db.write_now(fill).expect("filled");
    let folder = tempfile::tempdir().expect("a folder");
    let copied = |name: &str| {
        let file = folder.path().join(name);
        test.db.snapshot(&file, STEPS).expect("a snapshot");
        Snapshot::open(&file).expect("opens")
    };
    let good = copied("good.db");
    let spoil = "UPDATE note SET text = CAST(X'FF' AS TEXT) WHERE id = 3";
    let spoilt: Result<u64, Fault> = test.db.write_now(|tx| tx.execute(spoil, &[]));
    assert_eq!(spoilt.expect("spoilt"), 1);
    let failed = empty.db.fill_from(&copied("bad.db"), STEPS);
    let said = failed.expect_err("a text without characters").to_string();
    assert!(
        said.contains("note") && said.contains("not UTF-8"),
        "{said}"
    );
    assert!(empty.db.is_untouched().expect("asked"));
    empty.db.fill_from(&good, STEPS).expect("taken back");
    assert_eq!(all(&empty.db).len(), 6);
}

#[test]
fn a_snapshot_shows_one_moment_while_others_write() {
    for test in TestDb::each(STEPS) {
        test.db.write_now(fill).expect("filled");
        let folder = tempfile::tempdir().expect("a folder");
        std::thread::scope(|scope| {
            // Gone, too, when this test fails: then nobody writes on.
            let (stop, stopped) = std::sync::mpsc::channel::<()>();
            let db = test.db.clone();
            // Two rows at a time: half of a pair is no moment.
            let writer = scope.spawn(move || {
                while stopped.try_recv() == Err(TryRecvError::Empty) {
                    let pair = |tx: &mut Tx<'_>| {
                        for _ in 0..2 {
                            tx.execute("INSERT INTO note (text, size) VALUES ('pair', 1)", &[])?;
                        }
                        Ok::<_, Fault>(())
                    };
                    db.write_now(pair).expect("written meanwhile");
                }
            });
            for number in 0..5 {
                let file = folder.path().join(format!("{number}.db"));
                test.db.snapshot(&file, STEPS).expect("a snapshot");
                let snapshot = Snapshot::open(&file).expect("opens");
                snapshot.verify().expect("sound");
                let mut pairs = 0;
                let sql = "SELECT text, '' FROM note WHERE text = 'pair'";
                snapshot.pairs(sql, |_, _| pairs += 1).expect("rows");
                assert_eq!(pairs % 2, 0);
            }
            drop(stop);
            writer.join().expect("the writer");
        });
    }
}

#[test]
fn a_file_that_is_damaged_is_not_taken_for_a_copy() {
    let test = TestDb::sqlite(STEPS);
    test.db.write_now(fill).expect("filled");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("copy.db");
    test.db.snapshot(&file, STEPS).expect("a snapshot");
    let mut bytes = std::fs::read(&file).expect("bytes");
    let page = 4096;
    for byte in &mut bytes[page + 8..page + 200] {
        *byte ^= 0x5a;
    }
    std::fs::write(&file, bytes).expect("written");
    let verdict = Snapshot::open(&file).and_then(|snapshot| snapshot.verify());
    assert!(verdict.is_err());
}
