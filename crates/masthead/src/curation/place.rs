//! One place: its fillings, what may be placed there, and how it stood before.

use std::collections::HashSet;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use serde::Deserialize;

use super::access;
use super::coming::Ahead;
use super::form::{Typed, titles};
use super::list::{gone, seen};
use super::pages::{Candidate, FieldTrouble, FillingForm, FillingLine, Limits, PlacePage};
use super::read::{self, Found, VERSIONS};
use super::versions::{conflict, versions};
use crate::account::Person;
use crate::article::store::CardRow;
use crate::compose::{Before, Room};
use crate::id::{ArticleId, SlotId};
use crate::portal::{self, AppError, Portal, Reader, private};
use crate::slot::rules::{FOREVER, Filling, Place, local, seen_at_once};
use crate::slot::store::open::OpenRow;
use crate::urls;

/// What the page may say that has been done.
const DONE: [&str; 5] = ["filled", "revised", "removed", "moved", "restored"];

#[derive(Deserialize)]
pub(super) struct PlaceQuery {
    done: Option<String>,
    #[serde(default)]
    before: Before,
    below: Option<i64>,
}

/// `GET /desk/slots/{place}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(place): Path<String>,
    portal::Asked(query): portal::Asked<PlaceQuery>,
) -> Result<Response<Body>, AppError> {
    let place: Place = place.parse().map_err(|_| AppError::NotFound)?;
    let told = Told {
        done: query.done.filter(|done| DONE.contains(&done.as_str())),
        before: query.before,
        below: query.below.unwrap_or(i64::MAX),
        ..Told::default()
    };
    page(&portal, &reader, &person, &place, told).await
}

/// What the page says besides how the place stands.
#[derive(Clone)]
pub(super) struct Told {
    done: Option<String>,
    typed: Option<Typed>,
    troubles: Vec<FieldTrouble>,
    /// Others have changed the place since this version.
    since: Option<i64>,
    before: Before,
    below: i64,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            done: None,
            typed: None,
            troubles: Vec::new(),
            since: None,
            before: Before::default(),
            below: i64::MAX,
        }
    }
}

impl Told {
    pub(super) fn conflict(since: i64, typed: Option<Typed>) -> Self {
        Self {
            since: Some(since),
            typed,
            ..Self::default()
        }
    }

    pub(super) fn troubles(typed: Option<Typed>, troubles: Vec<FieldTrouble>) -> Self {
        Self {
            typed,
            troubles,
            ..Self::default()
        }
    }

    fn status(&self) -> StatusCode {
        match (self.since, self.troubles.is_empty()) {
            (Some(_), _) => StatusCode::CONFLICT,
            (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
            (None, true) => StatusCode::OK,
        }
    }
}

pub(super) async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    place: &Place,
    told: Told,
) -> Result<Response<Body>, AppError> {
    let key = place.to_string();
    let reader = Reader {
        path: urls::desk_place(&key, None),
        ..reader.clone()
    };
    private(portal, &reader, told.status(), async |room| {
        let asked = read::Asked {
            of: access::enter(room.front, person, place)?,
            place: key.clone(),
            now: room.now,
            from: told.before.key(room.now),
            below: told.below,
            since: told.since,
        };
        let found = portal.db.read(move |tx| read::read(tx, &asked)).await?;
        compose(room, place, &told, found)
    })
    .await
}

