use std::fmt;

use crate::FileKind;

/// What is wrong with one value: the key (a path such as `source.url` or `members[1].role`), and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub key: Option<String>,
    pub reason: String,
}

impl Fault {
    pub fn new(key: impl Into<String>, reason: impl Into<String>) -> Self {
        Fault {
            key: Some(key.into()),
            reason: reason.into(),
        }
    }

    pub(crate) fn whole(reason: impl Into<String>) -> Self {
        Fault {
            key: None,
            reason: reason.into(),
        }
    }
}

/// A line that cannot be taken, shown as
/// `articles.jsonl:17: channel: no channel "sprots" (did you mean "sports"?)`.
///
/// `line` counts from 1, blank lines included. `key` is missing when the line as a whole is at fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    pub file: FileKind,
    pub line: u64,
    pub key: Option<String>,
    pub reason: String,
}

impl LineError {
    pub fn new(file: FileKind, line: u64, fault: Fault) -> Self {
        LineError {
            file,
            line,
            key: fault.key,
            reason: fault.reason,
        }
    }
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if let Some(key) = &self.key {
            write!(f, "{key}: ")?;
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for LineError {}

/// The candidate nearest to `word`, if one is near enough to be a slip of the hand: at most one
/// change in three characters, swapped neighbours counting as one (optimal string alignment).
pub fn did_you_mean<'a, I>(word: &str, candidates: I) -> Option<&'a str>
where
    I: IntoIterator<Item = &'a str>,
{
    let length = word.chars().count();
    if length > 200 {
        return None;
    }
    let folded = word.to_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= length.div_ceil(3))
        .map(|candidate| {
            let distance = strsim::osa_distance(&folded, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= length.div_ceil(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The reason for a reference to a row that is not there: `no channel "sprots" (did you mean "sports"?)`.
pub fn unknown<'a, I>(what: &str, word: &str, candidates: I) -> String
where
    I: IntoIterator<Item = &'a str>,
{
    with_hint(
        format!("no {what} {}", quoted(word)),
        did_you_mean(word, candidates),
    )
}

pub(crate) fn with_hint(reason: String, hint: Option<&str>) -> String {
    match hint {
        Some(hint) => format!("{reason} (did you mean \"{hint}\"?)"),
        None => reason,
    }
}

/// A value from outside as it may stand in an error: on one line, at most 60 characters.
pub(crate) fn quoted(value: &str) -> String {
    let mut out = String::from("\"");
    for (count, c) in value.chars().enumerate() {
        if count == 60 {
            out.push('…');
            break;
        }
        out.push(if c.is_control() { '\u{FFFD}' } else { c });
    }
    out.push('"');
    out
}
