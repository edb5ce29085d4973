//! What was backed up comes back whole, on either database, and nothing else is
//! taken for a backup.

use std::fs;
use std::path::Path;
use std::sync::mpsc::{TryRecvError, channel};
use std::thread;

use masthead_db::Target;
use masthead_db::testing::TestDb;
use serde_json::json;

use crate::support::Archive;
use crate::support::process::{Operator, ask};

fn archive() -> Archive {
    let article = json!({"id": "a", "creator": "harbour", "channel": "city", "title": "大桥",
        "published_at": "2026-01-10T08:00:00+08:00", "cover": "media/p.png",
        "body": {"format": "text", "content": "文"}});
    Archive::small()
        .row("articles", article)
        .row(
            "comments",
            json!({"id": "c", "article": "a", "author": "u1", "body": "好",
                "created_at": "2026-01-10T09:00:00+08:00"}),
        )
        .picture("media/p.png", 40, 30)
}

fn plain(path: &Path) -> &str {
    path.to_str().expect("plain text")
}

/// What an operator's portal exports, byte for byte.
fn exported(operator: &Operator) -> Vec<u8> {
    let file = operator.data().with_extension("zip");
    let _ = fs::remove_file(&file);
    operator.runs(&["export", plain(&file)]);
    fs::read(file).expect("an export")
}

#[test]
fn a_backup_taken_while_somebody_writes_comes_back_on_either_database() {
    for test in TestDb::each(&[]) {
        let operator = Operator::on(&test.target);
        operator.imports(archive().path());
        let home = tempfile::tempdir().expect("a folder");
        let backup = home.path().join("monday");
        let server = operator.serves();
        let (stop, stopped) = channel::<()>();
        let address = server.address.clone();
        // Views and registrations are written all the time.
        let writer = thread::spawn(move || {
            let mut number = 0;
            while stopped.try_recv() == Err(TryRecvError::Empty) {
                number += 1;
                let form = format!("email=n{number}@example.org&password=x");
                ask(&address, "/login", "", Some(&form)).expect("an answer");
            }
        });
        let said = operator.runs(&["backup", plain(&backup)]);
        assert!(
            said.contains("opened and looked through; 1 pictures"),
            "{said}"
        );
        drop(stop);
        writer.join().expect("a writer");
        server.ends("-TERM");
        let before = exported(&operator);

        for again in TestDb::each(&[]) {
            let restored = Operator::on(&again.target);
            let said = restored.runs(&["restore", plain(&backup)]);
            assert!(said.starts_with("restored to "), "{said}");
            assert_eq!(exported(&restored), before);
            let twice = restored.run(&["restore", plain(&backup)]);
            assert_eq!(twice.status.code(), Some(1));
            let said = String::from_utf8_lossy(&twice.stderr);
            assert!(said.contains("a portal in"), "{said}");
            // It goes on where the other ended.
            let server = restored.serves();
            assert_eq!(server.gets("/@harbour", "").status, 200);
            server.ends("-TERM");
            assert_eq!(restored.runs(&["check"]), "everything is well\n");
        }
    }
}

#[test]
fn a_backup_that_is_not_whole_is_refused_and_nothing_is_made_of_it() {
    let test = TestDb::sqlite(&[]);
    let operator = Operator::on(&test.target);
    operator.imports(archive().path());
    let home = tempfile::tempdir().expect("a folder");
    let backup = home.path().join("monday");
    operator.runs(&["backup", plain(&backup)]);
    let full = operator.run(&["backup", plain(&backup)]);
    assert!(String::from_utf8_lossy(&full.stderr).contains("is not empty"));
    let inside = operator.data().join("media").join("monday");
    let endless = operator.run(&["backup", plain(&inside)]);
    assert_eq!(endless.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&endless.stderr).contains("in the media of the portal"));
    assert!(!inside.exists());

    let refused = |change: &dyn Fn(), words: &str| {
        change();
        let restored = Operator::on(&test.target);
        let output = restored.run(&["restore", plain(&backup)]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(words), "{said:?} lacks {words:?}");
        assert!(!restored.data().join("masthead.db").exists());
    };
    let manifest = fs::read_to_string(backup.join("backup.json")).expect("written");
    let newer = manifest.replacen("\"schema\": ", "\"schema\": 9", 1);
    refused(
        &|| fs::write(backup.join("backup.json"), &newer).expect("written"),
        "newer Masthead",
    );
    let other = manifest.replacen("\"media_rows\": 1", "\"media_rows\": 2", 1);
    refused(
        &|| fs::write(backup.join("backup.json"), &other).expect("written"),
        "2 files",
    );
    let database = fs::read(backup.join("masthead.db")).expect("a database");
    let damaged = || {
        fs::write(backup.join("backup.json"), &manifest).expect("written");
        let mut bytes = database.clone();
        bytes[4_104..4_300].fill(0x5a);
        fs::write(backup.join("masthead.db"), bytes).expect("written");
    };
    refused(&damaged, "the database: ");
    let without = || {
        fs::write(backup.join("masthead.db"), &database).expect("written");
        fs::remove_file(backup.join("backup.json")).expect("removed");
    };
    refused(&without, "it has no backup.json");
}

