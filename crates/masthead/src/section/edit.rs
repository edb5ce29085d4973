//! One channel or column is set up, or changed.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_archive::limits::text;
use masthead_db::{Fault, FaultKind, Tx};
use serde::Deserialize;

use super::Kind;
use super::form::{SLUG_TAKEN, SectionForm};
use super::pages::{ParentChoice, SectionPage};
use super::rules::{self, Node};
use super::store::{self, SectionRow};
use crate::account::{Person, pen, see_other};
use crate::capability::Can;
use crate::compose::Room;
use crate::credential::rules::FIELDS;
use crate::pen::Change;
use crate::portal::{AppError, Asked, Portal, Reader, Sent, private};
use crate::regime::Regime;
use crate::urls;
use crate::web::Trouble;

#[derive(Deserialize)]
pub(super) struct NewQuery {
    /// A channel, unless it says otherwise.
    kind: Option<String>,
}

/// `/desk/sections/{kind}/{slug}`
#[derive(Deserialize)]
pub(super) struct SectionPath {
    kind: String,
    slug: String,
}

/// Which section a form is about.
struct EditedSection {
    kind: Kind,
    /// None for a new one.
    slug: Option<String>,
}

/// `GET /desk/sections/new`
pub(super) async fn show_new(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Asked(query): Asked<NewQuery>,
) -> Result<Response<Body>, AppError> {
    let kind = query.kind.as_deref().and_then(Kind::from_name);
    let kind = kind.unwrap_or(Kind::Channel);
    page(&portal, &reader, kind, Shown::New).await
}

/// `GET /desk/sections/{kind}/{slug}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Path(SectionPath { kind, slug }): Path<SectionPath>,
) -> Result<Response<Body>, AppError> {
    let kind = Kind::from_name(&kind).ok_or(AppError::NotFound)?;
    page(&portal, &reader, kind, Shown::Stored(slug)).await
}

/// `POST /desk/sections/new`
pub(super) async fn add(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<SectionForm>,
) -> Result<Response<Body>, AppError> {
    let kind = Kind::from_name(&sent.kind).ok_or(AppError::BadForm)?;
    let target = EditedSection { kind, slug: None };
    save(&portal, &reader, &person, target, sent).await
}

/// `POST /desk/sections/{kind}/{slug}`
pub(super) async fn change(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(SectionPath { kind, slug }): Path<SectionPath>,
    Sent(sent): Sent<SectionForm>,
) -> Result<Response<Body>, AppError> {
    let kind = Kind::from_name(&kind).ok_or(AppError::NotFound)?;
    let target = EditedSection {
        kind,
        slug: Some(slug),
    };
    save(&portal, &reader, &person, target, sent).await
}

async fn save(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    EditedSection { kind, slug }: EditedSection,
    sent: SectionForm,
) -> Result<Response<Body>, AppError> {
    let (pen, form, own) = (
        pen(portal, Some(person.account)),
        sent.clone(),
        slug.clone(),
    );
    let of = person.clone();
    let done = if slug.is_some() { "changed" } else { "added" };
    let write = move |tx: &mut Tx<'_>| -> Result<Option<Vec<Trouble>>, SaveFault> {
        of.still(tx, Can::Arrange)?.ok_or(SaveFault::Forbidden)?;
        store::take_turn(tx)?;
        let all = store::list(tx, kind)?;
        let before = own.map(|slug| all.iter().find(|row| row.slug == slug));
        let Some(before) = before.map_or(Some(None), |found| found.map(Some)) else {
            return Ok(None);
        };
        match form.row(&all, before) {
            Ok(row) => {
                let change = store::put(tx, &pen, kind, row)?;
                match before.is_none() && change != Change::New {
                    true => Err(SaveFault::Taken),
                    false => Ok(Some(Vec::new())),
                }
            }
            Err(troubles) => Ok(Some(troubles)),
        }
    };
    match portal.db.write(write).await {
        Ok(None) => Err(AppError::NotFound),
        Ok(Some(troubles)) if troubles.is_empty() => Ok(see_other(&urls::desk_sections_done(done))),
        Ok(Some(troubles)) => {
            let shown = Shown::Typed(slug, Box::new(sent), troubles);
            page(portal, reader, kind, shown).await
        }
        Err(SaveFault::Taken) => {
            let shown = Shown::Typed(slug, Box::new(sent), vec![SLUG_TAKEN]);
            page(portal, reader, kind, shown).await
        }
        Err(SaveFault::Forbidden) => Err(AppError::Forbidden),
        Err(SaveFault::Fault(fault)) => Err(fault.into()),
    }
}

/// Why a section was not written.
enum SaveFault {
    /// Somebody set the same one up a moment before.
    Taken,
    /// Whose role was taken meanwhile.
    Forbidden,
    Fault(Fault),
}

impl From<Fault> for SaveFault {
    fn from(fault: Fault) -> Self {
        match fault.kind() {
            FaultKind::Unique => Self::Taken,
            _ => Self::Fault(fault),
        }
    }
}

/// What the form shows.
enum Shown {
    New,
    Stored(String),
    /// What was typed, and why it was not kept; the slug of one that stands.
    Typed(Option<String>, Box<SectionForm>, Vec<Trouble>),
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    kind: Kind,
    shown: Shown,
) -> Result<Response<Body>, AppError> {
    let status = match shown {
        Shown::Typed(..) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    private(portal, reader, status, async |room| {
        let all = portal.db.read(move |tx| store::list(tx, kind)).await?;
        let (slug, form, troubles) = match shown {
            Shown::New => (None, SectionForm::default(), Vec::new()),
            Shown::Stored(slug) => {
                let row = all.iter().find(|row| row.slug == slug);
                let row = row.ok_or(AppError::NotFound)?;
                let form = SectionForm::of(kind, row, &all, room.front.own_locale());
                (Some(slug), form, Vec::new())
            }
            Shown::Typed(slug, form, troubles) => (slug, *form, troubles),
        };
        Ok(SectionPage {
            layout: room.private_layout()?,
            kind: kind.name(),
            action: match &slug {
                Some(slug) => urls::desk_section(kind.name(), slug),
                None => urls::DESK_SECTION_NEW.to_owned(),
            },
            is_new: slug.is_none(),
            parents: parents(room, &all, slug.as_deref()),
            slug: slug.unwrap_or(form.slug),
            name_zh: form.name_zh,
            name_en: form.name_en,
            headline_zh: form.headline_zh,
            headline_en: form.headline_en,
            parent: form.parent,
            field: form.field.unwrap_or_default(),
            papered: match kind {
                Kind::Channel if portal.keeps(Regime::Cn) => FIELDS.to_vec(),
                _ => Vec::new(),
            },
            name_most: text::NAME,
            slug_most: text::SLUG,
            troubles,
        })
    })
    .await
}

/// The sections that this one may stand under, or does.
fn parents(room: &Room<'_>, all: &[SectionRow], slug: Option<&str>) -> Vec<ParentChoice> {
    let nodes: Vec<Node> = all.iter().map(|row| row.node.clone()).collect();
    let own = all.iter().find(|row| Some(row.slug.as_str()) == slug);
    let may = |row: &&SectionRow| {
        let id = row.node.id;
        let stands = own.is_some_and(|own| own.node.parent == Some(id));
        stands || rules::may_stand_under(&nodes, own.map(|own| own.node.id), id)
    };
    let found = all.iter().filter(may).map(|row| ParentChoice {
        slug: row.slug.clone(),
        name: room.name(&row.name),
    });
    found.collect()
}
