//! From a line's bytes to a row, with the key and the reason in words where it cannot be.

use std::borrow::Cow;

use masthead_document::json;
use masthead_document::text::Cleaned;
use serde::de::DeserializeOwned;

use crate::error::{Fault, LineError, did_you_mean, quoted, with_hint};
use crate::rows::Row;

/// Reads one line of `R`'s file. `line` is its number, for the error.
pub fn parse_line<R: Row>(bytes: &[u8], line: u64) -> Result<R, LineError> {
    let row = parse::<R>(bytes).and_then(|row| row.check().map(|()| row));
    row.map_err(|fault| LineError::new(R::FILE, line, fault))
}

/// The same, without the characters that no text holds; a row that had some comes with what is to be said of it.
pub(crate) fn parse_clean<R: Row>(
    bytes: &[u8],
    line: u64,
) -> (Result<R, LineError>, Option<LineError>) {
    let (bytes, dropped) = clean(bytes);
    let row = parse_line(&bytes, line);
    let said = dropped.filter(|_| row.is_ok());
    (row, said.map(|fault| LineError::new(R::FILE, line, fault)))
}

/// A line without NUL and other controls, noncharacters and halves of surrogate pairs. What is not UTF-8 stays as it is.
pub(crate) fn clean(bytes: &[u8]) -> (Cow<'_, [u8]>, Option<Fault>) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return (Cow::Borrowed(bytes), None);
    };
    let Cleaned { text, dropped } = json::clean(text);
    let said = |dropped| format!("taken without {dropped} characters that no text holds");
    let fault = (dropped > 0).then(|| Fault::whole(said(dropped)));
    let bytes = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    };
    (bytes, fault)
}

pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Fault::whole(format!("is not UTF-8 (byte {})", error.valid_up_to() + 1))
    })?;
    // serde would take a list of values for a row, in the order of its keys.
    if text.trim_start().starts_with('[') {
        return Err(Fault::whole("is a list: expected an object with keys"));
    }
    // The path costs time, so only a line that failed is read again for it.
    serde_json::from_str(text).or_else(|first| located::<T>(text).and(Err(in_words("", &first))))
}

fn located<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    let mut json = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut json)
        .map_err(|error| in_words(&error.path().to_string(), error.inner()))
}

fn in_words(path: &str, error: &serde_json::Error) -> Fault {
    let message = error.to_string();
    // serde_json ends its messages with the place; the line is the file's, not the text's.
    let message = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(message, _)| message);
    if error.is_syntax() || error.is_eof() {
        let column = error.column();
        return Fault::whole(format!("is not JSON: {message} (column {column})"));
    }
    let path = if path == "." || path == "?" { "" } else { path };
    reworded(path, message)
}

/// The messages are serde's own, and the tests hold them.
fn reworded(path: &str, message: &str) -> Fault {
    if let Some(names) = unknown_beside_tag(message) {
        return Fault::new(
            inside(path, names[0]),
            with_hint("unknown key".into(), hint(&names)),
        );
    }
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if message.starts_with("unknown field ") {
        let reason = with_hint("unknown key".into(), hint(&names));
        return Fault::new(inside(path, first(&names)), reason);
    }
    if message.starts_with("missing field ") {
        return Fault::new(below(path, first(&names)), "missing");
    }
    if message.starts_with("duplicate field ") {
        return Fault::new(inside(path, first(&names)), "given twice");
    }
    let reason = if message.starts_with("unknown variant ") {
        unknown_variant(&names)
    } else if let Some(rest) = message.strip_prefix("invalid type: ") {
        expected(rest)
    } else if let Some(rest) = message.strip_prefix("invalid value: ") {
        expected(rest)
    } else {
        message.to_owned()
    };
    let key = (!path.is_empty()).then(|| path.to_owned());
    Fault { key, reason }
}

/// For an enum with a tag beside its content, serde names an unknown key as a wrong value:
/// `invalid value: string "contents", expected "format" or "content"`.
fn unknown_beside_tag(message: &str) -> Option<Vec<&str>> {
    let rest = message.strip_prefix("invalid value: string \"")?;
    let (key, wanted) = rest.split_once("\", expected \"")?;
    let wanted = wanted.strip_suffix('"')?.split("\" or \"");
    Some(std::iter::once(key).chain(wanted).collect())
}

fn first<'a>(names: &[&'a str]) -> &'a str {
    names.first().copied().unwrap_or_default()
}

fn hint<'a>(names: &[&'a str]) -> Option<&'a str> {
    let (word, candidates) = names.split_first()?;
    did_you_mean(word, candidates.iter().copied())
}

fn unknown_variant(names: &[&str]) -> String {
    let reason = format!("no such value {}", quoted(first(names)));
    match hint(names) {
        Some(hint) => with_hint(reason, Some(hint)),
        None => format!(
            "{reason}: expected {}",
            names.get(1..).unwrap_or_default().join(", ")
        ),
    }
}

/// `integer `5`, expected a string` becomes `expected a string, found integer 5`.
fn expected(rest: &str) -> String {
    let Some((found, wanted)) = rest.rsplit_once(", expected ") else {
        return rest.to_owned();
    };
    let found: String = found.chars().filter(|c| *c != '`').take(80).collect();
    let wanted = match wanted {
        "u64" | "u32" => "a whole number from 0",
        "i32" => "a whole number",
        "a sequence" => "a list",
        other => other
            .strip_prefix("struct ")
            .map_or(other, |_| "an object with keys"),
    };
    format!("expected {wanted}, found {found}")
}

/// The path with the key at its end, where serde's path names the key already or not.
fn inside(path: &str, key: &str) -> String {
    if path == key || path.ends_with(&format!(".{key}")) {
        path.to_owned()
    } else {
        below(path, key)
    }
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}
