//! All channels and columns; their order.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, FaultKind, Tx};
use serde::Deserialize;

use super::Kind;
use super::pages::{SectionLine, SectionList, SectionsPage};
use super::rules::{self, Node};
use super::store::{self, SectionRow};
use crate::account::{Person, pen, see_other};
use crate::capability::Can;
use crate::compose::Room;
use crate::id::SectionId;
use crate::pen::Pen;
use crate::portal::{AppError, Asked, Portal, Reader, Sent, private};
use crate::urls;

/// What the page may say that has been done.
const DONE: [&str; 4] = ["added", "changed", "moved", "removed"];

#[derive(Deserialize)]
pub(super) struct ListQuery {
    done: Option<String>,
}

/// `GET /desk/sections`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Asked(query): Asked<ListQuery>,
) -> Result<Response<Body>, AppError> {
    let done = query.done.filter(|done| DONE.contains(&done.as_str()));
    page(&portal, &reader, done, None).await
}

#[derive(Deserialize)]
pub(super) struct ActForm {
    kind: String,
    slug: String,
    /// `rise`, `sink` or `remove`.
    act: String,
}

/// `POST /desk/sections`: puts one a step on, or takes an empty one away.
pub(super) async fn act(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<ActForm>,
) -> Result<Response<Body>, AppError> {
    let kind = Kind::from_name(&sent.kind).ok_or(AppError::BadForm)?;
    let (pen, act) = (pen(&portal, Some(person.account)), sent.act.clone());
    let write = move |tx: &mut Tx<'_>| -> Result<bool, AppError> {
        person.still(tx, Can::Arrange)?.ok_or(AppError::Forbidden)?;
        store::take_turn(tx)?;
        let all = store::list(tx, kind)?;
        let Some(row) = all.iter().find(|row| row.slug == sent.slug) else {
            return Ok(true);
        };
        if sent.act == "remove" {
            return Ok(store::remove(tx, &pen, kind, row)?);
        }
        step(
            tx,
            &pen,
            Sections { kind, all: &all },
            row,
            sent.act == "rise",
        )?;
        Ok(true)
    };
    match portal.db.write(write).await {
        Ok(true) if act == "remove" => Ok(see_other(&urls::desk_sections_done("removed"))),
        Ok(true) => Ok(see_other(&urls::desk_sections_done("moved"))),
        Ok(false) => page(&portal, &reader, None, Some("section-in-use")).await,
        // An article came in meanwhile.
        Err(AppError::Fault(fault)) if fault.kind() == FaultKind::ForeignKey => {
            page(&portal, &reader, None, Some("section-in-use")).await
        }
        Err(error) => Err(error),
    }
}

/// All sections of a kind.
#[derive(Clone, Copy)]
struct Sections<'a> {
    kind: Kind,
    all: &'a [SectionRow],
}

fn step(
    tx: &mut Tx<'_>,
    pen: &Pen,
    Sections { kind, all }: Sections<'_>,
    row: &SectionRow,
    to_front: bool,
) -> Result<(), Fault> {
    for (id, position) in rules::moved(&nodes(all), row.node.id, to_front) {
        let Some(row) = all.iter().find(|row| row.node.id == id) else {
            continue;
        };
        let mut row = row.clone();
        row.node.position = position;
        store::put(tx, pen, kind, row)?;
    }
    Ok(())
}

fn nodes(all: &[SectionRow]) -> Vec<Node> {
    all.iter().map(|row| row.node.clone()).collect()
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    done: Option<String>,
    refused: Option<&'static str>,
) -> Result<Response<Body>, AppError> {
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    private(portal, reader, status, async |room| {
        let read = |tx: &mut Tx<'_>| -> Result<_, Fault> {
            Ok([
                (Kind::Channel, store::list(tx, Kind::Channel)?),
                (Kind::Column, store::list(tx, Kind::Column)?),
            ])
        };
        let lists = portal.db.read(read).await?;
        Ok(SectionsPage {
            layout: room.private_layout()?,
            lists: lists
                .iter()
                .map(|(kind, all)| SectionList {
                    kind: kind.name(),
                    lines: lines(room, *kind, all),
                    may_add: all.len() < rules::MOST,
                })
                .collect(),
            done,
            refused,
        })
    })
    .await
}

/// The tree, each with those under it.
fn lines(room: &Room<'_>, kind: Kind, all: &[SectionRow]) -> Vec<SectionLine> {
    let mut lines = Vec::with_capacity(all.len());
    add_below(&mut lines, room, Sections { kind, all }, None);
    lines
}

fn add_below(
    lines: &mut Vec<SectionLine>,
    room: &Room<'_>,
    of: Sections<'_>,
    parent: Option<SectionId>,
) {
    let Sections { kind, all } = of;
    let beside: Vec<_> = all.iter().filter(|row| row.node.parent == parent).collect();
    for (at, row) in beside.iter().enumerate() {
        lines.push(SectionLine {
            slug: row.slug.clone(),
            name: room.name(&row.name),
            url: kind.url(&row.slug),
            edit_url: urls::desk_section(kind.name(), &row.slug),
            is_under: parent.is_some(),
            may_rise: at > 0,
            may_sink: at + 1 < beside.len(),
        });
        add_below(lines, room, of, Some(row.node.id));
    }
}
