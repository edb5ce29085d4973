use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, Response};
use masthead_press::{Key, Pressed, Sheet};
use tokio::time::timeout;

use super::{AppError, Kind, Portal, Reader, Subject, respond, variant};
use crate::compose::Room;
use crate::urls;
use crate::web::Page;

/// A page about to be rendered.
pub struct Paper<P> {
    pub page: P,
    /// What it is about, as far as its kind asks.
    pub subject: Subject,
    /// When what it shows last changed, UTC milliseconds.
    pub changed_at: i64,
}

/// Longer than this no reader waits: something is wrong with the database.
const LONGEST_MAKING: Duration = Duration::from_secs(10);
const HTML: &str = "text/html; charset=utf-8";

/// Answers with the page of this kind under `address` (its path, and the
/// parameters that make it another page), which `make` composes when the press
/// has none. The address is put together from what was understood of the
/// reader's, each part encoded anew: who writes it finds this page without
/// another look at what it means.
pub async fn page<P: Page>(
    portal: &Arc<Portal>,
    reader: &Reader,
    headers: &HeaderMap,
    kind: Kind,
    address: String,
    make: impl AsyncFnOnce(&Room<'_>) -> Result<Paper<P>, AppError>,
) -> Result<Response<Body>, AppError> {
    let make = async |room: &Room<'_>| {
        let paper = make(room).await?;
        let sheet = Sheet {
            content_type: HTML,
            changed_at: paper.changed_at,
            body: room.zoned.theme.render(&paper.page)?,
            clock: room.clock_texts(),
            view_of: paper
                .subject
                .article
                .filter(|_| kind.counts_views)
                .map(|id| id.0),
        };
        Ok((sheet, paper.subject))
    };
    debug_assert!(urls::is_encoded(&address), "{address}");
    let pressed = press(portal, reader, kind, address, make).await?;
    Ok(respond(&pressed, reader, headers))
}

/// Answers with a text for machines (a feed, a sitemap), pressed likewise.
pub async fn text(
    portal: &Arc<Portal>,
    reader: &Reader,
    headers: &HeaderMap,
    kind: Kind,
    content_type: &'static str,
    make: impl AsyncFnOnce(&Room<'_>) -> Result<Paper<String>, AppError>,
) -> Result<Response<Body>, AppError> {
    let make = async |room: &Room<'_>| {
        let paper = make(room).await?;
        let sheet = Sheet {
            content_type,
            changed_at: paper.changed_at,
            body: paper.page.into_bytes(),
            clock: Vec::new(),
            view_of: None,
        };
        Ok((sheet, paper.subject))
    };
    let pressed = press(portal, reader, kind, reader.path.clone(), make).await?;
    Ok(respond(&pressed, reader, headers))
}

async fn press(
    portal: &Arc<Portal>,
    reader: &Reader,
    kind: Kind,
    address: String,
    make: impl AsyncFnOnce(&Room<'_>) -> Result<(Sheet, Subject), AppError>,
) -> Result<Arc<Pressed>, AppError> {
    let front = portal.front().await?;
    let locale = Room::locale(&front, reader);
    let key = Key::new(address, variant(locale, reader.edition));
    let make = async || {
        let _place = portal.place(reader).await?;
        // Read here, not before: what was forgotten meanwhile is read anew.
        let front = portal.front().await?;
        let zoned = portal.theme(&front)?;
        let room = Room::new(portal, &front, &zoned, locale, reader);
        let (sheet, subject) = timeout(LONGEST_MAKING, make(&room))
            .await
            .map_err(|_| AppError::Slow)??;
        Ok((sheet, subject.uses(kind)))
    };
    portal.press.page(key, make).await
}
