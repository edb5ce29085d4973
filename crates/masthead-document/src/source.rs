//! Where a picture, a film or a sound comes from.

use std::borrow::Cow;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Characters of a path in an archive.
pub const PATH_CHARS: usize = 500;

/// The two kinds of source that a document may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaSource<'a> {
    /// A path in an archive, `media/…`.
    Path(&'a str),
    /// A content hash: 64 lower-case hexadecimal digits.
    Hash(&'a str),
}

impl<'a> MediaSource<'a> {
    /// Reads a source; `None` for anything else: other schemes, `..`, backslashes, control characters, over
    /// [`PATH_CHARS`]. What else a file may be called, it may be called here: `media/a: 50% off?.png`.
    pub fn read(src: &'a str) -> Option<Self> {
        if src.len() == 64 && src.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Some(Self::Hash(src));
        }
        is_media_path(src).then_some(Self::Path(src))
    }
}

/// Whether `path` lies below `media/` of an archive: `/` between its parts, and no part that leads elsewhere.
pub fn is_media_path(path: &str) -> bool {
    let part = |part: &str| !matches!(part, "" | "." | "..");
    path.strip_prefix("media/")
        .is_some_and(|rest| rest.split('/').all(part))
        && !path.contains(|c: char| c.is_control() || c == '\\')
        && path.chars().count() <= PATH_CHARS
}

/// Whether `src` may stand in a document.
pub fn is_media_source(src: &str) -> bool {
    MediaSource::read(src).is_some()
}

/// The source that a URL reference in HTML or Markdown means: `./media/a%20b.jpg` is `media/a b.jpg`.
pub fn media_reference(reference: &str) -> String {
    let trimmed = reference.trim();
    let path = trimmed.strip_prefix("./").unwrap_or(trimmed);
    if path.starts_with("media/") {
        let decoded = percent_decode_str(path).decode_utf8();
        // Bytes that are no text were not encoded text: the name stands as it is.
        decoded.map_or_else(|_| path.to_owned(), Cow::into_owned)
    } else {
        trimmed.to_owned()
    }
}

/// The reference that [`media_reference`] reads back as `src`.
pub(crate) fn to_reference(src: &str) -> String {
    let special = |c: char| "%\"<>()'`|&*_[]~!?#".contains(c) || c.is_whitespace();
    let mut out = String::with_capacity(src.len());
    for c in src.chars() {
        if special(c) {
            // None of the special ones is a letter or a digit: all of it is encoded.
            let mut bytes = [0; 4];
            let text = c.encode_utf8(&mut bytes);
            out.extend(utf8_percent_encode(text, NON_ALPHANUMERIC));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archive_paths_and_hashes_are_sources() {
        let hash = "0123456789abcdef".repeat(4);
        let long = format!("media/{}", "桥".repeat(PATH_CHARS - 6));
        for src in [
            "media/a.jpg",
            "media/2026/桥 一.png",
            "media/12:30?.png",
            &long,
            &hash,
        ] {
            assert!(is_media_source(src), "{src}");
        }
    }

    #[test]
    fn paths_that_climb_and_foreign_schemes_are_no_sources() {
        let upper = "0123456789ABCDEF".repeat(4);
        for src in [
            "media/../secret",
            "media//a",
            "media/",
            "/media/a",
            "media/a\\b",
            "media/\u{1}",
            "http://example.org/a.jpg",
            "data:image/png;base64,AA",
            upper.as_str(),
            &format!("media/{}", "a".repeat(PATH_CHARS)),
            "",
        ] {
            assert!(!is_media_source(src), "{src}");
        }
    }

    #[test]
    fn a_reference_and_its_source_lead_to_each_other() {
        for src in [
            "media/a b.jpg",
            "media/100%.jpg",
            "media/桥(一).png",
            "media/%41.png",
            "media/a: b+c?d#e&f.png",
            " media/ a.png".trim_start(),
            "media/a.png\u{3000}",
        ] {
            assert_eq!(media_reference(&to_reference(src)), src);
        }
        assert_eq!(media_reference("./media/%E6%A1%A5.png"), "media/桥.png");
    }
}
