use std::fmt::{self, Write as _};

use serde_json::Value;

/// A schema.org description, ready to stand inside
/// `<script type="application/ld+json">` as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonLd(String);

impl JsonLd {
    /// Nothing in the text can end the script or open a comment: `<`, `>`,
    /// `&` and the line separators that JavaScript stumbles over are written
    /// as escapes. They stand only inside strings, so the JSON stays the same.
    #[must_use]
    pub(super) fn new(value: &Value) -> Self {
        let text = value.to_string();
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for (at, special) in text.match_indices(is_special) {
            out.push_str(&text[from..at]);
            for c in special.chars() {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            from = at + special.len();
        }
        out.push_str(&text[from..]);
        Self(out)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_special(c: char) -> bool {
    matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}')
}

impl fmt::Display for JsonLd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
