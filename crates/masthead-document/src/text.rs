//! Characters that no text of ours holds: controls, which nobody sees and XML, HTML and PostgreSQL refuse, and code
//! points that are no characters. Text is cleaned once, where it comes in, so that whatever is kept can be shown,
//! stored and handed on as it is.

use std::borrow::Cow;

/// A text without what none of ours holds, and how many characters that were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned<'a> {
    pub text: Cow<'a, str>,
    pub dropped: usize,
}

/// Whether a text of ours may hold it: everything but C0, DEL and C1 without tab and line feed (Unicode's `Cc`), and
/// but the noncharacters U+FDD0 to U+FDEF and the last two of every plane.
#[must_use]
pub fn is_kept(c: char) -> bool {
    let nonchar = matches!(c, '\u{fdd0}'..='\u{fdef}') || (u32::from(c) & 0xFFFE) == 0xFFFE;
    matches!(c, '\t' | '\n') || !(c.is_control() || nonchar)
}

/// Whether a text is surely one line of what is kept, by its bytes alone: almost every text that is read is, and the
/// compiler looks at sixteen pairs of bytes at a time where it would decode one character. `false` says nothing: U+FDC0 to
/// U+FDFF, U+FFC0 to U+FFFF and everything beyond U+FFFF are for [`is_kept`] to tell.
#[must_use]
pub fn is_plain_line(text: &str) -> bool {
    let alone = |byte: u8| (byte < 0x20) | (byte == 0x7F) | (byte >= 0xF0);
    let odd = |byte: u8, next: u8| {
        let c1 = (byte == 0xC2) & (next < 0xA0);
        let rare = (byte == 0xEF) & ((next == 0xB7) | (next == 0xBF));
        alone(byte) | c1 | rare
    };
    let bytes = text.as_bytes();
    let Some((last, _)) = bytes.split_last() else {
        return true;
    };
    let pairs = bytes.iter().zip(&bytes[1..]);
    !pairs.fold(alone(*last), |found, (byte, next)| {
        found | odd(*byte, *next)
    })
}

/// Drops what no text of ours holds. Every line end becomes a line feed, which counts as nothing dropped.
#[must_use]
pub fn clean(text: &str) -> Cleaned<'_> {
    if is_plain_line(text) || text.chars().all(is_kept) {
        let text = Cow::Borrowed(text);
        return Cleaned { text, dropped: 0 };
    }
    let (mut out, mut dropped) = (String::with_capacity(text.len()), 0);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            c if is_kept(c) => out.push(c),
            _ => dropped += 1,
        }
    }
    let text = Cow::Owned(out);
    Cleaned { text, dropped }
}

/// The same for bytes that should be UTF-8. Halves of surrogate pairs (`ED A0 80` to `ED BF BF`) are dropped; any other
/// byte that does not fit becomes U+FFFD, so that something stands where something was.
#[must_use]
pub fn clean_bytes(bytes: &[u8]) -> Cleaned<'_> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return clean(text);
    }
    let (mut whole, mut halves, mut rest) = (Vec::with_capacity(bytes.len()), 0, bytes);
    while let Some((first, after)) = rest.split_first() {
        if let [0xED, 0xA0..=0xBF, 0x80..=0xBF, left @ ..] = rest {
            halves += 1;
            rest = left;
            continue;
        }
        whole.push(*first);
        rest = after;
    }
    let text = String::from_utf8_lossy(&whole);
    let cleaned = clean(&text);
    Cleaned {
        dropped: cleaned.dropped + halves,
        text: Cow::Owned(cleaned.text.into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_noncharacters_go_and_everything_else_stays_to_the_character() {
        let cleaned =
            clean("a\0b\u{8}c\u{7f}d\u{85}e\u{9f}f\u{fdd0}g\u{fffe}h\u{ffff}i\u{1ffff}j\u{10fffe}");
        assert_eq!((&*cleaned.text, cleaned.dropped), ("abcdefghij", 10));
        for kept in [
            "\tone\ntwo",
            "\u{200b}\u{200d}\u{202e}\u{2028}\u{feff}\u{fffd}",
            "大桥😀é\u{e000}\u{fdcf}\u{fdf0}",
        ] {
            let cleaned = clean(kept);
            assert!(matches!(cleaned.text, Cow::Borrowed(_)));
            assert_eq!((&*cleaned.text, cleaned.dropped), (kept, 0));
        }
    }

    #[test]
    fn what_is_plain_by_its_bytes_is_one_line_without_anything_that_goes() {
        for plain in [
            "",
            "Bridge reopens",
            "清晨六点，大桥“开放”…… café é\u{a0}\u{200b}",
        ] {
            assert!(is_plain_line(plain), "{plain:?}");
        }
        let all = (0..=0x10_FFFF).filter_map(char::from_u32);
        for c in all.filter(|c| !is_kept(*c) || matches!(c, '\t' | '\n')) {
            for text in [format!("{c}"), format!("大{c}桥"), format!("a{c}")] {
                assert!(!is_plain_line(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn every_line_end_is_a_line_feed_and_nothing_is_said_of_it() {
        let cleaned = clean("one\r\ntwo\rthree\n\r\nfour\r");
        assert_eq!(
            (&*cleaned.text, cleaned.dropped),
            ("one\ntwo\nthree\n\nfour\n", 0)
        );
    }

    #[test]
    fn halves_of_a_pair_go_and_other_broken_bytes_leave_a_mark() {
        let cleaned = clean_bytes(b"a\xED\xA0\xBDb\xFFc\0");
        assert_eq!((&*cleaned.text, cleaned.dropped), ("ab\u{fffd}c", 2));
        assert_eq!(clean_bytes("中文😀".as_bytes()).text, "中文😀");
    }
}
