use std::cmp::Reverse;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};

use super::pages::ColumnPage;
use super::store::ColumnRow;
use crate::article::store::{self as articles, CardRow};
use crate::capability::Can;
use crate::compose::{Before, Frame, ListQuery, PAGE_AND_ONE, Room};
use crate::portal::{AppError, Asked, Paper, Portal, Reader, Route, Subject, page};
use crate::seo::breadcrumbs;
use crate::slot::rules::column_headline;
use crate::urls;
use crate::web::{Head, Link, NavLink, SlotBlock};

pub fn routes() -> Vec<Route> {
    vec![Route::get("/column/{slug}", Can::Read, show)]
}

/// `GET /column/{slug}`: a column, the columns beside it, and its articles.
async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Path(slug): Path<String>,
    Asked(ListQuery { before }): Asked<ListQuery>,
) -> Result<Response<Body>, AppError> {
    let path = urls::column(&slug);
    page(
        &portal,
        &reader,
        &headers,
        super::COLUMN,
        before.address(&path),
        async |room| compose(room, &slug, &path, before).await,
    )
    .await
}

/// # Errors
/// [`AppError::NotFound`]; what the database says.
pub async fn compose(
    room: &Room<'_>,
    slug: &str,
    path: &str,
    before: Before,
) -> Result<Paper<ColumnPage>, AppError> {
    let mut columns = room.front.columns.iter();
    let column = columns
        .find(|column| column.slug == slug)
        .ok_or(AppError::NotFound)?;
    let (id, key) = (column.id, before.key(room.now));
    let list =
        move |tx: &mut masthead_db::Tx<'_>| articles::list_by_column(tx, id, key, PAGE_AND_ONE);
    let mut rows = room.portal.db.read(list).await?;
    let turn = room.turn(path, before, &mut rows);
    if before.is_first() {
        room.front
            .add_awaited(&mut rows, |awaited| awaited.columns.contains(&id));
        add_tabs(room, column, &mut rows);
    }
    let headline = headline(room, column);
    Ok(Paper {
        page: ColumnPage {
            layout: room.layout(frame(room, column, &before.address(path)))?,
            column: room.column_link(column),
            tabs: tabs(room, column),
            headline: headline.filter(|_| before.is_first()),
            cards: room.cards(&rows),
            turn,
        },
        subject: Subject {
            columns: room.front.family(column.id),
            bylines: rows.iter().map(|row| row.creator).collect(),
            ..Subject::default()
        },
        changed_at: rows.first().map_or(0, |row| row.published_at.0),
    })
}

/// The page of a parent begins with the newest of its tabs beside its own;
/// their pages hold the rest.
fn add_tabs(room: &Room<'_>, of: &ColumnRow, rows: &mut Vec<CardRow>) {
    let tabs = room.front.columns.iter();
    let tabs = tabs.filter(|column| column.parent == Some(of.id));
    rows.extend(tabs.flat_map(|tab| room.front.in_column(tab.id)).cloned());
    rows.sort_by_key(|row| Reverse((row.published_at, row.id)));
    rows.dedup_by_key(|row| row.id);
}

fn headline(room: &Room<'_>, column: &ColumnRow) -> Option<SlotBlock> {
    let cards = room.filled(&column_headline(&column.slug));
    (!cards.is_empty()).then(|| SlotBlock {
        channel: room.column_link(column),
        heading: column
            .headline_title
            .as_deref()
            .map(|title| room.name(title)),
        cards: cards.into_iter().take(1).collect(),
    })
}

/// The columns of the same parent, or the column's own tabs.
fn tabs(room: &Room<'_>, of: &ColumnRow) -> Vec<NavLink> {
    let columns = &room.front.columns;
    let parent = of.parent.unwrap_or(of.id);
    let family = columns
        .iter()
        .filter(|column| column.id == parent || column.parent == Some(parent));
    let tabs: Vec<NavLink> = family
        .map(|column| NavLink {
            label: room.name(&column.name),
            url: urls::column(&column.slug),
            current: column.id == of.id,
        })
        .collect();
    if tabs.len() > 1 { tabs } else { Vec::new() }
}

fn frame(room: &Room<'_>, column: &ColumnRow, address: &str) -> Frame {
    let name = room.name(&column.name);
    let path = urls::column(&column.slug);
    let here = Link {
        label: name.clone(),
        url: path.clone(),
    };
    Frame {
        head: Head {
            description: Some(room.word_with("describe-column", "name", &name)),
            canonical: Some(room.absolute(address)),
            json_ld: vec![breadcrumbs(room, &[here])],
            ..Head::default()
        },
        feed: Some((name, path)),
        ..Frame::default()
    }
}
