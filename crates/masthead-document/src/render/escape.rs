//! Escaping, and addresses made absolute.

use std::fmt;

/// Writes text as HTML that is safe between tags and in quoted attributes.
///
/// # Errors
/// Those of `out`.
pub fn write_escaped(text: &str, out: &mut impl fmt::Write) -> fmt::Result {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        // All five are ASCII, so both sides are whole characters.
        out.write_str(&text[from..at])?;
        out.write_str(entity)?;
        from = at + 1;
    }
    out.write_str(&text[from..])
}

pub(super) fn escape(text: &str, out: &mut String) {
    write_escaped(text, out).expect("writing to memory");
}

/// Appends ` name="value"`.
pub(super) fn attr(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

/// Appends ` name="value"` where there is a value.
pub(super) fn attr_if(name: &str, value: &str, out: &mut String) {
    if !value.is_empty() {
        attr(name, value, out);
    }
}

/// `href` as seen from `base`, an http or https address; `..` is left to the reader's program.
pub(super) fn absolute(href: &str, base: Option<&str>) -> String {
    let Some(base) = base else {
        return href.to_owned();
    };
    let before = href.split(['/', '?', '#']).next().unwrap_or_default();
    if before.contains(':') {
        return href.to_owned();
    }
    let path = base.find("://").map_or(0, |at| at + 3);
    let origin = base[path..]
        .find(['/', '?', '#'])
        .map_or(base.len(), |at| path + at);
    let bare = base.split('#').next().unwrap_or(base);
    let page = bare.split('?').next().unwrap_or(bare);
    match href.chars().next() {
        Some('/') => format!("{}{href}", &base[..origin]),
        Some('#') => format!("{bare}{href}"),
        Some('?') => format!("{page}{href}"),
        _ => {
            let folder = page[origin..].rfind('/').map_or(origin, |at| origin + at);
            format!("{}/{href}", &page[..folder])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn a_relative_address_is_joined_to_its_base() {
        for (href, base, joined) in [
            ("/a", "https://example.org/x/y", "https://example.org/a"),
            ("/a", "https://example.org", "https://example.org/a"),
            ("a", "https://example.org", "https://example.org/a"),
            ("a", "https://example.org/x/y?z", "https://example.org/x/a"),
            ("#s-1", "https://example.org/x", "https://example.org/x#s-1"),
            (
                "?p=2",
                "https://example.org/x?p=1",
                "https://example.org/x?p=2",
            ),
            (
                "mailto:a@example.org",
                "https://example.org",
                "mailto:a@example.org",
            ),
        ] {
            assert_eq!(absolute(href, Some(base)), joined);
        }
    }
}
