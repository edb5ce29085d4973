#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use masthead_archive::rows::{
    Article, Body, Channel, Column, Comment, Creator, Follower, Row, Slot, User,
};
use masthead_archive::{Source, Writer};
use tempfile::TempDir;

use super::{Options, Written, write};

fn options(articles: u64, seed: u64) -> Options {
    Options {
        articles,
        seed,
        creators: None,
        channels: None,
        end: "2026-03-01T08:00:00+08:00".parse().unwrap(),
    }
}

fn generated(folder: &Path, options: &Options) -> (PathBuf, Written) {
    let path = folder.join("generated.zip");
    let mut writer = Writer::create(&path).unwrap();
    let written = write(options, &mut writer).unwrap();
    writer.finish().unwrap();
    (path, written)
}

fn bytes(articles: u64, seed: u64) -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let (path, _) = generated(folder.path(), &options(articles, seed));
    std::fs::read(path).unwrap()
}

/// All rows of a kind; panics with the line that cannot be taken.
fn rows<R: Row>(archive: &Source) -> Vec<R> {
    let lines = archive.lines().unwrap();
    lines
        .map(|(_, row)| row.unwrap_or_else(|error| panic!("{error}")))
        .collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert!(bytes(60, 7) == bytes(60, 7));
}

#[test]
fn another_seed_gives_another_archive() {
    assert!(bytes(60, 7) != bytes(60, 8));
}

#[test]
fn every_row_is_read_back_and_counted() {
    let folder = TempDir::new().unwrap();
    let (path, written) = generated(folder.path(), &options(200, 1));
    let archive = Source::open(path).unwrap();
    let read = Written {
        channels: rows::<Channel>(&archive).len() as u64,
        columns: rows::<Column>(&archive).len() as u64,
        users: rows::<User>(&archive).len() as u64,
        creators: rows::<Creator>(&archive).len() as u64,
        followers: rows::<Follower>(&archive).len() as u64,
        articles: rows::<Article>(&archive).len() as u64,
        comments: rows::<Comment>(&archive).len() as u64,
        slots: rows::<Slot>(&archive).len() as u64,
        pictures: written.pictures,
    };
    assert_eq!(read, written);
    assert_eq!((written.articles, written.creators), (200, 4));
    assert!(archive.strangers().is_empty());
}

#[test]
fn rows_name_only_rows_and_pictures_that_are_there() {
    let folder = TempDir::new().unwrap();
    let (path, _) = generated(folder.path(), &options(200, 1));
    let archive = Source::open(path).unwrap();
    let ids = |rows: Vec<String>| rows.into_iter().collect::<BTreeSet<_>>();
    let users = ids(rows::<User>(&archive).into_iter().map(|r| r.id).collect());
    let creators = ids(rows::<Creator>(&archive)
        .into_iter()
        .map(|r| r.id)
        .collect());
    let articles = rows::<Article>(&archive);
    let known = ids(articles.iter().map(|r| r.id.clone()).collect());
    assert_eq!(known.len(), articles.len(), "ids are unique");
    for article in &articles {
        assert!(creators.contains(&article.creator), "{}", article.id);
        if let Some(cover) = &article.cover {
            assert!(archive.media(cover).is_ok(), "{}: {cover}", article.id);
        }
    }
    for comment in rows::<Comment>(&archive) {
        assert!(users.contains(&comment.author), "{}", comment.id);
        assert!(known.contains(&comment.article), "{}", comment.id);
    }
    for slot in rows::<Slot>(&archive) {
        assert!(known.contains(&slot.article), "{}", slot.place);
    }
}

#[test]
fn every_article_has_a_text_and_was_published_by_the_end() {
    let folder = TempDir::new().unwrap();
    let options = options(200, 3);
    let (path, _) = generated(folder.path(), &options);
    for article in rows::<Article>(&Source::open(path).unwrap()) {
        let (Body::Text(text) | Body::Markdown(text) | Body::Html(text)) = &article.body else {
            panic!("{} has a body that is no text", article.id);
        };
        assert!(text.chars().count() > 100, "{}: {text}", article.id);
        assert!(
            article.published_at.unwrap() <= options.end,
            "{}",
            article.id
        );
    }
}

#[test]
fn an_archive_without_articles_is_whole() {
    let folder = TempDir::new().unwrap();
    let (path, written) = generated(folder.path(), &options(0, 1));
    let archive = Source::open(path).unwrap();
    assert!(rows::<Article>(&archive).is_empty() && rows::<Slot>(&archive).is_empty());
    assert_eq!(written.creators, 1);
}
