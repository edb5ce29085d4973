use super::sitemap::SITEMAP_NAMESPACE;
use crate::share::percent::ascii_url;
use crate::xml::{Xml, rfc3339};

/// News is two days old at most.
pub const NEWS_WINDOW_MS: i64 = 48 * 60 * 60 * 1000;

pub const NEWS_SITEMAP_URLS: usize = 1_000;

const NEWS_NAMESPACE: &str = "http://www.google.com/schemas/sitemap-news/0.9";

/// A published article, for the news sitemap.
#[derive(Clone, Debug)]
pub struct NewsUrl {
    /// Absolute and canonical.
    pub url: String,
    pub title: String,
    /// First publication, UTC milliseconds.
    pub published: i64,
    /// BCP 47.
    pub language: String,
}

/// The news sitemap at `now`: what was published within [`NEWS_WINDOW_MS`],
/// newest first as given, at most [`NEWS_SITEMAP_URLS`]. Without news it is empty,
/// which search engines accept.
#[must_use]
pub fn news_sitemap(now: i64, publication: &str, newest_first: &[NewsUrl]) -> String {
    let mut xml = Xml::new();
    let spaces = [("xmlns", SITEMAP_NAMESPACE), ("xmlns:news", NEWS_NAMESPACE)];
    xml.open("urlset", &spaces);
    let fresh = newest_first
        .iter()
        .filter(|news| (0..=NEWS_WINDOW_MS).contains(&now.saturating_sub(news.published)));
    for news in fresh.take(NEWS_SITEMAP_URLS) {
        entry(&mut xml, publication, news);
    }
    xml.finish()
}

fn entry(xml: &mut Xml, publication: &str, news: &NewsUrl) {
    xml.open("url", &[]);
    xml.text("loc", &ascii_url(&news.url));
    xml.open("news:news", &[]);
    xml.open("news:publication", &[]);
    xml.text("news:name", publication);
    xml.text("news:language", &news_language(&news.language));
    xml.close();
    xml.text("news:publication_date", &rfc3339(news.published));
    xml.text("news:title", &news.title);
    xml.close();
    xml.close();
}

/// Two or three letters, and for Chinese the script by way of a region.
fn news_language(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default().to_owned();
    match language.as_str() {
        "zh" if parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) => "zh-tw".into(),
        "zh" => "zh-cn".into(),
        _ => language,
    }
}
