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
