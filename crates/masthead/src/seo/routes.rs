use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use masthead_db::{Fault, Tx};

use super::{
    KeyRange, KeyRanges, MOST_URLS, NEWS_SITEMAP_URLS, NewsUrl, Robots, SitemapFile, SitemapUrl,
    news_sitemap, robots_txt, sitemap, sitemap_index,
};
use crate::article::store::{self as articles, Key};
use crate::capability::Can;
use crate::compose::Room;
use crate::portal::{AppError, Paper, Portal, Reader, Route, Subject, text};
use crate::urls;

const XML: &str = "application/xml; charset=utf-8";

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/robots.txt", Can::Read, robots).no_page(),
        Route::get("/sitemap.xml", Can::Read, index).no_page(),
        Route::get("/sitemap-news.xml", Can::Read, news).no_page(),
        Route::get("/sitemap-pages.xml", Can::Read, pages).no_page(),
        Route::get("/sitemap/{file}", Can::Read, range).no_page(),
    ]
}

type App = State<Arc<Portal>>;

/// `GET /robots.txt`
async fn robots(
    State(portal): App,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    text(
        &portal,
        &reader,
        &headers,
        super::ROBOTS,
        "text/plain; charset=utf-8",
        async |room| {
            let robots = Robots {
                closed_paths: vec![urls::SEARCH.to_owned()],
                refused_agents: Vec::new(),
                sitemap_urls: ["/sitemap.xml", "/sitemap-news.xml"]
                    .map(|path| room.absolute(path))
                    .to_vec(),
            };
            Ok(paper(robots_txt(&robots), 0))
        },
    )
    .await
}

/// `GET /sitemap.xml`: the index.
async fn index(
    State(portal): App,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    let kind = super::SITEMAP_INDEX;
    text(&portal, &reader, &headers, kind, XML, async |room| {
        let ranges = ranges(room).await?;
        let mut files = vec![SitemapFile {
            url: room.absolute("/sitemap-pages.xml"),
            changed_at: None,
        }];
        files.extend(ranges.into_iter().map(|range| SitemapFile {
            url: room.absolute(&format!("/sitemap/{range}.xml")),
            changed_at: None,
        }));
        Ok(paper(sitemap_index(&files), newest_at(room)))
    })
    .await
}

/// All published articles, cut into ranges.
async fn ranges(room: &Room<'_>) -> Result<Vec<KeyRange>, Fault> {
    let _turn = room.portal.sitemaps.turn().await;
    read_ranges(room).await
}

/// The same, for whoever has the turn to read them.
async fn read_ranges(room: &Room<'_>) -> Result<Vec<KeyRange>, Fault> {
    let (now, sitemaps) = (room.now, &room.portal.sitemaps);
    let after = sitemaps.known();
    let list = move |tx: &mut Tx<'_>| {
        let mut ids = Vec::new();
        articles::each_published_id(tx, after, now, |id| ids.push(id))?;
        Ok::<_, Fault>(KeyRanges::of(after, ids).collect())
    };
    let found: Vec<KeyRange> = room.portal.db.read(list).await?;
    Ok(sitemaps.learn(&found))
}

/// Refuses a range that the index does not name: there are more of them than
/// anybody can make sitemaps of.
async fn is_named(room: &Room<'_>, range: KeyRange) -> Result<(), AppError> {
    let sitemaps = &room.portal.sitemaps;
    if let Some(named) = sitemaps.names(range) {
        return named.then_some(()).ok_or(AppError::NotFound);
    }
    let _turn = sitemaps.turn().await;
    // Somebody else may have read them meanwhile.
    if sitemaps.names(range).is_none() {
        read_ranges(room).await?;
    }
    let named = sitemaps.names(range) == Some(true);
    named.then_some(()).ok_or(AppError::NotFound)
}

/// `GET /sitemap-pages.xml`: home, channels and columns.
async fn pages(
    State(portal): App,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    let kind = super::SITEMAP_PAGES;
    text(&portal, &reader, &headers, kind, XML, async |room| {
        let channels = room
            .front
            .channels
            .iter()
            .map(|row| urls::channel(&row.slug));
        let columns = room.front.columns.iter().map(|row| urls::column(&row.slug));
        let own = [urls::HOME, urls::HOT, urls::CREATORS, urls::JOIN].map(str::to_owned);
        let all = own.into_iter().chain(channels).chain(columns);
        let all: Vec<SitemapUrl> = all
            .map(|path| SitemapUrl {
                url: room.absolute(&path),
                changed_at: None,
            })
            .collect();
        Ok(paper(sitemap(&all), newest_at(room)))
    })
    .await
}

/// `GET /sitemap/{first}-{last}.xml`: the articles between two ids, or without
/// `last` all from the first on.
async fn range(
    State(portal): App,
    reader: Reader,
    headers: HeaderMap,
    Path(file): Path<String>,
) -> Result<Response<Body>, AppError> {
    let kind = super::SITEMAP_RANGE;
    text(&portal, &reader, &headers, kind, XML, async |room| {
        let name = file.strip_suffix(".xml").ok_or(AppError::NotFound)?;
        let range: KeyRange = name.parse().map_err(|_| AppError::NotFound)?;
        is_named(room, range).await?;
        let (now, limit) = (room.now, MOST_URLS as i64);
        let list =
            move |tx: &mut Tx<'_>| articles::list_range(tx, range.first, range.last, now, limit);
        let rows = room.portal.db.read(list).await?;
        let changed_at = rows.iter().map(|(_, at)| at.0).max();
        let all: Vec<SitemapUrl> = rows
            .into_iter()
            .map(|(id, at)| SitemapUrl {
                url: room.absolute(&urls::article(id)),
                changed_at: Some(at.0),
            })
            .collect();
        if all.is_empty() {
            return Err(AppError::NotFound);
        }
        Ok(paper(sitemap(&all), changed_at.unwrap_or_default()))
    })
    .await
}

/// `GET /sitemap-news.xml`: the articles of the last two days.
async fn news(
    State(portal): App,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    let kind = super::SITEMAP_NEWS;
    text(&portal, &reader, &headers, kind, XML, async |room| {
        let (now, limit) = (room.now, NEWS_SITEMAP_URLS as i64);
        let list = move |tx: &mut Tx<'_>| articles::list_newest(tx, Key::start(now), limit);
        let rows = room.portal.db.read(list).await?;
        let language = room.front.site.locale.as_deref().unwrap_or("zh-CN");
        let urls: Vec<NewsUrl> = rows
            .iter()
            .map(|row| NewsUrl {
                url: room.absolute(&urls::article(row.id)),
                title: row.title.clone(),
                published: row.published_at.0,
                language: row.locale.as_deref().unwrap_or(language).to_owned(),
            })
            .collect();
        let site = room.say(&room.front.site.name);
        Ok(paper(news_sitemap(now.0, &site, &urls), newest_at(room)))
    })
    .await
}

fn paper(page: String, changed_at: i64) -> Paper<String> {
    Paper {
        page,
        subject: Subject::default(),
        changed_at,
    }
}

fn newest_at(room: &Room<'_>) -> i64 {
    room.front
        .newest
        .first()
        .map_or(0, |row| row.published_at.0)
}
