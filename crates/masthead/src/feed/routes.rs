use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use masthead_db::{Fault, Tx};
use masthead_document::bidi::closed;
use masthead_document::render::{HtmlOptions, html};
use serde::Deserialize;

use super::{Feed, Image, Item, json_feed, rss};
use crate::article::store::{self as articles, ArticleRow, Part};
use crate::capability::Can;
use crate::compose::Room;
use crate::creator::routes::handle;
use crate::creator::store as creators;
use crate::media::store::Cover;
use crate::media::urls as media_urls;
use crate::portal::{AppError, Kind, Paper, Portal, Reader, Route, Subject, text};
use crate::{article, urls};

/// Items of a feed. Readers poll; more would be sent again and again.
const ITEMS: i64 = 20;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Rss,
    Json,
}

impl Format {
    fn content_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Json => "application/feed+json; charset=utf-8",
        }
    }
}

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/feed.xml", Can::Read, site_rss).no_page(),
        Route::get("/feed.json", Can::Read, site_json).no_page(),
        Route::get("/{section}/{slug}/feed.xml", Can::Read, section_rss).no_page(),
        Route::get("/{section}/{slug}/feed.json", Can::Read, section_json).no_page(),
        Route::get("/{at_handle}/feed.xml", Can::Read, creator_rss).no_page(),
        Route::get("/{at_handle}/feed.json", Can::Read, creator_json).no_page(),
    ]
}

type App = State<Arc<Portal>>;

async fn site_rss(
    app: App,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    answer(app, reader, headers, Format::Rss, Whose::Site).await
}

async fn site_json(
    app: App,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    answer(app, reader, headers, Format::Json, Whose::Site).await
}

/// `/{section}/{slug}/feed.…`
#[derive(Deserialize)]
struct FeedPath {
    section: String,
    slug: String,
}

async fn section_rss(
    app: App,
    reader: Reader,
    headers: HeaderMap,
    Path(FeedPath { section, slug }): Path<FeedPath>,
) -> Result<Response<Body>, AppError> {
    let whose = Whose::section(&section, slug);
    answer(app, reader, headers, Format::Rss, whose).await
}

async fn section_json(
    app: App,
    reader: Reader,
    headers: HeaderMap,
    Path(FeedPath { section, slug }): Path<FeedPath>,
) -> Result<Response<Body>, AppError> {
    let whose = Whose::section(&section, slug);
    answer(app, reader, headers, Format::Json, whose).await
}

async fn creator_rss(
    app: App,
    reader: Reader,
    headers: HeaderMap,
    Path(at_handle): Path<String>,
) -> Result<Response<Body>, AppError> {
    answer(app, reader, headers, Format::Rss, Whose::Creator(at_handle)).await
}

async fn creator_json(
    app: App,
    reader: Reader,
    headers: HeaderMap,
    Path(at_handle): Path<String>,
) -> Result<Response<Body>, AppError> {
    answer(
        app,
        reader,
        headers,
        Format::Json,
        Whose::Creator(at_handle),
    )
    .await
}

/// Whose articles a feed carries, as the address says it.
enum Whose {
    Site,
    Channel(String),
    Column(String),
    Creator(String),
    Nobody,
}

impl Whose {
    fn section(section: &str, slug: String) -> Self {
        match section {
            "channel" => Self::Channel(slug),
            "column" => Self::Column(slug),
            _ => Self::Nobody,
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Self::Site | Self::Nobody => super::OF_SITE,
            Self::Channel(_) => super::OF_CHANNEL,
            Self::Column(_) => super::OF_COLUMN,
            Self::Creator(_) => super::OF_CREATOR,
        }
    }
}

/// A feed's part of the site, its title, the page that it belongs to, and
/// what it is made of.
struct Source {
    part: Part,
    title: String,
    path: String,
    of: Subject,
}

async fn answer(
    State(portal): App,
    reader: Reader,
    headers: HeaderMap,
    format: Format,
    whose: Whose,
) -> Result<Response<Body>, AppError> {
    text(
        &portal,
        &reader,
        &headers,
        whose.kind(),
        format.content_type(),
        async |room| {
            let source = source(room, whose).await?;
            let (part, now) = (source.part, room.now);
            let rows = room.portal.db.read(move |tx| read(tx, part, now)).await?;
            let feed = feed(room, &source, &rows)?;
            Ok(Paper {
                changed_at: feed.updated,
                page: match format {
                    Format::Rss => rss(&feed),
                    Format::Json => json_feed(&feed),
                },
                subject: Subject {
                    bylines: rows.iter().map(|full| full.row.creator).collect(),
                    ..source.of
                },
            })
        },
    )
    .await
}

