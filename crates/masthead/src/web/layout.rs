use serde::Serialize;

use super::{Edition, Locale, Markup, Picture};

/// What every page has around its own part.
#[derive(Clone, Debug, Serialize)]
pub struct Layout {
    pub site: Site,
    pub locale: Locale,
    pub edition: Edition,
    pub head: Head,
    /// Over a page that is not what readers see.
    pub banner: Option<Markup>,
    pub around: Around,
    /// What stands in the search box; empty on most pages.
    pub query: String,
    /// Feeds of this page; the site's stand after them.
    pub feeds: Vec<Feed>,
    /// When the page was put together, UTC milliseconds.
    pub clock: i64,
}

/// What stands around every page alike, as ready pieces; see [`super::Surroundings`].
#[derive(Clone, Debug, Serialize)]
pub struct Around {
    pub tools: Markup,
    /// The main navigation.
    pub channels: Markup,
    pub editions: Markup,
    pub foot_links: Markup,
    pub foot_feeds: Markup,
    pub head_feeds: Markup,
}

#[derive(Clone, Debug, Serialize)]
pub struct Site {
    pub name: String,
    /// A line under the name; the space stays calm without it.
    pub tagline: Option<String>,
    /// The creators' section that breadcrumbs lead to.
    pub creators_url: Option<String>,
}

/// What machines read. Titles stand in the templates' `title` blocks.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    pub description: Option<String>,
    /// Absolute URL of the page in its standard edition.
    pub canonical: Option<String>,
    /// Such as `noindex`; absent means that search engines are welcome.
    pub robots: Option<String>,
    pub preview: Option<Preview>,
    /// One `<script type="application/ld+json">` each; made by [`Markup::json_ld`].
    pub json_ld: Vec<Markup>,
}

/// What a shared link shows elsewhere: Open Graph, Weibo, QQ, X.
#[derive(Clone, Debug, Serialize)]
pub struct Preview {
    /// `article`, `profile` or `website`.
    pub kind: String,
    pub title: String,
    pub description: String,
    /// Absolute URL.
    pub url: String,
    /// Its `src` must be absolute; 1200 × 630 serves all readers of these tags.
    pub picture: Option<Picture>,
    /// UTC milliseconds, for articles.
    pub published_at: Option<i64>,
    pub updated_at: Option<i64>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Link {
    pub label: String,
    pub url: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct NavLink {
    pub label: String,
    pub url: String,
    /// The page stands in this channel.
    pub current: bool,
}

/// A language that this page can be read in.
#[derive(Clone, Debug, Serialize)]
pub struct Language {
    pub tag: Locale,
    /// The language's name in itself: 中文, English.
    pub label: String,
    pub url: String,
    pub current: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Feed {
    pub title: String,
    pub url: String,
    pub mime: String,
}
