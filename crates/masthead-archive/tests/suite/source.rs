use masthead_archive::rows::{Follower, User};
use masthead_archive::{FileKind, MediaError, ReadLimits, Source};
use tempfile::tempdir;

use crate::folder;

fn user(id: &str) -> String {
    format!("{{\"id\":\"{id}\",\"name\":\"{id}\"}}")
}

#[test]
fn lines_keep_their_numbers_past_blanks_and_faults() {
    let at = tempdir().expect("folder");
    let text = format!("\u{FEFF}{}\r\n\r\n  \n{{bad\n{}", user("a"), user("b"));
    folder(at.path(), &[("users.jsonl", text.as_bytes())]);
    let source = Source::open(at.path()).expect("an archive");
    let mut lines = source.lines::<User>().expect("a file");
    let (line, row) = lines.next().expect("first");
    assert_eq!((line, row.expect("good").id.as_str()), (1, "a"));
    let (line, row) = lines.next().expect("second");
    assert!(
        row.expect_err("bad")
            .to_string()
            .starts_with("users.jsonl:4: is not JSON")
    );
    assert_eq!(line, 4);
    let (line, row) = lines.next().expect("third");
    assert_eq!((line, row.expect("good").id.as_str()), (5, "b"));
    assert!(lines.next().is_none());
    assert_eq!(lines.bytes_read(), source.total_bytes());
}

#[test]
fn an_over_long_line_is_reported_and_passed_over() {
    let at = tempdir().expect("folder");
    let text = format!("{}\n{}\n{}\n", user("a"), "x".repeat(300_000), user("b"));
    folder(at.path(), &[("users.jsonl", text.as_bytes())]);
    let source = Source::open_with(at.path(), ReadLimits::small()).expect("an archive");
    let rows: Vec<_> = source.lines::<User>().expect("a file").collect();
    let error = rows[1].1.as_ref().expect_err("too long").to_string();
    assert_eq!(
        error,
        "users.jsonl:2: is 300001 bytes long; the limit is 1000"
    );
    assert_eq!(rows[2].0, 3);
    assert!(rows[0].1.is_ok() && rows[2].1.is_ok());
}

#[test]
fn a_line_of_just_the_limit_is_taken() {
    let at = tempdir().expect("folder");
    let line = format!("{}{}", user("a"), " ".repeat(1_000 - user("a").len()));
    folder(
        at.path(),
        &[("users.jsonl", format!("{line}\r\n{line} \n").as_bytes())],
    );
    let source = Source::open_with(at.path(), ReadLimits::small()).expect("an archive");
    let rows: Vec<_> = source.lines::<User>().expect("a file").collect();
    assert!(rows[0].1.is_ok() && rows[1].1.is_err());
}

#[test]
fn a_missing_file_has_no_rows_and_a_misspelt_one_is_a_stranger() {
    let at = tempdir().expect("folder");
    folder(
        at.path(),
        &[
            ("follower.jsonl", b"{}"),
            (".DS_Store", b""),
            ("media/a", b"1"),
        ],
    );
    let source = Source::open(at.path()).expect("an archive");
    assert_eq!(source.lines::<Follower>().expect("none").count(), 0);
    assert_eq!(source.bytes(FileKind::Followers), 0);
    assert_eq!(source.strangers(), ["follower.jsonl"]);
}

#[test]
fn media_is_read_within_its_folder_and_limit() {
    let at = tempdir().expect("folder");
    folder(
        at.path(),
        &[
            ("media/a/b.png", b"png"),
            ("media/big", &[0; 2_001]),
            ("media/full", &[0; 2_000]),
        ],
    );
    let source = Source::open_with(at.path(), ReadLimits::small()).expect("an archive");
    assert_eq!(source.media("media/a/b.png").expect("a file"), b"png");
    assert_eq!(source.media("media/full").expect("a file").len(), 2_000);
    assert!(matches!(
        source.media("media/big"),
        Err(MediaError::TooLarge(..))
    ));
    assert!(matches!(
        source.media("media/none"),
        Err(MediaError::Missing(_))
    ));
    assert!(matches!(
        source.media("media/full/x"),
        Err(MediaError::Missing(_))
    ));
    for path in [
        "media/../site.json",
        "/etc/hostname",
        "site.json",
        "media\\a",
        "media/a/../big",
    ] {
        assert!(
            matches!(source.media(path), Err(MediaError::Path(_))),
            "{path}"
        );
    }
    assert!(source.media("media/a").is_err(), "a folder is no file");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    use std::os::unix::fs::symlink;
    let (at, outside) = (tempdir().expect("folder"), tempdir().expect("folder"));
    std::fs::write(outside.path().join("secret"), "secret").expect("file");
    folder(at.path(), &[("media/in.png", b"png")]);
    symlink(outside.path().join("secret"), at.path().join("media/out")).expect("link");
    symlink(at.path().join("media/in.png"), at.path().join("media/near")).expect("link");
    symlink(outside.path().join("secret"), at.path().join("users.jsonl")).expect("link");
    let source = Source::open(at.path()).expect("an archive");
    assert!(
        source
            .media("media/out")
            .expect_err("outside")
            .to_string()
            .contains("leads out")
    );
    assert_eq!(source.media("media/near").expect("inside"), b"png");
    assert!(source.lines::<User>().is_err());
}

#[test]
fn a_wrong_archive_is_one_clear_line() {
    let at = tempdir().expect("folder");
    let mut said = String::new();
    let long = "x".repeat(13_000_000);
    for (name, site) in [
        ("format", r#"{"format":"zip","version":1,"name":"x"}"#),
        ("no-format", r#"{"name":"x"}"#),
        (
            "version",
            r#"{"format":"masthead-archive","version":2,"name":"x","new":1}"#,
        ),
        (
            "unknown-key",
            "{\"format\":\"masthead-archive\",\"version\":1,\n\"nmae\":\"x\"}",
        ),
        ("no-name", r#"{"format":"masthead-archive","version":1}"#),
        (
            "zone",
            r#"{"format":"masthead-archive","version":1,"name":"x","time_zone":"Asia/Peking"}"#,
        ),
        (
            "address",
            r#"{"format":"masthead-archive","version":1,"name":"x","base_url":"news.example"}"#,
        ),
        (
            "footer",
            r#"{"format":"masthead-archive","version":1,"name":"x","footer":[{"label":"a","url":"data:x"}]}"#,
        ),
        ("broken", "{\n\n\"format\":"),
        ("huge", &long),
    ] {
        let path = at.path().join(name);
        folder(&path, &[("site.json", site.as_bytes())]);
        let error = Source::open(&path).expect_err(name).to_string();
        said += &format!("{name}: {error}\n");
    }
    let root = at.path().display().to_string();
    let (empty, other, text) = (
        at.path().join("empty"),
        at.path().join("other"),
        at.path().join("a.zip"),
    );
    std::fs::create_dir(&empty).expect("folder");
    std::fs::create_dir(&other).expect("folder");
    std::fs::write(other.join("a.txt"), "x").expect("file");
    std::fs::write(&text, "not a zip").expect("file");
    std::fs::write(at.path().join("0.zip"), "").expect("file");
    for path in [
        empty,
        other,
        text,
        at.path().join("0.zip"),
        at.path().join("nowhere"),
    ] {
        let error = Source::open(&path).expect_err("no archive").to_string();
        assert!(!error.contains('\n'));
        said += &format!("{}\n", error.replace(&root, "ROOT"));
    }
    insta::assert_snapshot!(said);
}
