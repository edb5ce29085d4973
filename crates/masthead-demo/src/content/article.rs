//! An article file: TOML between two `+++` lines, then Markdown.

use masthead_archive::rows::{AiGenerated, Article, Body, Row, Source, Timestamp};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::age;
use super::error::ContentError;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    creator: String,
    channel: String,
    title: String,
    summary: String,
    cover: String,
    age: String,
    views: u64,
    #[serde(default)]
    columns: Vec<String>,
    tags: Vec<String>,
    locale: String,
    region: Option<String>,
    ai_generated: Option<AiGenerated>,
    original: Option<bool>,
    source: Option<Source>,
}

/// Reads `articles/{NN}-{slug}.md`; the slug is the article's id.
pub(super) fn read(file: &str, text: &str, now: Timestamp) -> Result<Article, ContentError> {
    let (front, body): (Front, _) = front_matter(file, text)?;
    let article = article(file, front, body.trim(), now)?;
    article.check().map_err(|fault| {
        ContentError::key(
            file,
            fault.key.as_deref().unwrap_or("article"),
            fault.reason,
        )
    })?;
    Ok(article)
}

/// What stands between two `+++` lines, and the Markdown below.
pub(super) fn front_matter<'t, T: DeserializeOwned>(
    file: &str,
    text: &'t str,
) -> Result<(T, &'t str), ContentError> {
    let (front, body) = text
        .strip_prefix("+++\n")
        .and_then(|rest| rest.split_once("\n+++\n"))
        .ok_or_else(|| {
            ContentError::key(file, "front matter", "must stand between two lines of +++")
        })?;
    let front = toml::from_str(front)
        .map_err(|error| ContentError::key(file, "front matter", error.to_string()))?;
    Ok((front, body))
}

fn article(file: &str, front: Front, body: &str, now: Timestamp) -> Result<Article, ContentError> {
    let published_at = age::before(now, &front.age).ok_or_else(|| {
        ContentError::key(file, "age", format!("{:?} is no age such as 3h", front.age))
    })?;
    Ok(Article {
        id: slug(file)?,
        creator: front.creator,
        title: front.title,
        body: Body::Markdown(body.to_owned()),
        channel: Some(front.channel),
        columns: front.columns,
        cover: Some(front.cover),
        summary: Some(front.summary),
        tags: front.tags,
        state: None,
        published_at: Some(published_at),
        updated_at: None,
        source: front.source,
        original: front.original,
        ai_generated: front.ai_generated,
        region: front.region,
        views: Some(front.views),
        locale: Some(front.locale),
        corrections: Vec::new(),
        retraction: None,
        comments_open: None,
    })
}

fn slug(file: &str) -> Result<String, ContentError> {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".md")
        .and_then(|name| name.split_once('-'))
        .map(|(_, slug)| slug.to_owned())
        .ok_or_else(|| ContentError::key(file, "file name", "must be {number}-{slug}.md"))
}

/// The paths of the pictures that a Markdown text names.
pub(super) fn pictures(markdown: &str) -> Vec<String> {
    let paths = markdown.split("](media/").skip(1);
    paths
        .filter_map(|rest| rest.split([' ', ')', '"']).next())
        .map(|name| format!("media/{name}"))
        .collect()
}
