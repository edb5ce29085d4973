use std::fmt::Write as _;

use serde::Serialize;

use crate::web::Markup;

const VOCABULARY: &str = "https://schema.org";

/// A schema.org description, ready to stand inside
/// `<script type="application/ld+json">` as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonLd(String);

/// A description with the vocabulary that it speaks.
#[derive(Serialize)]
struct Page<'a, T> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(flatten)]
    about: &'a T,
}

impl JsonLd {
    pub(super) fn new(about: &impl Serialize) -> Self {
        let context = VOCABULARY;
        let text = serde_json::to_string(&Page { context, about });
        Self(escaped(&text.expect("texts, numbers and lists of them")))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn into_markup(self) -> Markup {
        Markup::from_renderer(self.0)
    }
}

/// Nothing in the text can end the script or open a comment: `<`, `>`, `&` and
/// the line separators that JavaScript stumbles over are written as escapes.
/// They stand only inside strings, so the JSON stays the same.
fn escaped(text: &str) -> String {
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
    out
}

fn is_special(c: char) -> bool {
    matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}')
}