async fn source(room: &Room<'_>, whose: Whose) -> Result<Source, AppError> {
    let site = room.say(&room.front.site.name);
    let titled = |name: String| format!("{name} · {site}");
    Ok(match whose {
        Whose::Nobody => return Err(AppError::NotFound),
        Whose::Site => Source {
            part: Part::Site,
            title: site,
            path: urls::HOME.to_owned(),
            of: Subject::default(),
        },
        Whose::Channel(slug) => {
            let mut channels = room.front.channels.iter();
            let channel = channels
                .find(|row| row.slug == slug)
                .ok_or(AppError::NotFound)?;
            Source {
                part: Part::Channel(channel.id),
                title: titled(room.name(&channel.name)),
                path: urls::channel(&slug),
                of: Subject {
                    channel: Some(channel.id),
                    ..Subject::default()
                },
            }
        }
        Whose::Column(slug) => {
            let mut columns = room.front.columns.iter();
            let column = columns
                .find(|row| row.slug == slug)
                .ok_or(AppError::NotFound)?;
            Source {
                part: Part::Column(column.id),
                title: titled(room.name(&column.name)),
                path: urls::column(&slug),
                of: Subject {
                    columns: room.front.family(column.id),
                    ..Subject::default()
                },
            }
        }
        Whose::Creator(at_handle) => {
            let handle = handle(&at_handle)?.to_owned();
            let find = move |tx: &mut Tx<'_>| creators::find(tx, &handle);
            let creator = room.portal.db.read(find).await?.ok_or(AppError::NotFound)?;
            Source {
                part: Part::Creator(creator.id),
                title: titled(room.name(&creator.name)),
                path: urls::creator(&creator.handle),
                of: Subject {
                    creator: Some(creator.id),
                    ..Subject::default()
                },
            }
        }
    })
}

/// An article with the pictures of its text.
struct FullArticle {
    row: ArticleRow,
    media: Vec<Cover>,
}

/// The articles, and the pictures of each: readers poll feeds once a second
/// at most, whatever their number.
fn read(
    tx: &mut Tx<'_>,
    part: Part,
    now: masthead_clock::Millis,
) -> Result<Vec<FullArticle>, Fault> {
    let rows = articles::list_full(tx, part, now, ITEMS)?;
    rows.into_iter()
        .map(|row| {
            let media = articles::list_media(tx, row.revision)?;
            Ok(FullArticle { row, media })
        })
        .collect()
}

fn feed(room: &Room<'_>, source: &Source, rows: &[FullArticle]) -> Result<Feed, AppError> {
    let items = rows
        .iter()
        .map(|full| item(room, full))
        .collect::<Result<Vec<_>, _>>()?;
    let site = room.say(&room.front.site.name);
    let language = room.front.site.locale.as_deref();
    Ok(Feed {
        title: source.title.clone(),
        description: room
            .zoned
            .say_with(room.locale, "feed-description", "site", &site),
        language: language.unwrap_or_else(|| room.locale.tag()).to_owned(),
        self_url: room.absolute(room.path),
        home_url: room.absolute(&source.path),
        updated: items
            .iter()
            .map(|item| item.updated)
            .max()
            .unwrap_or_default(),
        items,
    })
}

fn item(room: &Room<'_>, FullArticle { row, media }: &FullArticle) -> Result<Item, AppError> {
    let url = room.absolute(&urls::article(row.id));
    let document = article::document(row)?;
    let options = HtmlOptions {
        base_url: Some(room.portal.base_url(room.front).to_owned()),
        plain: true,
        file_label: room.word("article-file"),
        embed_hosts: room.portal.settings.embed_hosts.clone(),
        ..HtmlOptions::default()
    };
    Ok(Item {
        id: url.clone(),
        title: row.title.clone(),
        summary: article::description(row, &document),
        html: html(
            &document,
            &media_urls::BodyMedia::new(media.clone()),
            &options,
        ),
        author: room.name(&row.creator_name),
        author_url: Some(room.absolute(&urls::creator(&row.creator_handle))),
        published: row.published_at.0,
        updated: row.updated_at.unwrap_or(row.published_at).0,
        tags: tags(row),
        image: row.cover.as_ref().map(|cover| image(room, row, cover)),
        ai_label: ai_label(room, row),
        url,
    })
}

fn tags(row: &ArticleRow) -> Vec<String> {
    let tags: Vec<String> = serde_json::from_str(&row.tags).unwrap_or_default();
    tags.iter().map(|tag| closed(tag).into_owned()).collect()
}

fn image(room: &Room<'_>, row: &ArticleRow, cover: &Cover) -> Image {
    Image {
        url: room.absolute(&media_urls::master_url(cover)),
        media_type: media_urls::master_type(cover).to_owned(),
        size_bytes: 0,
        alt: row.title.clone(),
    }
}

fn ai_label(room: &Room<'_>, row: &ArticleRow) -> Option<String> {
    match row.ai_generated.as_deref() {
        Some("generated") => Some(room.word("ai-generated-text")),
        Some("assisted") => Some(room.word("ai-assisted-text")),
        _ => None,
    }
}
