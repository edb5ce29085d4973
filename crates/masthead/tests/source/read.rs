//! The product's source, without its comments and texts.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of `src/` that is part of the product, not of its tests.
pub(crate) struct Source {
    /// Below `src/`, with `/`.
    pub(crate) path: String,
    /// Comments, texts and what stands behind `#[cfg(test)]` are blanks; lines stay where they are.
    pub(crate) code: String,
}

/// Every file of the product, in the order of their names.
pub(crate) fn product() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let sources = paths.into_iter().map(|path| {
        let text = fs::read_to_string(&path).expect("a source file");
        let below = path.strip_prefix(&root).expect("below src");
        Source {
            path: below.to_string_lossy().replace('\\', "/"),
            code: without_tests(&blanked(&text)),
        }
    });
    sources.collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let is_test = name == "tests"
            || name == "tests.rs"
            || name.ends_with("_tests")
            || name.ends_with("_tests.rs");
        if is_test {
            continue;
        }
        if path.is_dir() {
            collect(&path, paths);
        } else if name.ends_with(".rs") {
            paths.push(path);
        }
    }
}

/// The text with blanks for comments, and for what stands between quotes.
fn blanked(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'/' if bytes[at..].starts_with(b"//") => at + until(&bytes[at..], b"\n"),
            b'/' if bytes[at..].starts_with(b"/*") => at + until(&bytes[at..], b"*/") + 2,
            b'r' if raw_hashes(bytes, at).is_some() => {
                let hashes = raw_hashes(bytes, at).unwrap_or(0);
                let close = [b"\"".as_slice(), &vec![b'#'; hashes]].concat();
                let begins = at + hashes + 2;
                begins + until(&bytes[begins..], &close) + close.len()
            }
            b'"' => quoted(bytes, at),
            b'\'' => character(bytes, at),
            _ => {
                at += 1;
                continue;
            }
        };
        let end = end.min(bytes.len());
        for byte in &mut out[at..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = end.max(at + 1);
    }
    String::from_utf8(out).expect("blanks for whole characters")
}

fn until(bytes: &[u8], what: &[u8]) -> usize {
    let found = bytes.windows(what.len()).position(|window| window == what);
    found.unwrap_or(bytes.len())
}

/// How many `#` a raw text that begins here has; none where none begins.
fn raw_hashes(bytes: &[u8], at: usize) -> Option<usize> {
    let is_part_of_a_name =
        at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    let hashes = bytes[at + 1..]
        .iter()
        .take_while(|byte| **byte == b'#')
        .count();
    (!is_part_of_a_name && bytes.get(at + 1 + hashes) == Some(&b'"')).then_some(hashes)
}

fn quoted(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < bytes.len() && bytes[end] != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    end + 1
}

/// A character in quotes; a lifetime is one byte that stays.
fn character(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at + 1..];
    if rest.first() == Some(&b'\\') {
        return at + 3 + until(&rest[2.min(rest.len())..], b"'") + 1;
    }
    let text = String::from_utf8_lossy(&rest[..rest.len().min(8)]).into_owned();
    let first = text.chars().next().map_or(1, char::len_utf8);
    match rest.get(first) {
        Some(b'\'') => at + first + 2,
        _ => at + 1,
    }
}

/// Without the modules that stand behind `#[cfg(test)]` in the same file.
fn without_tests(code: &str) -> String {
    let Some(at) = code.find("#[cfg(test)]\nmod tests {") else {
        return code.to_owned();
    };
    code[..at].to_owned()
}

/// The place of the bracket that closes the one at `open`.
pub(crate) fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    panic!("a bracket that nothing closes at byte {open}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_are_blanks_and_lines_stay() {
        let code = blanked("let a = \"(x, y)\"; // (a, b)\nlet b = 'x'; fn c<'l>() {}\nr#\"(\"#");
        assert!(!code.contains("(x") && !code.contains("(a"), "{code}");
        assert_eq!(code.lines().count(), 3);
        assert!(code.contains("fn c<"), "{code}");
    }
}