#[test]
fn a_paper_whose_file_is_gone_is_told_by_the_backup_and_after_it_was_given_back() {
    let operator = Operator::on(&TestDb::sqlite(&[]).target);
    operator.imports(archive().path());
    let file = rusqlite::Connection::open(operator.data().join("masthead.db")).expect("the file");
    let put = "INSERT INTO creator_credential (id, creator, field, name, until_day, state,
            paper_name, paper_type, paper_as, asked_by, asked_at, warned)
        SELECT 7, c.id, 'law', '法', '2027-01-01', 'confirmed', 'p.pdf', 'application/pdf',
            'a-paper', a.id, 1, 0
        FROM creator c JOIN user_account a ON TRUE
        WHERE c.handle = 'harbour' AND a.external_id = 'u1'";
    assert_eq!(file.execute(put, []).expect("written"), 1);
    drop(file);
    let home = tempfile::tempdir().expect("a folder");
    let told = |output: std::process::Output, words: &str| {
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains(words), "{said:?} lacks {words:?}");
    };
    let without = home.path().join("monday");
    told(
        operator.run(&["backup", plain(&without)]),
        "paper of credential 7: has no file in the portal itself",
    );
    let private = operator.data().join("media/private");
    fs::create_dir_all(&private).expect("a folder");
    fs::write(private.join("a-paper"), "%PDF-1.7").expect("written");
    let whole = home.path().join("tuesday");
    operator.runs(&["backup", plain(&whole)]);
    let lost = whole.join("media/private/a-paper");
    fs::remove_file(&lost).expect("the backup has it");
    let restored = Operator::on(&TestDb::sqlite(&[]).target);
    told(
        restored.run(&["restore", plain(&whole)]),
        "paper of credential 7: has no file in the media folder",
    );
}

#[test]
fn a_server_that_is_not_there_is_named_and_not_the_backup_blamed() {
    let operator = Operator::on(&TestDb::sqlite(&[]).target);
    operator.imports(archive().path());
    let home = tempfile::tempdir().expect("a folder");
    let backup = home.path().join("monday");
    operator.runs(&["backup", plain(&backup)]);
    let nowhere = Target::server("postgres://u@127.0.0.1:1/d").expect("a URL");
    let output = Operator::on(&nowhere).run(&["restore", plain(&backup)]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("cannot open the database postgres://u@127.0.0.1:1/d"),
        "{said}"
    );
    assert!(!said.contains("no whole backup"), "{said}");
}

#[test]
fn a_backup_is_not_put_beside_the_wal_of_a_database_that_is_gone() {
    let operator = Operator::on(&TestDb::sqlite(&[]).target);
    operator.imports(archive().path());
    let home = tempfile::tempdir().expect("a folder");
    let backup = home.path().join("monday");
    operator.runs(&["backup", plain(&backup)]);
    let database = operator.data().join("masthead.db");
    let wal = operator.data().join("masthead.db-wal");
    fs::remove_file(&database).expect("a database");
    fs::write(&wal, "the last writes").expect("written");
    let refused = operator.run(&["restore", plain(&backup)]);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("masthead.db-wal is left of"), "{said}");
    assert!(!database.exists());
    fs::remove_file(&wal).expect("moved away");
    operator.runs(&["restore", plain(&backup)]);
}

