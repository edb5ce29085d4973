use std::collections::HashSet;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::compose::{compose, compose_retracted};
use super::pages::ArticlePage;
use super::share;
use super::store::{self, ArticleRow, CardRow, Key, TitleRow};
use crate::capability::Can;
use crate::comment::store::{self as comments, CommentRow};
use crate::compose::Room;
use crate::id::ArticleId;
use crate::media::store::Cover;
use crate::portal::{AppError, Kept, Paper, Portal, Reader, Route, Subject, page};
use crate::urls;

const PAST: i64 = 6;
const RELATED: usize = 4;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/article/{id}", Can::Read, show),
        Route::get("/article/{id}/qr.svg", Can::Read, share::qr).no_page(),
        Route::get("/article/{id}/share/{service}", Can::Read, share::forward)
            .no_page()
            .kept(Kept::Never),
        Route::get("/article/{id}/{slug}", Can::Read, show_with_slug).no_page(),
    ]
}

/// Everything that the page of an article reads, in one snapshot.
pub struct Reading {
    pub(super) article: ArticleRow,
    pub(super) media: Vec<Cover>,
    pub(super) comments: Vec<CommentRow>,
    pub(super) past: Vec<TitleRow>,
    pub(super) related: Vec<CardRow>,
}

impl Reading {
    /// The same with another text.
    #[must_use]
    pub(super) fn with_body(self, body: &str) -> Self {
        Self {
            article: ArticleRow {
                body: body.to_owned(),
                ..self.article
            },
            ..self
        }
    }
}

/// `GET /article/{id}`: an article as readers see it now.
async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    answer(portal, reader, headers, &id).await
}

/// `/article/{id}/{slug}`: the slug says nothing.
#[derive(Deserialize)]
struct ArticlePath {
    id: String,
}

/// `GET /article/{id}/{slug}`: the same; the slug is for people's eyes.
async fn show_with_slug(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Path(ArticlePath { id }): Path<ArticlePath>,
) -> Result<Response<Body>, AppError> {
    answer(portal, reader, headers, &id).await
}

async fn answer(
    portal: Arc<Portal>,
    mut reader: Reader,
    headers: HeaderMap,
    id: &str,
) -> Result<Response<Body>, AppError> {
    let id: ArticleId = id.parse().map_err(|_| AppError::NotFound)?;
    let address = urls::article(id);
    reader.path.clone_from(&address);
    page(
        &portal,
        &reader,
        &headers,
        super::ARTICLE,
        address,
        async |room| {
            let now = room.now;
            let shown = Arc::clone(&room.beside()?.shown);
            let read = move |tx: &mut Tx<'_>| read(tx, id, now, &shown);
            let Some(reading) = room.portal.db.read(read).await? else {
                return retracted(room, id).await;
            };
            let article = &reading.article;
            let changed_at = article.updated_at.unwrap_or(article.published_at).0;
            Ok(Paper {
                subject: subject(&reading),
                page: compose(room, reading)?,
                changed_at,
            })
        },
    )
    .await
}

/// What stays of an article that its creator disowned.
async fn retracted(room: &Room<'_>, id: ArticleId) -> Result<Paper<ArticlePage>, AppError> {
    let now = room.now;
    let shown = Arc::clone(&room.beside()?.shown);
    let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
        let Some((row, retraction)) = store::find_retracted(tx, id)? else {
            return Ok(None);
        };
        let reading = read_around(tx, row, Vec::new(), now, &shown)?;
        Ok(Some((reading, retraction)))
    };
    let found = room.portal.db.read(read).await?;
    let (reading, retraction) = found.ok_or(AppError::NotFound)?;
    Ok(Paper {
        subject: subject(&reading),
        changed_at: retraction.at,
        page: compose_retracted(room, reading, retraction)?,
    })
}

fn subject(reading: &Reading) -> Subject {
    Subject {
        article: Some(reading.article.id),
        channel: reading.article.channel,
        creator: Some(reading.article.creator),
        bylines: reading.related.iter().map(|row| row.creator).collect(),
        commenters: reading.comments.iter().map(|row| row.author_id).collect(),
        ..Subject::default()
    }
}

/// Five queries, whatever the article and the portal hold. Those of `shown`
/// stand beside every article.
///
/// # Errors
/// What the database says.
pub fn read(
    tx: &mut Tx<'_>,
    id: ArticleId,
    now: Millis,
    shown: &HashSet<ArticleId>,
) -> Result<Option<Reading>, Fault> {
    let Some(article) = store::find(tx, id, now)? else {
        return Ok(None);
    };
    let media = store::list_media(tx, article.revision)?;
    let reading = read_around(tx, article, media, now, shown)?;
    Ok(Some(Reading {
        comments: comments::list_newest(tx, id)?,
        ..reading
    }))
}

/// The page of an article that may not be published yet, without comments:
/// two queries for what stands around it.
///
/// # Errors
/// What the database says.
pub fn read_around(
    tx: &mut Tx<'_>,
    article: ArticleRow,
    media: Vec<Cover>,
    now: Millis,
    shown: &HashSet<ArticleId>,
) -> Result<Reading, Fault> {
    let start = Key::start(now);
    let (channel, creator) = (article.channel, article.creator);
    let stands = |other| other == article.id || shown.contains(&other);
    let related = store::list_related(tx, channel, creator, start, RELATED, stands)?;
    let mut past = store::list_titles_by_creator(tx, article.creator, start, PAST + 1)?;
    past.retain(|row| row.id != article.id);
    past.truncate(PAST as usize);
    Ok(Reading {
        media,
        comments: Vec::new(),
        past,
        related,
        article,
    })
}
