//! Feeds: RSS 2.0 with full text and JSON Feed 1.1, both from one [`Feed`].

mod json;
mod routes;
mod rss;
mod text;

pub use json::json_feed;
pub use routes::routes;
pub use rss::rss;

/// A feed of a portal, channel, column or creator. URLs are absolute, times
/// UTC milliseconds, texts plain unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    pub title: String,
    pub description: String,
    /// BCP 47, such as `zh-CN`.
    pub language: String,
    /// Where this very form of the feed lives.
    pub self_url: String,
    pub home_url: String,
    pub updated: i64,
    /// Newest first.
    pub items: Vec<Item>,
}

/// One article of a feed.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Stable for good; usually the canonical URL.
    pub id: String,
    /// The canonical URL.
    pub url: String,
    pub title: String,
    /// Empty where there is none.
    pub summary: String,
    /// The document rendered to HTML, its URLs absolute.
    pub html: String,
    pub author: String,
    pub author_url: Option<String>,
    pub published: i64,
    pub updated: i64,
    /// Channel and tags.
    pub tags: Vec<String>,
    pub image: Option<Image>,
    /// What readers are told about the part that machines had, in words.
    pub ai_label: Option<String>,
}

/// The cover of an item.
#[derive(Clone, Debug, Default)]
pub struct Image {
    pub url: String,
    /// Such as `image/jpeg`.
    pub media_type: String,
    pub size_bytes: u64,
    pub alt: String,
}

#[cfg(test)]
mod tests;

use crate::portal::{Feature, Kind, Part};

pub(crate) const OF_SITE: Kind = Kind::new(
    "SiteFeed",
    &[Part::Site.own(), Part::Newest.own(), Part::Bylines.aside()],
);

pub(crate) const OF_CHANNEL: Kind = Kind::new(
    "ChannelFeed",
    &[Part::Site.own(), Part::Channel.own(), Part::Bylines.aside()],
);

pub(crate) const OF_COLUMN: Kind = Kind::new(
    "ColumnFeed",
    &[Part::Site.own(), Part::Columns.own(), Part::Bylines.aside()],
);

pub(crate) const OF_CREATOR: Kind =
    Kind::new("CreatorFeed", &[Part::Site.own(), Part::Creator.own()]);

pub const FEATURE: Feature = Feature {
    routes,
    kinds: &[OF_SITE, OF_CHANNEL, OF_COLUMN, OF_CREATOR],
    ..Feature::named("feed")
};
