//! The list of a creator's pieces, and the beginning of a new one.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use masthead_db::Tx;
use serde::Deserialize;

use super::desk_of::Read;
use super::pages::{Choice, ListPage, PieceLine};
use super::view::marks;
use crate::account::store::member::{self, WriterRow};
use crate::account::{MemberRole, Person, pen, see_other};
use crate::compose::Room;
use crate::id::{AccountId, ArticleId, CreatorId};
use crate::portal::{AppError, Asked, Portal, Reader, Sent, private};
use crate::publishing::acts::{self, ActFault};
use crate::publishing::rules::{DRAFTS, Refusal};
use crate::publishing::store::draft::{self, ListRow};
use crate::regime::Regime;
use crate::urls;
use crate::web::TurnPage;

/// Pieces on one page.
const PAGE: usize = 30;
/// Read at a time while the list is narrowed.
const AT_ONCE: i64 = 200;
/// Pieces that were written last, above the list of all.
const RECENT: i64 = 3;
/// Looked through for one page of a narrowed list.
const MOST: usize = 4_000;
/// What the list can be narrowed to: names of marks.
const FILTERS: [&str; 9] = [
    "draft",
    "waiting",
    "sent-back",
    "scheduled",
    "published",
    "withdrawn",
    "retracted",
    "rejected",
    DISCARDED,
];
/// Pieces that were given up stand in no list but their own.
const DISCARDED: &str = "discarded";

#[derive(Clone, Default, Deserialize)]
pub(super) struct ListQuery {
    /// A creator's handle; else the first that this person writes for.
    creator: Option<String>,
    #[serde(default)]
    state: String,
    #[serde(default)]
    q: String,
    /// Pieces below this id follow.
    below: Option<ArticleId>,
    /// No other piece was begun: too many are being written.
    full: Option<String>,
}

/// `GET /studio`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(query): Asked<ListQuery>,
) -> Result<Response<Body>, AppError> {
    private(&portal, &reader, StatusCode::OK, async |room| {
        let (asked, account) = (query.clone(), person.account);
        let read = portal.db.read(move |tx| read(tx, account, &asked)).await?;
        let read = read.ok_or(AppError::NotFound)?;
        page(room, read, &query)
    })
    .await
}

struct Reading {
    creators: Vec<WriterRow>,
    /// Of the creator that is shown.
    at: usize,
    /// What was written last, at the head of the whole list.
    recent: Vec<ListRow>,
    pieces: Vec<ListRow>,
    /// Where the next page begins.
    goes_on: Option<ArticleId>,
    cut: bool,
}

fn read(tx: &mut Tx<'_>, account: AccountId, query: &ListQuery) -> Read<Option<Reading>> {
    let creators = member::list_creators(tx, account)?;
    let is_asked = |row: &WriterRow| {
        query
            .creator
            .as_ref()
            .is_none_or(|asked| *asked == row.handle)
    };
    let Some(at) = creators.iter().position(is_asked) else {
        return Ok(None);
    };
    let (mut below, mut looked) = (query.below.unwrap_or(ArticleId::MAX), 0);
    let mut pieces = Vec::new();
    let narrowed = !query.state.is_empty() || !query.q.is_empty();
    let limit = if narrowed { AT_ONCE } else { PAGE as i64 + 1 };
    let recent = match narrowed || query.below.is_some() {
        true => Vec::new(),
        false => draft::list_recent(tx, creators[at].creator, RECENT)?,
    };
    let (goes_on, cut) = loop {
        let rows = draft::list(tx, creators[at].creator, below, limit)?;
        let was_last = rows.len() < usize::try_from(limit).unwrap_or(usize::MAX);
        looked += rows.len();
        below = rows.last().map_or(below, |row| row.article);
        pieces.extend(rows.into_iter().filter(|row| fits(row, query)));
        if pieces.len() > PAGE {
            pieces.truncate(PAGE);
            break (pieces.last().map(|row| row.article), false);
        }
        if was_last || looked >= MOST {
            break ((!was_last).then_some(below), !was_last);
        }
    };
    Ok(Some(Reading {
        creators,
        at,
        recent,
        pieces,
        goes_on,
        cut,
    }))
}

fn fits(row: &ListRow, query: &ListQuery) -> bool {
    let marks = marks(row.public, row.next);
    let in_state = match &*query.state {
        "" => !marks.contains(&DISCARDED),
        state => marks.contains(&state),
    };
    let title = row.title.to_lowercase();
    in_state
        && query
            .q
            .split_whitespace()
            .all(|word| title.contains(&word.to_lowercase()))
}

fn page(room: &Room<'_>, read: Reading, query: &ListQuery) -> Result<ListPage, AppError> {
    let shown = &read.creators[read.at];
    let address = |state: &str, below: Option<ArticleId>| {
        urls::studio_list(&shown.handle, state, &query.q, below)
    };
    let filters = FILTERS.iter().map(|state| Choice {
        value: (*state).to_owned(),
        label: String::new(),
        chosen: query.state == *state,
    });
    let creators = read.creators.iter().enumerate().map(|(at, row)| Choice {
        value: row.handle.clone(),
        label: room.name(&row.name),
        chosen: at == read.at,
    });
    Ok(ListPage {
        layout: room.private_layout()?,
        creators: creators.collect(),
        creator_name: room.name(&shown.name),
        creator_url: urls::creator(&shown.handle),
        members_url: urls::members(&shown.handle),
        creator_id: shown.creator,
        credit_url: urls::studio_credit(&shown.handle),
        credentials_url: room
            .portal
            .keeps(Regime::Cn)
            .then(|| urls::credentials(&shown.handle)),
        // One piece is its own list.
        recent: match read.pieces.len() {
            ..=1 => Vec::new(),
            _ => read.recent.into_iter().map(line).collect(),
        },
        is_full: query.full.is_some(),
        drafts_most: DRAFTS,
        pieces: read.pieces.into_iter().map(line).collect(),
        filters: filters.collect(),
        query: query.q.clone(),
        cut: read.cut,
        turn: TurnPage {
            newer_url: query.below.map(|_| address(&query.state, None)),
            older_url: read.goes_on.map(|below| address(&query.state, Some(below))),
        },
    })
}

fn line(row: ListRow) -> PieceLine {
    let marks = marks(row.public, row.next);
    let is_public = marks
        .first()
        .is_some_and(|mark| matches!(*mark, "published" | "retracted"));
    PieceLine {
        url: urls::studio_article(row.article),
        title: row.title,
        marks,
        at: row.saved_at.or(row.published_at).map(|at| at.0),
        public_url: is_public.then(|| urls::article(row.article)),
        views: row.views.unsigned_abs(),
        comments: row.comment_count.unsigned_abs(),
    }
}

#[derive(Deserialize)]
pub(super) struct BeginForm {
    creator: CreatorId,
}

/// `POST /studio/articles`: begins a piece, and leads to it.
pub(super) async fn begin(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Sent(sent): Sent<BeginForm>,
) -> Result<Response<Body>, AppError> {
    let pen = pen(&portal, Some(person.account));
    let begun = portal.db.write(move |tx| {
        if !person.is_still(tx, sent.creator, MemberRole::Writer)? {
            return Err(ActFault::NotFound);
        }
        acts::begin(tx, &pen, sent.creator)
    });
    match begun.await {
        Ok(article) => Ok(see_other(&urls::studio_article(article))),
        Err(ActFault::Refused(Refusal::TooMany)) => Ok(see_other(urls::STUDIO_FULL)),
        Err(fault) => Err(fault.into()),
    }
}
