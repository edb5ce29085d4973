use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::syntax::{self, Checked, refuse};
use crate::limits::text;

/// The text of an article: `{"format": …, "content": …}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(
    tag = "format",
    content = "content",
    rename_all = "snake_case",
    deny_unknown_fields,
    expecting = "an object with format and content"
)]
pub enum Body {
    /// Plain text; a blank line parts paragraphs.
    Text(String),
    /// CommonMark; pictures name `media/…`.
    Markdown(String),
    /// HTML, of which the document keeps what it knows; pictures name `media/…`.
    Html(String),
    /// The typed document as JSON, as an export writes it.
    Document(serde_json::Value),
}

impl Body {
    pub(super) fn check(&self) -> Checked {
        match self {
            Body::Text(content) | Body::Markdown(content) | Body::Html(content) => {
                syntax::within("body.content", content, text::BODY)
            }
            Body::Document(content) if content.is_object() || content.is_array() => Ok(()),
            Body::Document(_) => refuse("body.content", "is no document: expected a JSON object"),
        }
    }
}
