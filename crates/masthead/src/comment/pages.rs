//! What a page shows of comments.

use serde::Serialize;

use crate::id::CommentId;

/// A comment, and what answers it.
#[derive(Clone, Debug, Serialize)]
pub struct Comment {
    pub id: CommentId,
    pub author: String,
    pub at: i64,
    /// Plain text; line ends are kept.
    pub body: String,
    pub likes: u64,
    /// Replies, one level; their own `replies` are empty.
    pub replies: Vec<Comment>,
}
