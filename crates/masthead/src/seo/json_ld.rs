use std::fmt;

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
        let mut out = String::new();
        for c in value.to_string().chars() {
            match c {
                '<' => out.push_str("\\u003c"),
                '>' => out.push_str("\\u003e"),
                '&' => out.push_str("\\u0026"),
                '\u{2028}' => out.push_str("\\u2028"),
                '\u{2029}' => out.push_str("\\u2029"),
                c => out.push(c),
            }
        }
        Self(out)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JsonLd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
