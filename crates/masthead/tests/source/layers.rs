//! Features call downwards: nothing takes from what stands above it.

use std::collections::{BTreeMap, BTreeSet};

use crate::read::{Source, closing, product};

/// From the ground to the roof, one unit a line; a feature that nothing takes from needs none. A unit is a folder or a file of `src/`. Of a feature, what
/// others may read below its pages is a unit of its own, `article data`: the folders and files named in [`DATA`].
const LAYERS: &str = include_str!("layers.txt");

const DATA: [&str; 4] = ["events", "rules", "store", "urls"];

/// What takes from above all the same, as `below -> above`. This list only shrinks.
const EXCEPTIONS: [&str; 10] = [
    // The mail page of the desk knows who asks; accounts write letters.
    "mail -> account",
    // Rows are counted by creator in turn, and creators show pictures.
    "media data -> creator data",
    // The running portal holds what features keep in memory, and asks who is there.
    "portal -> account",
    // Pages are pressed and shown with everything that they are composed with.
    "portal -> compose",
    "portal -> mail",
    "portal -> media",
    "portal -> notification",
    "portal -> seo",
    "portal -> upload",
    "portal -> views",
];

fn unit(path: &[&str]) -> String {
    let top = path.first().copied().unwrap_or_default();
    match path.get(1) {
        Some(second) if DATA.contains(second) => format!("{top} data"),
        _ => top.to_owned(),
    }
}

/// The list of features stands in `lib.rs`, which takes from all of them.
fn own_unit(source: &Source) -> String {
    if source.path == "lib.rs" {
        return "FEATURES".to_owned();
    }
    let path: Vec<&str> = source.path.trim_end_matches(".rs").split('/').collect();
    unit(&path)
}

/// Every path that the code takes from its crate, as far as its second name.
fn taken(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        if !code[..at].ends_with("::") {
            found.extend(paths(&code[at + 7..], 2).iter().map(|path| {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                unit(&path)
            }));
        }
    }
    found
}

/// The paths that begin here, `a::{b, c::d}` being two, each of so many names.
fn paths(code: &str, depth: usize) -> Vec<Vec<String>> {
    let code = code.trim_start();
    if depth == 0 {
        return vec![Vec::new()];
    }
    if code.starts_with('{') {
        let inside = &code[1..closing(code, 0)];
        return parts(inside)
            .into_iter()
            .flat_map(|part| paths(part, depth))
            .collect();
    }
    let ends = code
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(code.len());
    let (name, rest) = code.split_at(ends);
    if name.is_empty() {
        return vec![Vec::new()];
    }
    let below = match rest.strip_prefix("::") {
        Some(rest) => paths(rest, depth - 1),
        None => vec![Vec::new()],
    };
    let with_name = |path: Vec<String>| [vec![name.to_owned()], path].concat();
    below.into_iter().map(with_name).collect()
}

/// What commas part, outside of any brackets.
fn parts(inside: &str) -> Vec<&str> {
    let (mut parts, mut begins, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b',' if depth == 0 => {
                parts.push(&inside[begins..at]);
                begins = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inside[begins..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

#[test]
fn nothing_takes_from_what_stands_above_it() {
    let lines = LAYERS.lines().filter(|line| !line.is_empty());
    let places: BTreeMap<&str, usize> = lines.enumerate().map(|(at, unit)| (unit, at)).collect();
    let roof = places["FEATURES"];
    // A feature that has no line stands on all others: it takes from them, and nothing takes from it.
    let place = |unit: &str| places.get(unit).copied().unwrap_or(roof);
    let (mut upwards, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for source in product() {
        if source.path == "main.rs" {
            continue;
        }
        let own = own_unit(&source);
        for other in taken(&source.code) {
            let is_own = other.split(' ').next() == own.split(' ').next();
            let is_above = place(&other) > place(&own) || !places.contains_key(&*other);
            if !is_own && is_above {
                upwards.insert(format!("{own} -> {other}"));
            }
        }
        seen.insert(own);
    }
    assert!(seen.len() > 60, "{}", seen.len());
    let nowhere: Vec<_> = places
        .keys()
        .filter(|unit| !seen.contains(**unit))
        .collect();
    assert_eq!(
        nowhere,
        Vec::<&&str>::new(),
        "lines of layers.txt that are nothing"
    );
    let upwards: Vec<String> = upwards.into_iter().collect();
    assert_eq!(upwards, EXCEPTIONS, "what takes from above");
}

#[test]
fn every_name_of_a_use_is_seen() {
    let code = "use crate::article::store::{Key, Listed};\nuse crate::{account::{self, Person}, seo};\ncrate::urls::article(id)";
    let expected = ["account", "article data", "seo", "urls"];
    assert_eq!(taken(code).into_iter().collect::<Vec<_>>(), expected);
}