fn compose(
    room: &Room<'_>,
    place: &Place,
    told: &Told,
    mut found: Found,
) -> Result<PlacePage, AppError> {
    let key = place.to_string();
    let path = urls::desk_place(&key, None);
    let turn = room.turn(&path, told.before, &mut found.candidates);
    let ahead = Ahead {
        room,
        place: &key,
        now: room.now,
        shown: "",
    };
    let versions = versions(room, &found.versions, found.version);
    let older = versions.get(VERSIONS - 1).map(|line| line.version);
    let older = older.filter(|_| found.versions.len() > VERSIONS);
    let most = seen_at_once(place);
    Ok(PlacePage {
        layout: room.private_layout()?,
        name: access::name(room, place),
        page_url: access::page_url(place),
        preview_url: urls::desk_preview(&key, None),
        version: found.version,
        done: told.done.clone(),
        conflict: told
            .since
            .map(|since| conflict(room, &found, since, told.typed.is_some())),
        seen: seen(room, place),
        fillings: fillings(room, &found, told, most),
        coming: ahead.list(found.open.iter(), [].iter()),
        form: new_form(told, &found),
        candidates: candidates(room, &found),
        turn,
        versions: versions.into_iter().take(VERSIONS).collect(),
        older_url: older.map(|below| format!("{path}?below={below}#versions")),
        zone: room.zoned.zone_name.clone(),
        limits: Limits::new(most),
        place: key,
    })
}

/// The form for another filling: as it was sent, also where what was to be
/// changed has gone meanwhile, so that nothing typed is lost.
fn new_form(told: &Told, found: &Found) -> FillingForm {
    let open = |slot: SlotId| found.open.iter().any(|row| row.filling.slot == slot);
    let typed = told.typed.as_ref();
    let lost = typed.filter(|typed| typed.slot.is_none_or(|slot| !open(slot)));
    match lost {
        Some(typed) => typed.form(String::new(), told.troubles.clone()),
        None => FillingForm {
            first: true,
            ..FillingForm::default()
        },
    }
}

fn fillings(room: &Room<'_>, found: &Found, told: &Told, most: usize) -> Vec<FillingLine> {
    let last = found.open.len().saturating_sub(1);
    let mut seen = 0;
    let lines = found.open.iter().enumerate().map(|(at, row)| {
        let gone = gone(room, row);
        let stage = match gone {
            Some(_) => "gone",
            None if row.filling.from_at > room.now => "coming",
            None => {
                seen += 1;
                if seen > most { "below" } else { "now" }
            }
        };
        FillingLine {
            stage,
            gone,
            has_film: found.with_film.contains(&row.filling.article),
            is_first: at == 0,
            is_last: at == last,
            ..filling(room, row, told)
        }
    });
    lines.collect()
}

fn filling(room: &Room<'_>, row: &OpenRow, told: &Told) -> FillingLine {
    let filling = &row.filling;
    let mark = format!("-{}", filling.slot);
    let typed = told.typed.as_ref();
    let typed = typed.filter(|typed| typed.slot == Some(filling.slot));
    let form = match typed {
        Some(typed) => typed.form(mark, told.troubles.clone()),
        None => {
            let (title_zh, title_en) = titles(filling.title.as_deref(), room.front.own_locale());
            FillingForm {
                mark,
                title_zh,
                title_en,
                from: local(filling.from_at, room.zone()),
                until: local(filling.until_at, room.zone()),
                ..FillingForm::default()
            }
        }
    };
    FillingLine {
        slot: filling.slot,
        title: title(room, filling),
        url: urls::article(filling.article),
        creator: room.name(&row.creator_name),
        stage: "now",
        gone: None,
        from_at: (filling.from_at.0 > 0).then_some(filling.from_at.0),
        until_at: (filling.until_at.0 != FOREVER).then_some(filling.until_at.0),
        has_film: false,
        is_first: false,
        is_last: false,
        form,
        open: typed.is_some(),
    }
}

/// What it is called in its place.
pub(super) fn title(room: &Room<'_>, filling: &Filling) -> String {
    let own = filling.title.as_deref();
    own.map_or_else(|| filling.name.clone(), |title| room.name(title))
}

fn candidates(room: &Room<'_>, found: &Found) -> Vec<Candidate> {
    let placed: HashSet<ArticleId> = found.open.iter().map(|row| row.filling.article).collect();
    let line = |row: &CardRow| Candidate {
        id: row.id,
        title: row.title.clone(),
        url: urls::article(row.id),
        creator: room.name(&row.creator_name),
        at: row.published_at.0,
        has_film: found.with_film.contains(&row.id),
        placed: placed.contains(&row.id),
    };
    found.candidates.iter().map(line).collect()
}
