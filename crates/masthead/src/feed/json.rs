use crate::xml::rfc3339;
use serde::Serialize;

use super::text::{html, summary};
use super::{Feed, Item};
use crate::share::percent::ascii_url;

/// JSON Feed 1.1 (jsonfeed.org), to be sent as `application/feed+json`.
#[must_use]
pub fn json_feed(feed: &Feed) -> String {
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: ascii_url(&feed.home_url),
        feed_url: ascii_url(&feed.self_url),
        description: &feed.description,
        language: &feed.language,
        items: feed.items.iter().map(json_item).collect(),
    };
    serde_json::to_string(&feed).expect("texts and lists always serialise")
}

fn json_item(item: &Item) -> JsonItem<'_> {
    JsonItem {
        id: &item.id,
        url: ascii_url(&item.url),
        title: &item.title,
        content_html: html(item),
        summary: summary(item),
        image: item.image.as_ref().map(|image| ascii_url(&image.url)),
        date_published: rfc3339(item.published),
        date_modified: rfc3339(item.updated),
        authors: [Author {
            name: &item.author,
            url: item.author_url.as_deref().map(ascii_url),
        }],
        tags: &item.tags,
        masthead: item.ai_label.as_deref().map(|ai_label| Own { ai_label }),
    }
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'a str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    description: &'a str,
    language: &'a str,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: String,
    title: &'a str,
    content_html: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    date_published: String,
    date_modified: String,
    authors: [Author<'a>; 1],
    tags: &'a [String],
    #[serde(rename = "_masthead", skip_serializing_if = "Option::is_none")]
    masthead: Option<Own<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// Our own addition, under a name that starts with `_` as the format asks.
#[derive(Serialize)]
struct Own<'a> {
    ai_label: &'a str,
}
