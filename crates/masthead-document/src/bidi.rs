//! Signs that turn the direction of text (Unicode Standard Annex #9), in names and titles: these stand in one line with
//! what is not theirs, and in places where nothing can fence them, such as the title of a tab.

use std::borrow::Cow;

const OVERRIDES: [char; 2] = ['\u{202d}', '\u{202e}'];
const EMBEDDINGS: [char; 2] = ['\u{202a}', '\u{202b}'];
const POP: char = '\u{202c}';
const ISOLATES: [char; 3] = ['\u{2066}', '\u{2067}', '\u{2068}'];
const POP_ISOLATE: char = '\u{2069}';

/// What was opened and is not closed yet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// It was left out, and so is its end.
    Override,
    Embedding,
    Isolate,
}

/// The text without overrides, which make it read as another; whatever else it opens is closed at its end, and what
/// closes nothing is left out. Text behind it reads as if it stood alone.
#[must_use]
pub fn closed(text: &str) -> Cow<'_, str> {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(turns) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut open) = (String::with_capacity(text.len()), Vec::new());
    for c in text.chars() {
        match c {
            c if OVERRIDES.contains(&c) => open.push(Open::Override),
            c if EMBEDDINGS.contains(&c) => begin(&mut out, &mut open, c, Open::Embedding),
            c if ISOLATES.contains(&c) => begin(&mut out, &mut open, c, Open::Isolate),
            POP if open.last().is_some_and(|last| *last != Open::Isolate) => {
                end(&mut out, &mut open)
            }
            POP_ISOLATE if open.contains(&Open::Isolate) => {
                while open.last() != Some(&Open::Isolate) {
                    end(&mut out, &mut open);
                }
                end(&mut out, &mut open);
            }
            POP | POP_ISOLATE => {}
            c => out.push(c),
        }
    }
    while !open.is_empty() {
        end(&mut out, &mut open);
    }
    Cow::Owned(out)
}

fn begin(out: &mut String, open: &mut Vec<Open>, sign: char, what: Open) {
    out.push(sign);
    open.push(what);
}

fn end(out: &mut String, open: &mut Vec<Open>) {
    match open.pop() {
        Some(Open::Embedding) => out.push(POP),
        Some(Open::Isolate) => out.push(POP_ISOLATE),
        Some(Open::Override) | None => {}
    }
}

/// Whether text in a language, named by its tag, is written from right to left.
#[must_use]
pub fn is_rtl(tag: &str) -> bool {
    const SCRIPTS: [&str; 8] = [
        "arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg", "mand",
    ];
    const LANGUAGES: [&str; 16] = [
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur",
        "yi", "ji",
    ];
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|c| c.is_ascii_alphabetic())) {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_override_goes_and_what_is_left_open_is_closed() {
        for (text, wanted) in [
            ("大桥 bridge ميناء", "大桥 bridge ميناء"),
            ("a\u{202e}b", "ab"),
            ("a\u{202e}b\u{202c}c", "abc"),
            ("\u{2067}a", "\u{2067}a\u{2069}"),
            (
                "\u{2067}a\u{202b}b\u{2069}c",
                "\u{2067}a\u{202b}b\u{202c}\u{2069}c",
            ),
            ("\u{202b}a", "\u{202b}a\u{202c}"),
            ("a\u{2069}b\u{202c}", "ab"),
            ("\u{2068}\u{202d}a\u{2069}\u{202c}b", "\u{2068}a\u{2069}b"),
        ] {
            assert_eq!(closed(text), wanted, "{text:?}");
            assert_eq!(closed(wanted), wanted, "twice is as once: {text:?}");
        }
    }

    #[test]
    fn a_script_in_the_tag_rules_over_the_language() {
        for tag in ["ar", "fa-IR", "he", "az-Arab", "UR"] {
            assert!(is_rtl(tag), "{tag}");
        }
        for tag in ["zh-CN", "en", "ku", "ar-Latn", ""] {
            assert!(!is_rtl(tag), "{tag}");
        }
    }
}
