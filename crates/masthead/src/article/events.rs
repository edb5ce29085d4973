use crate::id::{ArticleId, ChannelId, ColumnId, CreatorId};
use masthead_clock::Millis;
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// Where a published article stands: what lists and counts it is part of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub creator: CreatorId,
    pub channel: Option<ChannelId>,
    pub columns: Vec<ColumnId>,
    pub published_at: Millis,
}

/// An article is there that no reader sees yet, or such a one has changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct ArticleKept {
    pub article: ArticleId,
    pub creator: CreatorId,
}

impl Fact for ArticleKept {
    const KIND: &'static str = "article.kept";
    const VERSION: i64 = 1;
}

/// An article can be read from now on.
#[derive(Debug, Serialize, Deserialize)]
pub struct ArticlePublished {
    pub article: ArticleId,
    pub standing: Standing,
}

impl Fact for ArticlePublished {
    const KIND: &'static str = "article.published";
    const VERSION: i64 = 1;
}

/// A published article has another text, title or place.
#[derive(Debug, Serialize, Deserialize)]
pub struct ArticleRevised {
    pub article: ArticleId,
    pub before: Standing,
    pub after: Standing,
}

impl Fact for ArticleRevised {
    const KIND: &'static str = "article.revised";
    const VERSION: i64 = 1;
}

/// An article that could be read no longer can: withdrawn, taken down, sent
/// back to draft.
#[derive(Debug, Serialize, Deserialize)]
pub struct ArticleHidden {
    pub article: ArticleId,
    pub before: Standing,
    /// Its state from now on.
    pub state: String,
}

impl Fact for ArticleHidden {
    const KIND: &'static str = "article.hidden";
    const VERSION: i64 = 1;
}
