//! Real pages, posts and attacks, where the shared data are at hand; else each test says so and passes. Where they
//! are, all of them are read: a folder that is unpacked by half fails.

mod common;

use common::{assert_closed, page, policy, try_html};
use masthead_document::{Limits, Parsed, Refusal, parse};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder beside or in the shared data; nothing where it is not there, and a word for which test.
fn folder(test: &str, name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let root = std::env::var_os("MASTHEAD_SHARED_DATA").map_or(beside, PathBuf::from);
    let folder = root.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {test}: no folder {name} of shared data");
    None
}

fn check(name: &str, input: &str, parsed: Result<Parsed, Refusal>) {
    match parsed {
        Ok(parsed) => {
            assert_closed(&page(&parsed.document), input);
            let json = serde_json::to_string(&parsed.document).expect("a document is JSON");
            let back: masthead_document::Document =
                serde_json::from_str(&json).expect("our own JSON");
            assert_eq!(back, parsed.document, "{name}");
        }
        Err(refusal) => eprintln!("{name}: {refusal}"),
    }
}

/// Every string in a JSON file, wherever it stands.
fn strings(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => out.push(text.clone()),
        serde_json::Value::Array(all) => all.iter().for_each(|one| strings(one, out)),
        serde_json::Value::Object(map) => map.values().for_each(|one| strings(one, out)),
        _ => {}
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| {
            if entry.path().is_dir() {
                files(&entry.path())
            } else {
                vec![entry.path()]
            }
        })
        .collect()
}

/// The texts in a folder and in its `.tar.zst` files, which the `tar` command unpacks.
fn texts(folder: &Path, extension: &str) -> Vec<(String, String)> {
    let unpacked = tempfile::tempdir().expect("a temporary folder");
    for file in files(folder) {
        if file.extension().is_some_and(|ext| ext == "zst") {
            let mut tar = Command::new("tar");
            tar.arg("-xf").arg(&file).arg("-C").arg(unpacked.path());
            let status = tar.status().expect("tar");
            assert!(status.success(), "tar -xf {}: {status}", file.display());
        }
    }
    let all = files(folder).into_iter().chain(files(unpacked.path()));
    all.filter(|file| file.extension().is_some_and(|ext| ext == extension))
        .map(|file| {
            let text = std::fs::read_to_string(&file)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            (file.display().to_string(), text)
        })
        .collect()
}

#[test]
fn no_attack_from_the_corpora_gets_through() {
    for (folder_name, files, attacks) in [("xss-vectors", 2, 852), ("../probe-data/xss", 3, 2_858)]
    {
        let test = "no_attack_from_the_corpora_gets_through";
        let Some(folder) = folder(test, folder_name) else {
            continue;
        };
        let texts = texts(&folder, "json");
        let mut count = 0;
        for (name, text) in &texts {
            let value =
                serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            let mut found = Vec::new();
            strings(&value, &mut found);
            for attack in found {
                check(name, &attack, try_html(&attack));
                let parsed = parse::from_markdown(&attack, &Limits::default(), &policy());
                check(name, &attack, parsed);
                count += 1;
            }
        }
        assert_eq!((texts.len(), count), (files, attacks), "{folder_name}");
    }
}

#[test]
fn real_pages_are_read_or_refused() {
    let Some(folder) = folder("real_pages_are_read_or_refused", "extraction-readability") else {
        return;
    };
    let pages = texts(&folder, "html");
    assert_eq!(pages.len(), 260);
    for (name, text) in &pages {
        check(name, name, try_html(text));
    }
}

#[test]
fn real_posts_are_read_and_written_to_a_fixpoint() {
    let test = "real_posts_are_read_and_written_to_a_fixpoint";
    let Some(folder) = folder(test, "markdown-posts") else {
        return;
    };
    let posts = texts(&folder, "md");
    // With what says where the others are from.
    assert_eq!(posts.len(), 252);
    for (name, text) in &posts {
        let read = |text: &str| parse::from_markdown(text, &Limits::default(), &policy());
        let Ok(first) = read(text) else { continue };
        check(name, name, Ok(first.clone()));
        let written = masthead_document::render::markdown(&first.document);
        let second = read(&written).expect("what we wrote is no larger").document;
        assert_eq!(second, first.document, "{name}");
    }
}
