//! Real pages, posts and attacks, where the shared data are at hand; else each test says so and passes.

mod common;

use common::{assert_closed, page, policy, try_html};
use masthead_document::{Limits, Parsed, Refusal, parse};
use std::path::{Path, PathBuf};
use std::process::Command;

fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let root = std::env::var_os("MASTHEAD_SHARED_DATA").map_or(beside, PathBuf::from);
    if root.is_dir() {
        return Some(root);
    }
    eprintln!("skipped: no shared data");
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

/// The texts in a folder and in its `.tar.zst` files (by the `tar` command, where it can).
fn texts(folder: &Path, extension: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let unpacked = tempfile::tempdir().expect("a temporary folder");
    for file in files(folder) {
        if file.extension().is_some_and(|ext| ext == "zst") {
            let _ = Command::new("tar")
                .arg("-xf")
                .arg(&file)
                .arg("-C")
                .arg(unpacked.path())
                .status();
        }
    }
    for file in files(folder).into_iter().chain(files(unpacked.path())) {
        if file.extension().is_some_and(|ext| ext == extension)
            && let Ok(text) = std::fs::read_to_string(&file)
        {
            out.push((file.display().to_string(), text));
        }
    }
    out
}

#[test]
fn no_attack_from_the_corpora_gets_through() {
    let Some(data) = data() else { return };
    let folders = [data.join("xss-vectors"), data.join("../probe-data/xss")];
    let mut count = 0;
    for (name, text) in folders.iter().flat_map(|folder| texts(folder, "json")) {
        let Ok(value) = serde_json::from_str(&text) else {
            continue;
        };
        let mut attacks = Vec::new();
        strings(&value, &mut attacks);
        for attack in attacks {
            check(&name, &attack, try_html(&attack));
            let parsed = parse::from_markdown(&attack, &Limits::default(), &policy());
            check(&name, &attack, parsed);
            count += 1;
        }
    }
    eprintln!("{count} attacks");
}

#[test]
fn real_pages_are_read_or_refused() {
    let Some(data) = data() else { return };
    let pages = texts(&data.join("extraction-readability"), "html");
    for (name, text) in &pages {
        check(name, name, try_html(text));
    }
    eprintln!("{} pages", pages.len());
}

#[test]
fn real_posts_are_read_and_written_to_a_fixpoint() {
    let Some(data) = data() else { return };
    let posts = texts(&data.join("markdown-posts"), "md");
    for (name, text) in &posts {
        let read = |text: &str| parse::from_markdown(text, &Limits::default(), &policy());
        let Ok(first) = read(text) else { continue };
        check(name, name, Ok(first.clone()));
        let written = masthead_document::render::markdown(&first.document);
        let second = read(&written).expect("what we wrote is no larger").document;
        assert_eq!(second, first.document, "{name}");
    }
    eprintln!("{} posts", posts.len());
}
