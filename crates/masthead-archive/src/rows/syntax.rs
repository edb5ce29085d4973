//! The syntax of single values, and refusals that name the key.

use masthead_document::is_media_path;

use crate::Fault;
use crate::error::quoted;
use crate::limits::{COUNT, text};

/// A slug: 1 to 64 of `a`–`z`, `0`–`9`, `-` and `_`, the first a letter or digit.
pub fn is_slug(value: &str) -> bool {
    let inside = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, b'-' | b'_');
    value.len() <= text::SLUG
        && value.bytes().all(inside)
        && value.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// A handle: 1 to 64 letters and digits of any script, `-`, `_` and `.`, with a letter or digit in it.
pub fn is_handle(value: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    value.chars().count() <= text::HANDLE
        && value.chars().all(inside)
        && value.contains(char::is_alphanumeric)
}

/// One line of text: not empty, at most `most` characters, no control characters.
pub fn is_line(value: &str, most: usize) -> bool {
    line("", value, most).is_ok()
}

/// A language tag's shape (BCP 47).
pub fn is_locale(value: &str) -> bool {
    locale("", value).is_ok()
}

/// The first key that is wrong, checked one by one with `?`.
pub(super) type Checked = Result<(), Fault>;

pub(super) fn refuse(key: &str, reason: impl Into<String>) -> Checked {
    Err(Fault::new(key, reason))
}

/// One line of text: not empty, not over `limit` characters, no control characters.
pub(super) fn line(key: &str, value: &str, limit: usize) -> Checked {
    if value.contains(char::is_control) {
        return refuse(key, "has a line break or another control character");
    }
    lines(key, value, limit)
}

/// Text of several lines: not empty, not over `limit` characters, and no NUL.
pub(super) fn lines(key: &str, value: &str, limit: usize) -> Checked {
    if value.trim().is_empty() {
        return refuse(key, "is empty");
    }
    within(key, value, limit)
}

/// Text that may be empty: not over `limit` characters, and no NUL (a database cannot hold it).
pub(super) fn within(key: &str, value: &str, limit: usize) -> Checked {
    if value.contains('\0') {
        return refuse(key, "has a NUL character");
    }
    // Bytes are never fewer than characters: most values need no counting.
    let length = if value.len() <= limit {
        0
    } else {
        value.chars().count()
    };
    if length > limit {
        return refuse(
            key,
            format!("has {length} characters; the limit is {limit}"),
        );
    }
    Ok(())
}

pub(super) fn optional(value: Option<&String>, check: impl Fn(&str) -> Checked) -> Checked {
    value.map_or(Ok(()), |value| check(value))
}

pub(super) fn id(key: &str, value: &str) -> Checked {
    line(key, value, text::ID)
}

pub(super) fn slug(key: &str, value: &str) -> Checked {
    if is_slug(value) {
        return Ok(());
    }
    let rule = "is no slug: 1 to 64 of a–z, 0–9, \"-\" and \"_\", beginning with a letter or digit";
    refuse(key, format!("{} {rule}", quoted(value)))
}

pub(super) fn handle(key: &str, value: &str) -> Checked {
    if is_handle(value) {
        return Ok(());
    }
    let rule = "is no handle: 1 to 64 letters and digits, \"-\", \"_\" and \".\", with a letter or digit in it";
    refuse(key, format!("{} {rule}", quoted(value)))
}

pub(super) fn media(key: &str, value: &str) -> Checked {
    if is_media_path(value) {
        return Ok(());
    }
    let rule = "is no path below media/ (write it as \"media/picture.jpg\")";
    refuse(key, format!("{} {rule}", quoted(value)))
}

/// A link: `http`, `https`, `mailto`, or relative; as in the document's own rule for links.
pub(super) fn link(key: &str, value: &str) -> Checked {
    line(key, value, text::URL)?;
    let head = value.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((scheme, _)) = head.split_once(':') else {
        return Ok(());
    };
    if ["http", "https", "mailto"].contains(&scheme.trim().to_ascii_lowercase().as_str()) {
        return Ok(());
    }
    let rule = "is no link that is taken: http, https, mailto, or a path of this site";
    refuse(key, format!("{} {rule}", quoted(value)))
}

/// An address that stands for itself: `http://` or `https://` and a host.
pub(super) fn web_address(key: &str, value: &str) -> Checked {
    line(key, value, text::URL)?;
    let rest = ["http://", "https://"]
        .iter()
        .find_map(|scheme| value.strip_prefix(scheme));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.starts_with('/') => Ok(()),
        _ => refuse(
            key,
            format!("{} does not begin with https:// and a host", quoted(value)),
        ),
    }
}

pub(super) fn email(key: &str, value: &str) -> Checked {
    line(key, value, text::EMAIL)?;
    match value.rsplit_once('@') {
        Some((local, host))
            if !local.is_empty() && !host.is_empty() && !value.contains(char::is_whitespace) =>
        {
            Ok(())
        }
        _ => refuse(key, format!("{} is no e-mail address", quoted(value))),
    }
}

/// A language tag's shape (BCP 47): a language of two or three letters, then subtags of up to eight.
pub(super) fn locale(key: &str, value: &str) -> Checked {
    let mut parts = value.split('-');
    let language = parts.next().unwrap_or_default();
    let fits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_alphanumeric())
    };
    let good = value.len() <= text::LOCALE
        && fits(language, 2, 3)
        && language.bytes().all(|c| c.is_ascii_alphabetic())
        && parts.all(|part| fits(part, 1, 8));
    if good {
        return Ok(());
    }
    let rule = "is no language tag (write it as \"zh-CN\" or \"en\")";
    refuse(key, format!("{} {rule}", quoted(value)))
}

pub(super) fn count(key: &str, value: Option<u64>) -> Checked {
    match value {
        Some(value) if value > COUNT => refuse(key, format!("is over {COUNT}")),
        _ => Ok(()),
    }
}

/// Each entry under its own key, `tags[2]`, after the number of entries.
pub(super) fn each<T>(
    key: &str,
    entries: &[T],
    most: usize,
    check: impl Fn(&str, &T) -> Checked,
) -> Checked {
    if entries.len() > most {
        return refuse(
            key,
            format!("has {} entries; the limit is {most}", entries.len()),
        );
    }
    entries
        .iter()
        .enumerate()
        .try_for_each(|(index, entry)| check(&format!("{key}[{index}]"), entry))
}
