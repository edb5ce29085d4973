//! What search engines and crawlers read: sitemaps, robots.txt, and the
//! schema.org descriptions inside pages.

mod crumbs;
mod json_ld;
mod news;
mod ranges;
mod robots;
mod routes;
pub mod schema;
mod sitemap;
mod vocabulary;

pub use crumbs::breadcrumbs;
pub use json_ld::JsonLd;
pub use news::{NEWS_SITEMAP_URLS, NEWS_WINDOW_MS, NewsUrl, news_sitemap};
pub use ranges::Ranges;
pub use robots::{Robots, robots_txt};
pub use routes::routes;
pub use sitemap::{
    BadRange, KeyRange, KeyRanges, MOST_URLS, SITEMAP_URLS, SitemapFile, SitemapUrl, sitemap,
    sitemap_index,
};

#[cfg(test)]
mod tests;

use crate::portal::{Feature, Kind, Part};

pub(crate) const SITEMAP_INDEX: Kind =
    Kind::new("SitemapIndex", &[Part::Site.own(), Part::Newest.aside()]);

pub(crate) const SITEMAP_PAGES: Kind =
    Kind::new("SitemapPages", &[Part::Site.own(), Part::Newest.aside()]);

pub(crate) const SITEMAP_NEWS: Kind =
    Kind::new("SitemapNews", &[Part::Site.own(), Part::Newest.aside()]);

pub(crate) const SITEMAP_RANGE: Kind =
    Kind::new("SitemapRange", &[Part::Site.own(), Part::Newest.aside()]);

pub(crate) const ROBOTS: Kind = Kind::new("Robots", &[Part::Site.own()]);

pub const FEATURE: Feature = Feature {
    routes,
    kinds: &[
        SITEMAP_INDEX,
        SITEMAP_PAGES,
        SITEMAP_NEWS,
        SITEMAP_RANGE,
        ROBOTS,
    ],
    ..Feature::named("seo")
};
