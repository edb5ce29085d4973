//! Text and what is laid over it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a paragraph, a heading or a cell is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Inline {
    /// A run of text under the same marks. Never empty, no line feed, marks in the order of [`Mark`].
    Text {
        /// The characters as they were given.
        text: String,
        /// Each mark at most once; neighbours with equal marks are one run.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<Mark>,
    },
    /// A line break within the paragraph. A struct variant, since serde lets unknown keys pass on unit variants.
    Break {},
}

/// A mark over text. The order of the variants is the canonical order in a run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Mark {
    /// Strong importance.
    Strong,
    /// Emphasis.
    Emphasis,
    /// No longer valid.
    Strike,
    /// Computer text.
    Code,
    /// A link, at most one over a run.
    Link {
        /// http, https, mailto or relative, as [`crate::clean_href`] leaves it.
        href: String,
    },
}

impl Inline {
    /// Text without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            marks: Vec::new(),
        }
    }

    /// Text that links to `href`.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        let marks = vec![Mark::Link { href: href.into() }];
        Self::Text {
            text: text.into(),
            marks,
        }
    }
}
