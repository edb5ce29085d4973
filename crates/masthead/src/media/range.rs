//! Conditional and range requests as RFC 9110 (sections 13 and 14) has them:
//! from what is stored and what was asked to what is owed.

use std::fmt;

use super::http_date;

/// What the request's headers say; absent ones are `None`. A header that
/// came in several lines is joined with `, ` beforehand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// A HEAD request knows conditions but no ranges.
    pub head: bool,
    pub range: Option<&'a str>,
    pub if_range: Option<&'a str>,
    pub if_match: Option<&'a str>,
    pub if_none_match: Option<&'a str>,
    pub if_modified_since: Option<&'a str>,
    pub if_unmodified_since: Option<&'a str>,
}

/// The bytes that a URL names now.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'a> {
    pub size_bytes: u64,
    /// With its quotes, and `W/` where it is weak.
    pub etag: &'a str,
    /// UTC milliseconds; compared in whole seconds, as the header shows it.
    pub modified_at: Option<i64>,
}

/// What to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 200 with everything.
    Whole,
    /// 206 with these bytes.
    Part(Part),
    /// 304.
    NotModified,
    /// 412.
    PreconditionFailed,
    /// 416; `Content-Range` is `bytes */size`.
    Unsatisfiable { size_bytes: u64 },
}

/// A piece of the stored bytes; both ends belong to it, and `first <= last < size_bytes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub first: u64,
    pub last: u64,
    pub size_bytes: u64,
}

impl Part {
    /// How many bytes travel: the `Content-Length`. Never zero.
    #[must_use]
    pub fn length_bytes(self) -> u64 {
        self.last - self.first + 1
    }
}

/// The value of `Content-Range`.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bytes {}-{}/{}", self.first, self.last, self.size_bytes)
    }
}

impl Answer {
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::Whole => 200,
            Self::Part(_) => 206,
            Self::NotModified => 304,
            Self::PreconditionFailed => 412,
            Self::Unsatisfiable { .. } => 416,
        }
    }

    /// The `Content-Range` that this answer has to carry.
    #[must_use]
    pub fn content_range(self) -> Option<String> {
        match self {
            Self::Part(part) => Some(part.to_string()),
            Self::Unsatisfiable { size_bytes } => Some(format!("bytes */{size_bytes}")),
            _ => None,
        }
    }
}

/// Weighs the conditions in the order of RFC 9110, section 13.2.2, for a GET
/// or HEAD. Of a list of ranges nothing is served but the whole, which the
/// standard allows and which players never ask for.
#[must_use]
pub fn answer(stored: Stored<'_>, asked: Asked<'_>) -> Answer {
    if !may_proceed(stored, asked) {
        return Answer::PreconditionFailed;
    }
    if is_unchanged(stored, asked) {
        return Answer::NotModified;
    }
    match asked.range {
        Some(range) if !asked.head && range_still_holds(stored, asked.if_range) => {
            cut(range, stored.size_bytes)
        }
        _ => Answer::Whole,
    }
}

fn may_proceed(stored: Stored<'_>, asked: Asked<'_>) -> bool {
    match (asked.if_match, asked.if_unmodified_since) {
        (Some(tags), _) => any_tag(tags, |tag| strongly_equal(tag, stored.etag)),
        (None, Some(date)) => !changed_after(stored, date).unwrap_or(false),
        (None, None) => true,
    }
}

fn is_unchanged(stored: Stored<'_>, asked: Asked<'_>) -> bool {
    match (asked.if_none_match, asked.if_modified_since) {
        (Some(tags), _) => any_tag(tags, |tag| opaque(tag) == opaque(stored.etag)),
        (None, Some(date)) => changed_after(stored, date) == Some(false),
        (None, None) => false,
    }
}

/// `None` where the date is none or nothing is known about the bytes' age.
fn changed_after(stored: Stored<'_>, date: &str) -> Option<bool> {
    let date_ms = http_date::parse(date)?;
    Some(stored.modified_at?.div_euclid(1000) > date_ms.div_euclid(1000))
}

/// A date counts as a strong validator here: stored media never change twice
/// within a second, since their bytes never change under one URL.
fn range_still_holds(stored: Stored<'_>, if_range: Option<&str>) -> bool {
    match if_range.map(str::trim) {
        None => true,
        Some(tag) if tag.ends_with('"') => strongly_equal(tag, stored.etag),
        Some(date) => match (http_date::parse(date), stored.modified_at) {
            (Some(asked), Some(at)) => asked.div_euclid(1000) == at.div_euclid(1000),
            _ => false,
        },
    }
}

fn any_tag(list: &str, matches: impl Fn(&str) -> bool) -> bool {
    list.trim() == "*" || tags(list).any(matches)
}

/// The entity tags of a list. A comma inside quotes belongs to its tag.
fn tags(list: &str) -> impl Iterator<Item = &str> {
    let mut rest = list;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let open = if rest.starts_with("W/\"") { 3 } else { 1 };
        if !rest.get(..open)?.ends_with('"') {
            return None;
        }
        let end = open + rest[open..].find('"')? + 1;
        let (tag, after) = rest.split_at(end);
        rest = after;
        Some(tag)
    })
}

fn strongly_equal(left: &str, right: &str) -> bool {
    left == right && !left.starts_with("W/")
}

fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

fn cut(range: &str, size_bytes: u64) -> Answer {
    match single_range(range) {
        None => Answer::Whole,
        Some(Spec::Suffix(0)) => Answer::Unsatisfiable { size_bytes },
        // The last bytes of nothing are nothing, and `Content-Range` cannot say so.
        Some(Spec::Suffix(_)) if size_bytes == 0 => Answer::Whole,
        Some(Spec::Suffix(length)) => part(size_bytes.saturating_sub(length), u64::MAX, size_bytes),
        Some(Spec::From(first, last)) => part(first, last, size_bytes),
    }
}

fn part(first: u64, last: u64, size_bytes: u64) -> Answer {
    if first >= size_bytes {
        return Answer::Unsatisfiable { size_bytes };
    }
    Answer::Part(Part {
        first,
        last: last.min(size_bytes - 1),
        size_bytes,
    })
}

enum Spec {
    From(u64, u64),
    Suffix(u64),
}

/// The one range that was asked for; `None` for several, for other units and
/// for bad syntax, which are all to be ignored.
fn single_range(range: &str) -> Option<Spec> {
    let (unit, list) = range.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let mut specs = list.split(',').map(str::trim).filter(|s| !s.is_empty());
    let (first, last) = specs.next()?.split_once('-')?;
    if specs.next().is_some() {
        return None;
    }
    match (first, last) {
        ("", last) => Some(Spec::Suffix(position(last)?)),
        (first, "") => Some(Spec::From(position(first)?, u64::MAX)),
        (first, last) => {
            let (first, last) = (position(first)?, position(last)?);
            (first <= last).then_some(Spec::From(first, last))
        }
    }
}

/// Digits only; numbers beyond 64 bits mean the largest one.
fn position(digits: &str) -> Option<u64> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    all_digits.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
#[path = "range_tests.rs"]
mod tests;
