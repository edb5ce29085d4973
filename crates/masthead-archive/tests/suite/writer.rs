use std::collections::BTreeMap;
use std::path::Path;

use masthead_archive::rows::{
    Article, Channel, Column, Comment, Creator, Follower, Row, Site, Slot, User,
};
use masthead_archive::{Source, WriteError, Writer, parse_line};
use tempfile::tempdir;

fn row<R: Row>(line: &str) -> R {
    parse_line(line.as_bytes(), 1).expect("a good line")
}

fn write(path: &Path) {
    let mut writer = Writer::create(path).expect("a writer");
    writer.site(&Site::new("晨报")).expect("site");
    writer
        .row::<Channel>(&row(r#"{"id":"a","name":"甲"}"#))
        .expect("row");
    writer
        .row::<Channel>(&row(r#"{"id":"b","name":{"zh-CN":"乙","en":"B"}}"#))
        .expect("row");
    let article = r#"{"id":"a1","creator":"c","title":"题","body":{"format":"document","content":{"z":[1,2.5],"a":null}},"published_at":"2025-01-01T08:00:00.250+08:00"}"#;
    writer.row::<Article>(&row(article)).expect("row");
    writer.media("media/a.png", b"first").expect("media");
    writer.media("media/b/c.png", b"second").expect("media");
    writer.finish().expect("finish");
}

fn copy_rows<R: Row>(source: &Source, writer: &mut Writer) {
    for (_, row) in source.lines::<R>().expect("a file") {
        writer.row(&row.expect("good")).expect("row");
    }
}

fn copy(from: &Path, to: &Path) {
    let source = Source::open(from).expect("an archive");
    let mut writer = Writer::create(to).expect("a writer");
    writer.site(source.site()).expect("site");
    copy_rows::<Channel>(&source, &mut writer);
    copy_rows::<Column>(&source, &mut writer);
    copy_rows::<User>(&source, &mut writer);
    copy_rows::<Creator>(&source, &mut writer);
    copy_rows::<Follower>(&source, &mut writer);
    copy_rows::<Article>(&source, &mut writer);
    copy_rows::<Comment>(&source, &mut writer);
    copy_rows::<Slot>(&source, &mut writer);
    for path in ["media/a.png", "media/b/c.png"] {
        writer
            .media(path, &source.media(path).expect("media"))
            .expect("media");
    }
    writer.finish().expect("finish");
}

fn files(root: &Path, below: &str, into: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(root.join(below)).expect("folder") {
        let entry = entry.expect("entry");
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(root, &format!("{name}/"), into);
        } else {
            into.insert(name, std::fs::read(entry.path()).expect("file"));
        }
    }
}

fn all(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut into = BTreeMap::new();
    files(root, "", &mut into);
    into
}

#[test]
fn an_archive_read_and_written_back_has_the_same_bytes() {
    let at = tempdir().expect("folder");
    let name = |name: &str| at.path().join(name);
    write(&name("one"));
    copy(&name("one"), &name("two"));
    assert_eq!(all(&name("one")), all(&name("two")));
    assert_eq!(all(&name("one")).len(), 5);
    copy(&name("one"), &name("one.zip"));
    copy(&name("one.zip"), &name("two.zip"));
    copy(&name("two.zip"), &name("three"));
    assert_eq!(all(&name("one")), all(&name("three")));
    let bytes = |name: &str| std::fs::read(at.path().join(name)).expect("zip");
    assert_eq!(bytes("one.zip"), bytes("two.zip"));
}

#[test]
fn nothing_is_left_of_an_archive_that_was_not_finished() {
    let at = tempdir().expect("folder");
    for name in ["a", "a.zip"] {
        let mut writer = Writer::create(at.path().join(name)).expect("a writer");
        writer.site(&Site::new("x")).expect("site");
        drop(writer);
    }
    assert_eq!(std::fs::read_dir(at.path()).expect("folder").count(), 0);
}

#[test]
fn the_folders_made_for_an_archive_that_was_not_finished_stayed() {
    let at = tempdir().expect("folder");
    for name in ["new/deep/a", "new/deep/a.zip"] {
        let path = at.path().join(name);
        drop(Writer::create(&path).expect("a writer"));
        assert_eq!(std::fs::read_dir(at.path()).expect("folder").count(), 0);
        write(&path);
        assert!(Source::open(&path).is_ok());
        std::fs::remove_dir_all(at.path().join("new")).expect("folder");
    }
}

#[test]
fn an_old_zip_stands_until_the_new_one_is_finished() {
    let at = tempdir().expect("folder");
    let path = at.path().join("a.zip");
    std::fs::write(&path, "old").expect("file");
    let mut writer = Writer::create(&path).expect("a writer");
    writer.site(&Site::new("x")).expect("site");
    assert_eq!(std::fs::read(&path).expect("file"), b"old");
    writer.finish().expect("finish");
    assert!(Source::open(&path).is_ok());
}

#[test]
fn a_folder_that_holds_something_is_never_written_over() {
    let at = tempdir().expect("folder");
    std::fs::write(at.path().join("a"), "x").expect("file");
    assert!(matches!(
        Writer::create(at.path()),
        Err(WriteError::Exists(_))
    ));
    let empty = at.path().join("empty");
    std::fs::create_dir(&empty).expect("folder");
    write(&empty);
    assert!(Source::open(&empty).is_ok());
}

#[test]
fn rows_out_of_order_and_paths_that_leave_are_refused() {
    let at = tempdir().expect("folder");
    let user: User = row(r#"{"id":"u","name":"x"}"#);
    let channel: Channel = row(r#"{"id":"a","name":"x"}"#);
    let mut writer = Writer::create(at.path().join("a")).expect("a writer");
    assert!(matches!(writer.row(&user), Err(WriteError::Order(..))));
    writer.site(&Site::new("x")).expect("site");
    writer.row(&user).expect("row");
    let error = writer.row(&channel).expect_err("too late").to_string();
    assert!(
        error.starts_with("channels.jsonl comes after users.jsonl"),
        "{error}"
    );
    assert!(matches!(
        writer.media("media/../x", b""),
        Err(WriteError::MediaPath(_))
    ));
    writer.media("media/b", b"").expect("media");
    assert!(matches!(
        writer.media("media/b", b""),
        Err(WriteError::Order(..))
    ));
    assert!(matches!(
        writer.media("media/a", b""),
        Err(WriteError::Order(..))
    ));
}
