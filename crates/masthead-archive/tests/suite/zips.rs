//! Zips that mean harm, each built here.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use masthead_archive::rows::User;
use masthead_archive::{ReadLimits, Source};
use tempfile::{TempDir, tempdir};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::SITE;

const USER: &[u8] = b"{\"id\":\"u\",\"name\":\"x\"}\n";

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).expect("entry");
        zip.write_all(bytes).expect("bytes");
    }
    zip.finish().expect("zip").into_inner()
}

fn saved(bytes: &[u8]) -> (TempDir, PathBuf) {
    let at = tempdir().expect("folder");
    let path = at.path().join("a.zip");
    std::fs::write(&path, bytes).expect("file");
    (at, path)
}

fn refusal(bytes: &[u8]) -> String {
    let (_at, path) = saved(bytes);
    let error = Source::open_with(path, ReadLimits::small()).expect_err("refused");
    error.to_string()
}

/// Puts `to` for each `from` of the same length, in the headers and wherever else it stands.
fn replaced(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = (0..=bytes.len() - from.len())
        .filter(|at| bytes[*at..].starts_with(from))
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

fn central_header(bytes: &[u8], number: usize) -> usize {
    let starts = (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02"));
    starts.into_iter().nth(number).expect("a header")
}

#[test]
fn a_zipped_folder_is_read_like_the_folder() {
    let files: [(&str, &[u8]); 4] = [
        ("paper/site.json", SITE.as_bytes()),
        ("paper/users.jsonl", USER),
        ("paper/media/a.png", b"png"),
        ("__MACOSX/paper/._site.json", b"x"),
    ];
    let (_at, path) = saved(&packed(&files));
    let source = Source::open(path).expect("an archive");
    assert_eq!(source.lines::<User>().expect("a file").count(), 1);
    assert_eq!(source.media("media/a.png").expect("media"), b"png");
    assert_eq!(source.total_bytes(), USER.len() as u64);
    assert!(source.strangers().is_empty());
}

#[test]
fn an_entry_that_leads_out_refuses_the_zip() {
    for name in [
        "../a",
        "media/../../a",
        "/etc/a",
        "a\\b",
        "media//a",
        "C:/a",
        "./a",
    ] {
        let plain = "x".repeat(name.len());
        let zip = packed(&[("site.json", SITE.as_bytes()), (&plain, b"1")]);
        let error = refusal(&replaced(zip, plain.as_bytes(), name.as_bytes()));
        assert!(error.contains("leads out of it"), "{name}: {error}");
    }
}

#[test]
fn a_link_in_a_zip_refuses_it() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("users.jsonl", "/etc/hostname", SimpleFileOptions::default())
        .expect("link");
    let error = refusal(&zip.finish().expect("zip").into_inner());
    assert!(error.contains("leads out of it"), "{error}");
}

#[test]
fn an_entry_that_is_there_twice_refuses_the_zip() {
    let zip = packed(&[
        ("site.json", SITE.as_bytes()),
        ("usars.jsonl", USER),
        ("users.jsonl", USER),
    ]);
    let error = refusal(&replaced(zip, b"usars.jsonl", b"users.jsonl"));
    assert!(error.contains("\"users.jsonl\" twice"), "{error}");
}

#[test]
fn an_encrypted_entry_refuses_the_zip() {
    let mut zip = packed(&[("site.json", SITE.as_bytes())]);
    let at = central_header(&zip, 0) + 8;
    zip[at] |= 1;
    zip[6] |= 1;
    let error = refusal(&zip);
    assert!(error.contains("encrypted"), "{error}");
}

#[test]
fn more_entries_than_the_limit_refuse_the_zip() {
    let names: Vec<String> = (0..13).map(|number| format!("media/{number}")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), &b"1"[..]))
        .collect();
    let error = refusal(&packed(&files));
    assert!(error.contains("13 entries; the limit is 12"), "{error}");
}

#[test]
fn a_zip_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
    let site = ("site.json", SITE.as_bytes());
    let error = refusal(&packed(&[site, ("media/a", &[0; 50_001])]));
    assert!(
        error.contains("unpacks to 50001 bytes; the limit is 50000"),
        "{error}"
    );
    let error = refusal(&packed(&[site, ("media/a", &[0; 10_000])]));
    assert!(error.contains("the limit is 20 times"), "{error}");
    let mut noise = vec![0u8; 40_000];
    let mut state = 1u32;
    for byte in &mut noise {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *byte = (state >> 24) as u8;
    }
    let error = refusal(&packed(&[
        site,
        ("media/a", &noise),
        ("media/b", &noise),
        ("media/c", &noise),
    ]));
    assert!(error.contains("it unpacks to over 100000 bytes"), "{error}");
}

#[test]
fn a_zip_that_lies_about_a_size_is_read_no_further_than_it_says() {
    let lines = USER.repeat(20);
    let mut zip = packed(&[("site.json", SITE.as_bytes()), ("users.jsonl", &lines)]);
    let at = central_header(&zip, 1) + 24;
    zip[at..at + 4].copy_from_slice(&(USER.len() as u32).to_le_bytes());
    let (_at, path) = saved(&zip);
    let source = Source::open(path).expect("an archive");
    let rows: Vec<_> = source.lines::<User>().expect("a file").collect();
    let error = rows
        .last()
        .expect("an error")
        .1
        .as_ref()
        .expect_err("a lie")
        .to_string();
    assert!(
        error.contains("unpacks to more than the zip says"),
        "{error}"
    );
    assert!(rows.len() < 20);
}

#[test]
fn a_damaged_file_ends_with_an_error_and_not_with_silence() {
    let mut zip = packed(&[("site.json", SITE.as_bytes()), ("users.jsonl", USER)]);
    let at = central_header(&zip, 1) + 16;
    zip[at] ^= 1;
    let (_at, path) = saved(&zip);
    let source = Source::open(path).expect("an archive");
    let rows: Vec<_> = source.lines::<User>().expect("a file").collect();
    assert!(rows[0].1.is_ok());
    let error = rows[1].1.as_ref().expect_err("damage").to_string();
    assert_eq!(
        error,
        "users.jsonl:2: cannot be read: its checksum does not match"
    );
}

#[test]
fn a_zip_cut_anywhere_is_an_error_and_no_panic() {
    let whole = packed(&[("site.json", SITE.as_bytes()), ("users.jsonl", USER)]);
    for end in 0..whole.len() {
        let (_at, path) = saved(&whole[..end]);
        assert!(Source::open(path).is_err(), "cut at {end}");
    }
}

#[test]
fn a_zip_with_any_byte_changed_is_no_panic() {
    let whole = packed(&[("site.json", SITE.as_bytes()), ("users.jsonl", USER)]);
    let (_at, path) = saved(&whole);
    for at in 0..whole.len() {
        let mut zip = whole.clone();
        zip[at] = !zip[at];
        std::fs::write(&path, &zip).expect("file");
        if let Ok(source) = Source::open_with(&path, ReadLimits::small()) {
            let _ = source.lines::<User>().map(|lines| lines.count());
        }
    }
}
