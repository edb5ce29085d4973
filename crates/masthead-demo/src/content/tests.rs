#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use masthead_archive::rows::{Row, Timestamp};
use masthead_archive::{Source, Writer};

use super::{Content, age, read, write_pictures, write_rows};

fn now() -> Timestamp {
    "2026-03-01T08:00:00+08:00".parse().unwrap()
}

fn content() -> Content {
    read(now()).unwrap()
}

fn ids<'a, T>(rows: &'a [T], id: impl Fn(&'a T) -> &'a String) -> BTreeSet<&'a str> {
    rows.iter().map(|row| id(row).as_str()).collect()
}

#[test]
fn the_portal_is_full() {
    let content = content();
    assert!(
        content.articles.len() >= 60,
        "{} articles",
        content.articles.len()
    );
    assert_eq!(content.creators.len(), 20);
    assert_eq!(content.channels.len(), 8);
    for channel in &content.channels {
        let n = content
            .articles
            .iter()
            .filter(|a| a.channel.as_ref() == Some(&channel.id))
            .count();
        assert!(n >= 6, "{} has {n} articles", channel.id);
    }
}

#[test]
fn every_article_names_a_creator_a_channel_and_columns_that_exist() {
    let content = content();
    let (creators, channels) = (
        ids(&content.creators, |c| &c.id),
        ids(&content.channels, |c| &c.id),
    );
    let columns = ids(&content.columns, |c| &c.id);
    for article in &content.articles {
        assert!(
            creators.contains(article.creator.as_str()),
            "{}: {}",
            article.id,
            article.creator
        );
        assert!(
            channels.contains(article.channel.as_deref().unwrap()),
            "{}",
            article.id
        );
        assert!(
            article.columns.iter().all(|c| columns.contains(c.as_str())),
            "{}: {:?}",
            article.id,
            article.columns
        );
    }
    assert_eq!(
        ids(&content.articles, |a| &a.id).len(),
        content.articles.len(),
        "ids are unique"
    );
}

#[test]
fn members_followers_and_slots_name_rows_that_exist() {
    let content = content();
    let (users, creators) = (
        ids(&content.users, |u| &u.id),
        ids(&content.creators, |c| &c.id),
    );
    let articles = ids(&content.articles, |a| &a.id);
    let members = content.creators.iter().flat_map(|c| &c.members);
    members.for_each(|m| assert!(users.contains(m.user.as_str()), "{}", m.user));
    for follower in &content.followers {
        assert!(users.contains(follower.user.as_str()), "{}", follower.user);
        assert!(
            creators.contains(follower.creator.as_str()),
            "{}",
            follower.creator
        );
    }
    let slots = content.slots.iter().map(|s| s.article.as_str());
    let missing: Vec<_> = slots.filter(|slot| !articles.contains(slot)).collect();
    assert!(
        missing.is_empty(),
        "slots without their article: {missing:?}"
    );
}

#[test]
fn comments_name_an_article_an_author_and_an_earlier_parent() {
    let content = content();
    let (users, articles) = (
        ids(&content.users, |u| &u.id),
        ids(&content.articles, |a| &a.id),
    );
    let mut seen = BTreeSet::new();
    for comment in &content.comments {
        assert!(
            users.contains(comment.author.as_str()),
            "{}: {}",
            comment.id,
            comment.author
        );
        assert!(
            articles.contains(comment.article.as_str()),
            "{}: {}",
            comment.id,
            comment.article
        );
        assert!(
            comment.parent.as_ref().is_none_or(|p| seen.contains(p)),
            "{}: parent",
            comment.id
        );
        assert!(
            seen.insert(comment.id.clone()),
            "{} stands twice",
            comment.id
        );
    }
}

#[test]
fn every_picture_can_be_drawn() {
    for path in content().pictures() {
        assert!(
            crate::pictures::can_draw(path.strip_prefix("media/").unwrap()),
            "{path}"
        );
    }
}

#[test]
fn an_age_counts_back_from_now() {
    assert_eq!(
        age::before(now(), "90m").unwrap().to_string(),
        "2026-02-28T22:30:00Z"
    );
    assert_eq!(
        age::before(now(), "2d").unwrap().to_string(),
        "2026-02-27T00:00:00Z"
    );
    for wrong in ["", "h", "3", "-3h", "3y", "3时"] {
        assert!(age::before(now(), wrong).is_none(), "{wrong}");
    }
}

#[test]
fn an_article_without_front_matter_is_named_with_its_file() {
    let error = super::article::read("articles/01-a.md", "no front matter", now()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "articles/01-a.md: front matter: must stand between two lines of +++"
    );
}

#[test]
fn the_archive_is_read_back_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.zip");
    let content = content();
    let mut writer = Writer::create(&path).unwrap();
    write_rows(&content, &mut writer).unwrap();
    // A handful: without optimisation all of them take minutes.
    let pictures: Vec<String> = content.pictures().into_iter().step_by(50).collect();
    write_pictures(&pictures, &mut writer).unwrap();
    writer.finish().unwrap();

    let archive = Source::open(&path).unwrap();
    assert_eq!(archive.site(), &content.site);
    same(&archive, &content.channels);
    same(&archive, &content.columns);
    same(&archive, &content.users);
    same(&archive, &content.creators);
    same(&archive, &content.followers);
    same(&archive, &content.articles);
    same(&archive, &content.comments);
    same(&archive, &content.slots);
    for path in pictures {
        let drawn = crate::pictures::draw(path.strip_prefix("media/").unwrap());
        assert_eq!(Some(archive.media(&path).unwrap()), drawn, "{path}");
    }
}

fn same<R: Row + PartialEq + std::fmt::Debug>(archive: &Source, rows: &[R]) {
    let read: Vec<R> = archive
        .lines()
        .unwrap()
        .map(|(_, row)| row.unwrap())
        .collect();
    assert_eq!(read, rows);
}

#[test]
fn the_site_speaks_both_languages() {
    let site = content().site;
    let title = site.original_title.unwrap();
    assert_eq!(
        (title.get("zh-CN"), title.get("en")),
        ("江声原创", "Original")
    );
    for link in &site.footer {
        assert_ne!(link.label.get("zh-CN"), link.label.get("en"));
    }
}
