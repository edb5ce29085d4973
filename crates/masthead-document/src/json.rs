//! JSON before it is read: how much there may be of it, and what its strings may hold. Both are one walk over the text,
//! which makes no tree and calls nothing again: a text that is refused has cost its own bytes and no more.

use std::borrow::Cow;

use crate::text::{Cleaned, is_kept};

/// How much a JSON text may hold.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Lists and objects within each other.
    pub depth: usize,
    /// Values and keys together.
    pub values: usize,
}

/// What there is too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    Depth,
    Values,
}

/// Counts what a reader of `text` would have to build. What is no JSON is left to that reader.
///
/// # Errors
/// The first bound that is passed.
pub fn within(text: &[u8], bounds: Bounds) -> Result<(), Beyond> {
    let (mut depth, mut values) = (0_usize, 1_usize);
    let (mut inside, mut escaped) = (false, false);
    for byte in text {
        if inside {
            inside = escaped || *byte != b'"';
            escaped = !escaped && *byte == b'\\';
            continue;
        }
        match byte {
            b'"' => inside = true,
            b'[' | b'{' => (depth, values) = (depth + 1, values + 1),
            b']' | b'}' => depth = depth.saturating_sub(1),
            // Behind each stands one more value; before a colon stood a key.
            b',' | b':' => values += 1,
            _ => {}
        }
        if depth > bounds.depth {
            return Err(Beyond::Depth);
        }
        if values > bounds.values {
            return Err(Beyond::Values);
        }
    }
    Ok(())
}

/// Drops from the strings of a JSON text what [`crate::text::clean`] drops from any, written out or as escapes: also
/// halves of surrogate pairs, which no reader takes.
#[must_use]
pub fn clean(text: &str) -> Cleaned<'_> {
    let suspect = |pair: &[u8]| matches!(pair, [b'\\', b'u' | b'b' | b'f' | b'r']);
    let is_clean =
        !text.as_bytes().windows(2).any(suspect) && text.chars().all(|c| c == '\r' || is_kept(c));
    if is_clean {
        let text = Cow::Borrowed(text);
        return Cleaned { text, dropped: 0 };
    }
    let mut walk = Walk {
        out: String::with_capacity(text.len()),
        dropped: 0,
        rest: text,
    };
    walk.all();
    Cleaned {
        text: Cow::Owned(walk.out),
        dropped: walk.dropped,
    }
}

struct Walk<'a> {
    out: String,
    dropped: usize,
    rest: &'a str,
}

impl Walk<'_> {
    fn all(&mut self) {
        let mut inside = false;
        while let Some(c) = self.rest.chars().next() {
            if inside && c == '\\' {
                self.escape();
                continue;
            }
            self.rest = &self.rest[c.len_utf8()..];
            inside ^= c == '"';
            // A bare control is no JSON in a string: its reader says so.
            match inside && c >= ' ' && !is_kept(c) {
                true => self.dropped += 1,
                false => self.out.push(c),
            }
        }
    }

    /// `rest` begins with a backslash.
    fn escape(&mut self) {
        let sign = self.rest[1..].chars().next();
        match sign {
            Some('u') => self.code(),
            Some('b' | 'f') => self.drops(2),
            Some('r') => {
                self.rest = &self.rest[2..];
                self.line_end();
            }
            Some(sign) => self.copies(1 + sign.len_utf8()),
            None => self.copies(1),
        }
    }

    /// `rest` begins with `\u`.
    fn code(&mut self) {
        let Some(unit) = unit(self.rest) else {
            // No reader goes on behind it. If any of it were dropped, the rest might be read as a sign that goes.
            return self.copies(self.rest.len());
        };
        let (code, length) = match (unit, unit_after(self.rest)) {
            (0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) => {
                (0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00), 12)
            }
            _ => (unit, 6),
        };
        match char::from_u32(code) {
            Some('\r') => {
                self.rest = &self.rest[length..];
                self.line_end();
            }
            Some(c) if is_kept(c) => self.copies(length),
            _ => self.drops(length),
        }
    }

    /// A carriage return was passed over.
    fn line_end(&mut self) {
        let feed = self.rest.starts_with("\\n") || unit(self.rest) == Some(0x0A);
        if !feed {
            self.out.push_str("\\n");
        }
    }

    fn copies(&mut self, bytes: usize) {
        let (head, rest) = self.rest.split_at(bytes);
        self.out.push_str(head);
        self.rest = rest;
    }

    fn drops(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
        self.dropped += 1;
    }
}

/// The number behind a `\u` at the beginning.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    plain
        .then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
}

/// The number of the second of two.
fn unit_after(text: &str) -> Option<u32> {
    text.get(6..).and_then(unit)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_text_of_many_values_is_refused_before_there_is_a_tree() {
        let bounds = Bounds {
            depth: 3,
            values: 10,
        };
        assert_eq!(within(b"[[[1]],2,3,4,5]", bounds), Ok(()));
        assert_eq!(within(b"[[[[1]]]]", bounds), Err(Beyond::Depth));
        let many = format!("[{}]", ["0"; 11].join(","));
        assert_eq!(within(many.as_bytes(), bounds), Err(Beyond::Values));
        let keys = r#"{"a":1,"b":2,"c":3,"d":4,"e":5}"#;
        assert_eq!(within(keys.as_bytes(), bounds), Err(Beyond::Values));
        // Signs within strings count for nothing.
        let words = r#"["[[[[,,,,,,,,,,,,\"[[[[,,,,,,,,,,,","\\"]"#;
        assert_eq!(within(words.as_bytes(), bounds), Ok(()));
    }

    fn cleaned(text: &str) -> (Value, usize) {
        let cleaned = clean(text);
        let value = serde_json::from_str(&cleaned.text);
        (value.expect("JSON"), cleaned.dropped)
    }

    #[test]
    fn half_a_pair_a_zero_byte_and_a_form_feed_are_dropped_and_the_rest_is_read() {
        let (value, dropped) =
            cleaned("{\"a\\u0000b\": \"\\ud83d大\\ude00\\f桥\\b\\uFFFE\u{9f}\u{ffff}\"}");
        assert_eq!((value, dropped), (serde_json::json!({"ab": "大桥"}), 8));
        let (value, dropped) = cleaned(r#"["\ud83d\ud83d\ude00", "\ud83d\u00e9"]"#);
        assert_eq!((value, dropped), (serde_json::json!(["😀", "é"]), 2));
    }

    #[test]
    fn what_is_whole_stays_as_it_was_written() {
        for whole in [
            r#"{"a": "\ud83d\ude00 \u00e9 \t \n \" \\ \/ \\u0000 大桥"}"#,
            "[1, 2.5, null]\r\n",
            "\"\u{200b}\u{2028}\"",
        ] {
            let cleaned = clean(whole);
            assert_eq!((&*cleaned.text, cleaned.dropped), (whole, 0));
        }
    }

    #[test]
    fn line_ends_are_line_feeds() {
        let (value, dropped) = cleaned(r#""a\r\nb\rc\u000d\u000ad""#);
        assert_eq!((value, dropped), (serde_json::json!("a\nb\nc\nd"), 0));
    }

    #[test]
    fn what_is_no_json_is_left_to_its_reader() {
        for broken in [
            "\"\\",
            "\"\\u12",
            "\"\\u12大",
            "\"\\u00\u{ffff}00\"",
            "\"\\u00\\b00\"",
            "\"\\大\"",
            "{\"a\": \"b",
            "\\u0000",
        ] {
            let cleaned = clean(broken);
            assert!(
                serde_json::from_str::<Value>(&cleaned.text).is_err(),
                "{broken}"
            );
        }
    }
}
