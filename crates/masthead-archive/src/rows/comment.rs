use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::syntax::{self, Checked, refuse};
use super::{Row, Timestamp};
use crate::FileKind;
use crate::limits::text;

/// A reply to an article, or to a comment on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    #[schemars(length(min = 1, max = text::ID))]
    pub id: String,
    /// The id of an article.
    pub article: String,
    /// The id of the user who wrote it.
    pub author: String,
    /// Plain text.
    #[schemars(length(min = 1, max = text::COMMENT))]
    pub body: String,
    pub created_at: Timestamp,
    /// The id of the comment that it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// A starting count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likes: Option<u64>,
}

impl Row for Comment {
    const FILE: FileKind = FileKind::Comments;

    fn check(&self) -> Checked {
        syntax::id("id", &self.id)?;
        syntax::id("article", &self.article)?;
        syntax::id("author", &self.author)?;
        syntax::lines("body", &self.body, text::COMMENT)?;
        syntax::optional(self.parent.as_ref(), |v| syntax::id("parent", v))?;
        if self.parent.as_ref() == Some(&self.id) {
            return refuse("parent", "is the row itself");
        }
        syntax::count("likes", self.likes)
    }
}
