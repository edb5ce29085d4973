//! The demo portal's own content: rows and articles from `content/`, built into the program, with
//! pictures drawn from their names. All times count back from the `now` that the caller gives.

mod age;
mod article;
mod desk;
mod drawing;
mod error;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use include_dir::{Dir, include_dir};
use masthead_archive::Writer;
use masthead_archive::rows::{
    Article, Body, Channel, Column, Comment, Creator, Follower, Site, Slot, Timestamp, User,
};

pub use desk::{Piece, PieceState, pieces};
pub use error::ContentError;

static CONTENT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// Everything that the demo archive holds, but for its pictures.
#[derive(Debug)]
pub struct Content {
    pub site: Site,
    pub channels: Vec<Channel>,
    pub columns: Vec<Column>,
    pub users: Vec<User>,
    pub creators: Vec<Creator>,
    pub followers: Vec<Follower>,
    pub articles: Vec<Article>,
    pub comments: Vec<Comment>,
    pub slots: Vec<Slot>,
}

/// Reads the built-in content as it stands at `now`. Errors name the file and the key.
pub fn read(now: Timestamp) -> Result<Content, ContentError> {
    Ok(Content {
        site: rows::site(text("site.json")?)?,
        channels: rows::rows(text("channels.jsonl")?, now)?,
        columns: rows::rows(text("columns.jsonl")?, now)?,
        users: rows::rows(text("users.jsonl")?, now)?,
        creators: rows::rows(text("creators.jsonl")?, now)?,
        followers: rows::rows(text("followers.jsonl")?, now)?,
        articles: articles(now)?,
        comments: rows::rows(text("comments.jsonl").unwrap_or_default(), now)?,
        slots: rows::rows(text("slots.jsonl")?, now)?,
    })
}

/// Writes the whole demo portal as an archive. The caller finishes the writer.
pub fn write(writer: &mut Writer, now: Timestamp) -> Result<(), ContentError> {
    let content = read(now)?;
    write_rows(&content, writer)?;
    let paths: Vec<String> = content.pictures().into_iter().collect();
    write_pictures(&paths, writer)
}

fn write_rows(content: &Content, writer: &mut Writer) -> Result<(), ContentError> {
    writer.site(&content.site)?;
    put(writer, &content.channels)?;
    put(writer, &content.columns)?;
    put(writer, &content.users)?;
    put(writer, &content.creators)?;
    put(writer, &content.followers)?;
    put(writer, &content.articles)?;
    put(writer, &content.comments)?;
    put(writer, &content.slots)
}

fn write_pictures(paths: &[String], writer: &mut Writer) -> Result<(), ContentError> {
    drawing::each(paths, |path, bytes| Ok(writer.media(path, bytes)?))
}

impl Content {
    /// The path of every picture that a cover, a body or an avatar names, in the order of bytes.
    pub fn pictures(&self) -> BTreeSet<String> {
        let covers = self
            .articles
            .iter()
            .filter_map(|article| article.cover.clone());
        let avatars = self
            .creators
            .iter()
            .filter_map(|creator| creator.avatar.clone());
        let inside = self
            .articles
            .iter()
            .flat_map(|article| match &article.body {
                Body::Markdown(text) => article::pictures(text),
                _ => Vec::new(),
            });
        covers.chain(avatars).chain(inside).collect()
    }
}

fn put<R: masthead_archive::rows::Row>(
    writer: &mut Writer,
    rows: &[R],
) -> Result<(), ContentError> {
    rows.iter()
        .try_for_each(|row| writer.row(row))
        .map_err(ContentError::from)
}

fn articles(now: Timestamp) -> Result<Vec<Article>, ContentError> {
    let folder = CONTENT
        .get_dir("articles")
        .ok_or_else(|| ContentError::Missing("articles".into()))?;
    let mut files: Vec<_> = folder
        .files()
        .filter(|file| file.path().extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort_by_key(|file| file.path());
    files
        .into_iter()
        .map(|file| {
            article::read(
                &file.path().to_string_lossy(),
                file.contents_utf8().unwrap_or_default(),
                now,
            )
        })
        .collect()
}

fn text(name: &str) -> Result<&'static str, ContentError> {
    CONTENT
        .get_file(name)
        .and_then(|file| file.contents_utf8())
        .ok_or_else(|| ContentError::Missing(name.into()))
}
