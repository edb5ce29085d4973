//! What the article page shows.

use serde::Serialize;

use crate::article::rules::Correction;
use crate::comment::pages::Comment;
use crate::id::CreatorId;
use crate::web::{CreatorLine, Label, Layout, Link, Markup, Page, Picture, Share};

/// `article/page.html`. Stale after anything that it shows changes: an article, its creator, a slot, a comment count.
#[derive(Clone, Debug, Serialize)]
pub struct ArticlePage {
    pub layout: Layout,
    pub article: Article,
    /// What stands in place of a text that was disowned.
    pub retraction: Option<Retraction>,
    pub share: Share,
    pub related: Vec<Markup>,
    pub hot: Vec<Markup>,
    pub comments: Vec<Comment>,
    pub creator: CreatorCard,
    pub headlines: Markup,
    pub originals: Option<Markup>,
}

impl Page for ArticlePage {
    const TEMPLATE: &'static str = "article/page.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct Article {
    pub url: String,
    pub title: String,
    /// The language of title and body, where it is not the page's.
    pub lang: Option<String>,
    pub channel: Option<Link>,
    pub byline: Byline,
    /// Comments (跟贴) that readers see.
    pub comments: u64,
    pub body: Markup,
    pub corrections: Vec<Correction>,
    pub tags: Vec<Link>,
    pub notices: Vec<Notice>,
}

/// The line under the headline.
#[derive(Clone, Debug, Serialize)]
pub struct Byline {
    pub creator: CreatorLine,
    /// UTC milliseconds.
    pub at: i64,
    pub updated_at: Option<i64>,
    pub source: Option<Source>,
    /// Where it was published from, such as a province.
    pub region: Option<String>,
    /// The editor in charge (责任编辑), on pieces of the house.
    pub editor: Option<String>,
    /// How often readers saw it.
    pub views: u64,
    pub labels: Vec<Label>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Source {
    pub name: String,
    pub url: Option<String>,
}

/// Why a text is no longer there.
#[derive(Clone, Debug, Serialize)]
pub struct Retraction {
    pub words: String,
    /// UTC milliseconds.
    pub at: i64,
}

/// A notice on a creator's upload, in its own language whatever the page's is.
#[derive(Clone, Debug, Serialize)]
pub struct Notice {
    pub lang: String,
    pub text: String,
}

/// The creator beside an article.
#[derive(Clone, Debug, Serialize)]
pub struct CreatorCard {
    pub id: CreatorId,
    pub name: String,
    pub url: String,
    pub archive_url: String,
    pub follow_url: String,
    pub avatar: Picture,
    pub bio: Option<String>,
    pub articles: u64,
    pub followers: u64,
    pub past: Vec<Markup>,
}
