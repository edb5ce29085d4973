//! The product's source: its code without comments and texts, and its texts without code.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A file of `src/` that is part of the product, not of its tests.
pub(crate) struct Source {
    /// Below `src/`, with `/`.
    pub(crate) path: String,
    /// Comments, texts and what stands behind `#[cfg(test)]` are blanks; lines stay where they are.
    pub(crate) code: String,
    /// What stands between quotes, in its place; all else is blanks, and so are escapes.
    pub(crate) texts: String,
}

/// Every file of the product, in the order of their names.
pub(crate) fn product() -> Vec<Source> {
    let sources = files(".rs").into_iter().map(|file| {
        let Parted { code, texts } = parted(&file.text);
        let ends = without_tests(&code);
        Source {
            path: file.path,
            code: code[..ends].to_owned(),
            texts: texts[..ends].to_owned(),
        }
    });
    sources.collect()
}

/// Every file of SQL below `src/`: nothing but text.
pub(crate) fn queries() -> Vec<Source> {
    let sources = files(".sql").into_iter().map(|file| Source {
        path: file.path,
        code: String::new(),
        texts: file.text,
    });
    sources.collect()
}

struct File {
    /// Below `src/`, with `/`.
    path: String,
    text: String,
}

/// The files of the product whose names end so, in order.
fn files(ending: &str) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, ending, &mut paths);
    paths.sort();
    let files = paths.into_iter().map(|path| {
        let below = path.strip_prefix(&root).expect("below src");
        File {
            path: below.to_string_lossy().replace('\\', "/"),
            text: fs::read_to_string(&path).expect("a source file"),
        }
    });
    files.collect()
}

fn collect(folder: &Path, ending: &str, paths: &mut Vec<PathBuf>) {
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
            collect(&path, ending, paths);
        } else if name.ends_with(ending) {
            paths.push(path);
        }
    }
}

/// A file in two layers, each as long as the file, with its lines where they are.
struct Parted {
    code: String,
    texts: String,
}

/// Parts what stands between quotes from the code around it. Comments are in neither.
fn parted(text: &str) -> Parted {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut texts = bytes.to_vec();
    blank(&mut texts);
    let mut at = 0;
    while at < bytes.len() {
        let (end, inside) = match bytes[at] {
            b'/' if bytes[at..].starts_with(b"//") => (at + until(&bytes[at..], b"\n"), 0..0),
            b'/' if bytes[at..].starts_with(b"/*") => (at + until(&bytes[at..], b"*/") + 2, 0..0),
            b'r' if raw_hashes(bytes, at).is_some() => {
                let hashes = raw_hashes(bytes, at).unwrap_or(0);
                let close = [b"\"".as_slice(), &vec![b'#'; hashes]].concat();
                let begins = at + hashes + 2;
                let ends = begins + until(&bytes[begins..], &close);
                (ends + close.len(), begins..ends)
            }
            b'"' => {
                let end = quoted(bytes, at);
                (end, at + 1..end - 1)
            }
            b'\'' => (character(bytes, at), 0..0),
            _ => {
                at += 1;
                continue;
            }
        };
        let end = end.min(bytes.len());
        blank(&mut code[at..end]);
        keep(&mut texts, bytes, inside);
        at = end.max(at + 1);
    }
    let whole = |bytes| String::from_utf8(bytes).expect("blanks for whole characters");
    Parted {
        code: whole(code),
        texts: whole(texts),
    }
}

fn blank(bytes: &mut [u8]) {
    for byte in bytes {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

/// Puts a text back where it stood, without its escapes.
fn keep(texts: &mut [u8], bytes: &[u8], inside: Range<usize>) {
    let ends = inside.end.min(bytes.len());
    let mut at = inside.start;
    while at < ends {
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii) => at += 2,
            b'\\' => at += 1,
            byte => {
                texts[at] = byte;
                at += 1;
            }
        }
    }
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

/// Where the modules begin that stand behind `#[cfg(test)]` in the same file, or the file ends.
fn without_tests(code: &str) -> usize {
    let tests = code.find("#[cfg(test)]\nmod tests {");
    tests.unwrap_or(code.len())
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
        let code = "let a = \"(x, y)\"; // (a, b)\nlet b = 'x'; fn c<'l>() {}\nr#\"(\"#";
        let code = parted(code).code;
        assert!(!code.contains("(x") && !code.contains("(a"), "{code}");
        assert_eq!(code.lines().count(), 3);
        assert!(code.contains("fn c<"), "{code}");
    }

    #[test]
    fn texts_stay_in_their_places_without_their_escapes() {
        let code = "say(\"a\\n\\\nb\", 'c', r#\"d \"e\" 中\"#); // \"f\"\ng(\"\")";
        let texts = parted(code).texts;
        assert_eq!(texts.len(), code.len());
        let words: Vec<&str> = texts.split_whitespace().collect();
        assert_eq!(words, ["a", "b", "d", "\"e\"", "中"]);
    }
}
