//! Each table has one feature that writes it: others ask its store.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::read::{Source, product, queries};

/// A table that several features write all the same.
struct Shared {
    table: &'static str,
    /// Their folders, in the order of their names.
    writers: &'static [&'static str],
    why: &'static str,
}

/// This list only shrinks.
const SHARED: &[Shared] = &[Shared {
    table: "article",
    writers: &["article", "views"],
    why: "Views are added in statements of a dozen articles, which are built and measured where views are counted.",
}];

/// By table, the folders that write it, each with the first file that does.
type Writers = BTreeMap<String, BTreeMap<String, String>>;

/// The words of a text, with the brackets that stand for what `format!` puts in.
fn words(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && !"_{}".contains(c));
    parts.filter(|word| !word.is_empty()).collect()
}

/// What is written, as far as a text is SQL: the name behind the words that begin a statement.
fn written(text: &str) -> Vec<&str> {
    let words = words(text);
    let name = |at: usize| match &words[at..] {
        ["INSERT", "INTO", name, ..]
        | ["INSERT", "OR", _, "INTO", name, ..]
        | ["REPLACE", "INTO", name, ..]
        | ["DELETE", "FROM", name, ..]
        | ["UPDATE", name, ..] => Some(*name),
        _ => None,
    };
    (0..words.len()).filter_map(name).collect()
}

/// The tables that the migrations make.
fn tables() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the migrations") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a migration");
        let words = words(&text);
        for at in 0..words.len() {
            let name = match &words[at..] {
                ["CREATE", "TABLE", "IF", "NOT", "EXISTS", name, ..]
                | ["CREATE", "TABLE", name, ..] => name,
                _ => continue,
            };
            found.insert((*name).to_owned());
        }
    }
    found
}

/// By table, the folder of the feature that declares it in its `mod.rs`.
fn owners() -> BTreeMap<String, String> {
    let mut owners = BTreeMap::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(root).expect("the sources") {
        let folder = entry.expect("an entry").path();
        // A file of its own declares nothing.
        let text = fs::read_to_string(folder.join("mod.rs")).unwrap_or_default();
        for begins in ["with_ids!(\"", "Table::keyed(\""] {
            for behind in text.split(begins).skip(1) {
                let table = behind.split('"').next().unwrap_or_default().to_owned();
                let name = folder.file_name().unwrap_or_default().to_string_lossy();
                owners.insert(table, name.into_owned());
            }
        }
    }
    owners
}

fn folder(source: &Source) -> String {
    let first = source.path.split('/').next().unwrap_or_default();
    first.trim_end_matches(".rs").to_owned()
}

fn writers() -> Writers {
    let tables = tables();
    let mut writers = Writers::new();
    for source in product().iter().chain(&queries()) {
        for name in written(&source.texts) {
            assert!(
                !name.starts_with('{'),
                "{}: the name of a table stands in the text, or nobody finds who writes it",
                source.path
            );
            if tables.contains(name) {
                let of_table = writers.entry(name.to_owned()).or_default();
                let path = of_table.entry(folder(source));
                path.or_insert_with(|| source.path.clone());
            }
        }
    }
    writers
}

#[test]
fn each_table_has_one_feature_that_writes_it() {
    let writers = writers();
    assert!(writers.len() > 40, "{} tables are written", writers.len());
    let listed = |table: &str| SHARED.iter().find(|shared| shared.table == table);
    let several = writers.iter().filter(|(_, folders)| folders.len() > 1);
    let strange: Vec<_> = several
        .filter(|(table, folders)| {
            listed(table).is_none_or(|shared| !folders.keys().eq(shared.writers))
        })
        .collect();
    assert!(
        strange.is_empty(),
        "ask the store of the feature that the table belongs to: {strange:#?}"
    );
    let needed = |shared: &Shared| {
        let folders = writers.get(shared.table);
        folders.is_some_and(|folders| folders.keys().eq(shared.writers))
    };
    let over: Vec<&str> = SHARED
        .iter()
        .filter(|shared| shared.writers.len() < 2 || shared.why.is_empty() || !needed(shared))
        .map(|shared| shared.table)
        .collect();
    assert_eq!(over, Vec::<&str>::new(), "no longer shared so");
}

#[test]
fn a_table_is_written_by_the_feature_that_declares_it() {
    let owners = owners();
    assert!(owners.len() > 50, "{owners:?}");
    let writers = writers();
    let strange: Vec<_> = writers
        .iter()
        .filter(|(table, folders)| {
            let owner = owners.get(*table);
            owner.is_some_and(|owner| !folders.contains_key(owner))
        })
        .map(|(table, folders)| (table, &owners[table], folders))
        .collect();
    assert!(strange.is_empty(), "declared elsewhere: {strange:#?}");
}

#[test]
fn a_write_is_found_however_it_is_broken_into_lines() {
    let sql = "INSERT INTO a (b)\n VALUES ($1) ON CONFLICT (b) DO UPDATE SET b = 2; INSERT OR IGNORE\n INTO c;
        UPDATE\n d SET e = (SELECT f FROM g); DELETE\n FROM h WHERE i; DELETE FROM {}";
    assert_eq!(written(sql), ["a", "SET", "c", "d", "h", "{}"]);
}
