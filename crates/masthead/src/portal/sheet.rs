use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Response};
use masthead_press::{Pressed, Sheet};

use super::{Portal, Reader, Stop, Thing, respond};
use crate::compose::Room;
use crate::errors;
use crate::web::Page;

/// A page about to be rendered.
pub struct Paper<P> {
    pub page: P,
    /// What it is made of, besides the site and the front.
    pub made_of: Vec<Thing>,
    /// When what it shows last changed, UTC milliseconds.
    pub changed_at: i64,
}

const HTML: &str = "text/html; charset=utf-8";

/// Answers with the page under `address` (its path, and the parameters that
/// make it another page), which `make` composes when the press has none.
pub async fn page<P: Page>(
    portal: &Arc<Portal>,
    reader: &Reader,
    headers: &HeaderMap,
    address: String,
    make: impl AsyncFnOnce(&Room<'_>) -> Result<Paper<P>, Stop>,
) -> Response<Body> {
    let pressed = press(portal, reader, address, async |room| {
        let paper = make(room).await?;
        let sheet = Sheet {
            status: 200,
            content_type: HTML,
            changed_at: paper.changed_at,
            body: room.zoned.theme.render(&paper.page)?,
            clock: room.clock_texts(),
        };
        Ok((sheet, paper.made_of))
    })
    .await;
    match pressed {
        Ok(page) => respond(&page, reader, headers),
        Err(stop) => errors::answer(portal, reader, &stop).await,
    }
}

/// Answers with a text for machines (a feed, a sitemap), pressed likewise.
pub async fn text(
    portal: &Arc<Portal>,
    reader: &Reader,
    headers: &HeaderMap,
    content_type: &'static str,
    make: impl AsyncFnOnce(&Room<'_>) -> Result<Paper<String>, Stop>,
) -> Response<Body> {
    let pressed = press(portal, reader, reader.path.clone(), async |room| {
        let paper = make(room).await?;
        let sheet = Sheet {
            status: 200,
            content_type,
            changed_at: paper.changed_at,
            body: paper.page,
            clock: Vec::new(),
        };
        Ok((sheet, paper.made_of))
    })
    .await;
    match pressed {
        Ok(page) => respond(&page, reader, headers),
        Err(stop) => errors::answer(portal, reader, &stop).await,
    }
}

async fn press(
    portal: &Arc<Portal>,
    reader: &Reader,
    address: String,
    make: impl AsyncFnOnce(&Room<'_>) -> Result<(Sheet, Vec<Thing>), Stop>,
) -> Result<Arc<Pressed>, Stop> {
    let front = portal.front().await?;
    let locale = Room::locale(&front, reader);
    let key = (address, locale, reader.edition);
    portal
        .press
        .page(key, async || {
            // Read here, not before: what was forgotten meanwhile is read anew.
            let front = portal.front().await?;
            let zoned = portal.theme(&front)?;
            let room = Room::new(portal, &front, &zoned, locale, reader);
            let (sheet, mut made_of) = make(&room).await?;
            made_of.extend([Thing::Site, Thing::Front]);
            Ok((sheet, made_of))
        })
        .await
}