#[test]
fn a_part_of_the_media_that_lies_on_another_disk_is_in_the_backup() {
    let operator = Operator::on(&TestDb::sqlite(&[]).target);
    operator.imports(archive().path());
    let home = tempfile::tempdir().expect("a folder");
    let (here, there) = (
        operator.data().join("media/original"),
        home.path().join("originals"),
    );
    fs::rename(&here, &there).expect("moved");
    std::os::unix::fs::symlink(&there, &here).expect("a link");
    let backup = home.path().join("monday");
    operator.runs(&["backup", plain(&backup)]);
    let originals = fs::read_dir(backup.join("media/original")).expect("a folder");
    assert_eq!(originals.count(), 1);
}

/// With the end of what is still being written its name is longer than any
/// disk takes: copying it fails, whoever runs this.
fn in_the_way(media: &Path) -> std::path::PathBuf {
    let file = media.join("public").join("n".repeat(252));
    fs::write(&file, "no room").expect("written");
    file
}

#[track_caller]
fn fails(operator: &Operator, arguments: &[&str], words: &str) {
    let output = operator.run(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(words), "{said:?} lacks {words:?}");
}

#[test]
fn a_backup_that_failed_stayed_half_and_stood_in_the_way_of_the_next() {
    for test in TestDb::each(&[]) {
        let operator = Operator::on(&test.target);
        operator.imports(archive().path());
        let file = in_the_way(&operator.data().join("media"));
        let home = tempfile::tempdir().expect("a folder");
        let backup = home.path().join("november/monday");
        fails(&operator, &["backup", plain(&backup)], "copying ");
        assert!(!home.path().join("november").exists());
        // A folder that was there stays, with nothing in it.
        fs::create_dir_all(&backup).expect("a folder");
        fails(&operator, &["backup", plain(&backup)], "copying ");
        assert_eq!(fs::read_dir(&backup).expect("it stays").count(), 0);
        fs::remove_file(file).expect("room");
        operator.runs(&["backup", plain(&backup)]);
    }
}

#[test]
fn a_backup_that_was_half_given_back_left_its_media() {
    for test in TestDb::each(&[]) {
        let operator = Operator::on(&TestDb::sqlite(&[]).target);
        operator.imports(archive().path());
        let home = tempfile::tempdir().expect("a folder");
        let backup = home.path().join("monday");
        operator.runs(&["backup", plain(&backup)]);
        let file = in_the_way(&backup.join("media"));
        let restored = Operator::on(&test.target);
        fails(&restored, &["restore", plain(&backup)], "copying ");
        assert!(!restored.data().exists());
        fs::remove_file(file).expect("room");
        restored.runs(&["restore", plain(&backup)]);
    }
}

#[test]
fn what_was_there_before_stays_when_the_database_cannot_be_given_back() {
    let operator = Operator::on(&TestDb::sqlite(&[]).target);
    operator.imports(archive().path());
    let home = tempfile::tempdir().expect("a folder");
    let backup = home.path().join("monday");
    operator.runs(&["backup", plain(&backup)]);
    let restored = Operator::on(&TestDb::sqlite(&[]).target);
    let data = restored.data();
    // The database comes last, and is written here first.
    let part = data.join("masthead.db#part");
    fs::create_dir_all(&part).expect("a folder in the way");
    fs::create_dir_all(data.join("media/public")).expect("a folder");
    fs::write(data.join("media/public/before"), "mine").expect("written");
    fails(&restored, &["restore", plain(&backup)], "masthead.db: ");
    let there = |folder: &str| -> Vec<String> {
        let entries = fs::read_dir(data.join(folder)).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| {
                let name = entry.expect("an entry").file_name();
                name.to_string_lossy().into_owned()
            })
            .collect();
        names.sort();
        names
    };
    assert_eq!(there(""), ["masthead.db#part", "media"]);
    assert_eq!(there("media"), ["public"]);
    assert_eq!(there("media/public"), ["before"]);
    fs::remove_dir(part).expect("room");
    fs::remove_file(data.join("media/public/before")).expect("moved away");
    restored.runs(&["restore", plain(&backup)]);
}
