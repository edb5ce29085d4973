use super::text::{html, html_escaped, summary};
use super::{Feed, Image, Item};
use crate::media::http_date;
use crate::share::percent::ascii_url;
use crate::xml::{Xml, rfc3339};

const NAMESPACES: &[(&str, &str)] = &[
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
];

/// RSS 2.0 (RSS Advisory Board) with full text, to be sent as
/// `application/rss+xml; charset=utf-8`.
#[must_use]
pub fn rss(feed: &Feed) -> String {
    let mut xml = Xml::new();
    xml.open("rss", NAMESPACES);
    xml.open("channel", &[]);
    xml.text("title", &feed.title);
    xml.text("link", &ascii_url(&feed.home_url));
    xml.text("description", &html_escaped(&feed.description));
    xml.text("language", &feed.language);
    xml.text("lastBuildDate", &http_date::format(feed.updated));
    let self_url = ascii_url(&feed.self_url);
    let to_self = [
        ("rel", "self"),
        ("type", "application/rss+xml"),
        ("href", self_url.as_str()),
    ];
    xml.empty("atom:link", &to_self);
    for entry in &feed.items {
        item(&mut xml, entry);
    }
    xml.finish()
}

fn item(xml: &mut Xml, item: &Item) {
    let permanent = if item.id == item.url { "true" } else { "false" };
    let id = ascii_url(&item.id);
    xml.open("item", &[]);
    xml.text("title", &item.title);
    xml.text("link", &ascii_url(&item.url));
    xml.text_with("guid", &[("isPermaLink", permanent)], &id);
    xml.text("pubDate", &http_date::format(item.published));
    if item.updated > item.published {
        xml.text("atom:updated", &rfc3339(item.updated));
    }
    xml.text("dc:creator", &item.author);
    for tag in &item.tags {
        xml.text("category", tag);
    }
    // Readers that know only one text take the last: the full one.
    xml.text("description", &html_escaped(&summary(item)));
    xml.cdata("content:encoded", &html(item));
    if let Some(cover) = &item.image {
        image(xml, cover);
    }
    xml.close();
}

fn image(xml: &mut Xml, image: &Image) {
    let (url, size) = (ascii_url(&image.url), image.size_bytes.to_string());
    let kind = ("type", image.media_type.as_str());
    xml.empty("enclosure", &[("url", &url), ("length", &size), kind]);
    xml.open("media:content", &[("url", &url), ("medium", "image"), kind]);
    if !image.alt.is_empty() {
        xml.text_with("media:description", &[("type", "plain")], &image.alt);
    }
    xml.close();
}
