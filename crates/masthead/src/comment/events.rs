use crate::id::{ArticleId, CommentId};
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// A comment stands below an article from now on.
#[derive(Debug, Serialize, Deserialize)]
pub struct CommentPosted {
    pub comment: CommentId,
    pub article: ArticleId,
}

impl Fact for CommentPosted {
    const KIND: &'static str = "comment.posted";
    const VERSION: i64 = 1;
}

/// A comment that stood already has another text or count of likes.
#[derive(Debug, Serialize, Deserialize)]
pub struct CommentChanged {
    pub comment: CommentId,
    pub article: ArticleId,
}

impl Fact for CommentChanged {
    const KIND: &'static str = "comment.changed";
    const VERSION: i64 = 1;
}
