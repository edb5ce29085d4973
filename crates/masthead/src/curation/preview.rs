//! A page as it will be.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use masthead_clock::Millis;
use serde::Deserialize;

use super::access;
use super::coming::Ahead;
use super::pages::Banner;
use crate::account::Person;
use crate::article::store::{self as articles, AwaitedRow};
use crate::compose::{Before, Room};
use crate::portal::{AppError, Asked, Portal, Reader, private_ahead};
use crate::slot::rules::{Local, Place, Refusal, local};
use crate::slot::store::open::{self, OpenRow};
use crate::web::{Head, Layout};
use crate::{channel, column, home, hot, urls};

/// So many scheduled articles are listed as coming.
const AWAITED: i64 = 50;

#[derive(Deserialize)]
pub(super) struct PreviewQuery {
    /// Without it, the first that may be filled.
    place: Option<String>,
    /// On the site's clocks, as in `2026-01-18T04:35`; without it, now.
    #[serde(default)]
    at: String,
}

/// `GET /desk/slots/preview`: the page on which a place stands, at a minute to
/// come. It is made for the one who asks, of a front of its own: the press
/// never sees it, and nothing is counted.
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(query): Asked<PreviewQuery>,
) -> Result<Response<Body>, AppError> {
    let (place, at) = enter(&portal, &person, &query).await?;
    let look = Look { place: &place };
    match &place {
        Place::HomeTop => {
            private_ahead(&portal, &reader, at, async |room| {
                let mut page = home::compose(room)?;
                look.mark(room, &mut page.layout).await?;
                Ok(page)
            })
            .await
        }
        Place::Hot => {
            private_ahead(&portal, &reader, at, async |room| {
                let mut page = hot::compose(room)?;
                look.mark(room, &mut page.layout).await?;
                Ok(page)
            })
            .await
        }
        Place::ChannelHeadline(slug) => {
            private_ahead(&portal, &reader, at, async |room| {
                let path = urls::channel(slug);
                let paper = channel::compose(room, slug, &path, Before::default()).await?;
                let mut page = paper.page;
                look.mark(room, &mut page.layout).await?;
                Ok(page)
            })
            .await
        }
        Place::ColumnHeadline(slug) => {
            private_ahead(&portal, &reader, at, async |room| {
                let path = urls::column(slug);
                let paper = column::compose(room, slug, &path, Before::default()).await?;
                let mut page = paper.page;
                look.mark(room, &mut page.layout).await?;
                Ok(page)
            })
            .await
        }
    }
}

async fn enter(
    portal: &Portal,
    person: &Person,
    query: &PreviewQuery,
) -> Result<(Place, Millis), AppError> {
    let front = portal.front().await?;
    let place: Place = match &query.place {
        Some(place) => place.parse().map_err(|_| AppError::NotFound)?,
        None => {
            let first = access::all(&front, person).into_iter().next();
            first.ok_or(AppError::NotFound)?
        }
    };
    access::enter(&front, person, &place)?;
    let (zoned, now) = (portal.theme(&front)?, portal.clock.now());
    let local = Local {
        from: &query.at,
        until: "",
        zone: &zoned.zone,
    };
    // A minute that is over is shown as it is now: of then nothing is known.
    let at = match local.window(now, None) {
        Ok(window) => window.from,
        Err((_, Refusal::FromPast)) => now,
        Err(_) => return Err(AppError::BadAddress),
    };
    Ok((place, at))
}

/// A page looked at before its time.
struct Look<'p> {
    place: &'p Place,
}

impl Look<'_> {
    /// Says over the page that it is none that readers see, and what comes.
    async fn mark(&self, room: &Room<'_>, layout: &mut Layout) -> Result<(), AppError> {
        let now = room.portal.clock.now();
        let read = room
            .portal
            .db
            .read(move |tx| -> Result<_, masthead_db::Fault> {
                let open = open::list(tx, now)?;
                Ok((open, articles::list_awaited(tx, Millis(i64::MAX), AWAITED)?))
            });
        let (open, awaited) = read.await?;
        let (key, field) = (self.place.to_string(), local(room.now, room.zone()));
        let ahead = Ahead {
            room,
            place: &key,
            now,
            shown: &field,
        };
        let banner = Banner {
            name: access::name(room, self.place),
            at: room.now.0,
            is_now: room.now <= now,
            coming: ahead.list(
                open.iter().filter(|row| self.is_seen_in(row)),
                awaited.iter().filter(|row| self.awaits(room, row)),
            ),
            place_url: urls::desk_place(&key, None),
            zone: room.zoned.zone_name.clone(),
            at_field: field,
            place: key,
        };
        layout.banner = Some(room.zoned.theme.piece(room.locale, &banner)?);
        layout.head = Head {
            robots: Some("noindex".to_owned()),
            ..Head::default()
        };
        Ok(())
    }

    /// Whether the page shows the place of a filling: home shows all.
    fn is_seen_in(&self, row: &OpenRow) -> bool {
        *self.place == Place::HomeTop || row.place == self.place.to_string()
    }

    fn awaits(&self, room: &Room<'_>, row: &AwaitedRow) -> bool {
        match self.place {
            Place::HomeTop => true,
            Place::Hot => false,
            Place::ChannelHeadline(slug) => {
                let id = row.card.channel.and_then(|id| room.front.channel(id));
                id.is_some_and(|channel| channel.slug == *slug)
            }
            Place::ColumnHeadline(slug) => {
                let mut columns = room.front.columns.iter();
                let column = columns.find(|column| column.slug == *slug);
                column.is_some_and(|column| row.columns.contains(&column.id))
            }
        }
    }
}
