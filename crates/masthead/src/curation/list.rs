//! All places that somebody may fill.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};

use super::access;
use super::coming::Ahead;
use super::pages::{Coming, Gone, PlaceLine, PlacesPage, Seen};
use crate::account::Person;
use crate::article::rules::StoredState;
use crate::compose::Room;
use crate::portal::{AppError, Portal, Reader, private};
use crate::slot::rules::Place;
use crate::slot::store::open::{self, OpenRow};
use crate::urls;

/// Of the ranking no place lists more: the page is about what is placed.
const LINES: usize = 3;

/// `GET /desk/slots`: what stands in each place, what comes, what runs out.
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
) -> Result<Response<Body>, AppError> {
    private(&portal, &reader, StatusCode::OK, async |room| {
        let now = room.now;
        let rows = portal.db.read(move |tx| open::list(tx, now)).await?;
        let places = access::all(room.front, &person);
        Ok(PlacesPage {
            layout: room.private_layout()?,
            places: places
                .iter()
                .map(|place| line(room, place, &rows))
                .collect(),
        })
    })
    .await
}

fn line(room: &Room<'_>, place: &Place, rows: &[OpenRow]) -> PlaceLine {
    let key = place.to_string();
    let own = || rows.iter().filter(|row| row.place == key);
    let ahead = Ahead {
        room,
        place: &key,
        now: room.now,
        shown: "",
    };
    let mut seen = seen(room, place);
    let instead = seen.iter().find(|seen| !seen.placed);
    let instead = instead.map(|seen| seen.title.clone());
    let gone = own().filter_map(|row| {
        Some(Gone {
            why: gone(room, row)?,
            title: row.filling.name.clone(),
            instead: instead.clone(),
        })
    });
    let coming: Vec<Coming> = own().flat_map(|row| ahead.of(row)).flatten().collect();
    let first = |kind| {
        let of_kind = coming.iter().filter(|coming| coming.kind == kind);
        of_kind.min_by_key(|coming| coming.at).cloned()
    };
    let mut lines = 0..;
    seen.retain(|seen| lines.next().is_some_and(|at| at < LINES) || seen.placed);
    PlaceLine {
        name: access::name(room, place),
        url: urls::desk_place(&key, None),
        gone: gone.collect(),
        next: first("begins"),
        ends: first("ends"),
        seen,
    }
}

/// What readers see in a place now.
pub(super) fn seen(room: &Room<'_>, place: &Place) -> Vec<Seen> {
    let placed = room.front.filled(&place.to_string());
    let cards = access::seen(room, place).into_iter();
    cards
        .map(|card| Seen {
            placed: placed.iter().any(|slot| slot.card.id == card.id),
            title: card.title,
            url: card.url,
        })
        .collect()
}

/// Why readers do not see what stands in a place, or will not when it comes.
pub(super) fn gone(room: &Room<'_>, row: &OpenRow) -> Option<&'static str> {
    let visible = row.visible_from();
    let by = row.filling.from_at.max(room.now);
    let out = row.state == StoredState::Published || row.filling.from_at > room.now;
    match row.state {
        _ if out && visible.is_some_and(|from| from <= by) => None,
        StoredState::Published | StoredState::Scheduled => Some("waiting"),
        StoredState::TakenDown => Some("taken-down"),
        StoredState::Withdrawn => Some("withdrawn"),
        StoredState::Draft | StoredState::Submitted | StoredState::Rejected => Some("hidden"),
    }
}
