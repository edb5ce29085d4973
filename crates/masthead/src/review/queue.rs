//! What waits at the desk, longest first.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::claim::is_claimed;
use super::pages::{ChannelFilter, QueueLine, QueuePage};
use crate::account::Person;
use crate::article::store::Key;
use crate::compose::Room;
use crate::id::{ChannelId, SubmissionId};
use crate::portal::{AppError, Asked, Portal, Reader, private};
use crate::publishing::store::check;
use crate::publishing::store::submission::{self, SubmissionRow};
use crate::urls;
use crate::web::{Link, TurnPage};

/// Submissions on one page.
const PAGE: usize = 50;
const HOUR_MS: i64 = 3_600_000;
/// What the page may say that has been done.
const DONE: [&str; 7] = [
    "accept",
    "read",
    "send_back",
    "reject",
    "released",
    "confirm",
    "take_down",
];

#[derive(Clone, Default, Deserialize)]
pub(super) struct QueueQuery {
    /// Those that were handed in after this moment, and this id, follow.
    #[serde(default)]
    after: String,
    /// In this channel alone.
    channel: Option<ChannelId>,
    done: Option<String>,
}

/// `GET /desk/review`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(query): Asked<QueueQuery>,
) -> Result<Response<Body>, AppError> {
    list(&portal, &reader, &person, query, false).await
}

/// `GET /desk/review/unchecked`: what trusted creators published at once.
pub(super) async fn unchecked(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(query): Asked<QueueQuery>,
) -> Result<Response<Body>, AppError> {
    list(&portal, &reader, &person, query, true).await
}

async fn list(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    query: QueueQuery,
    afterwards: bool,
) -> Result<Response<Body>, AppError> {
    private(portal, reader, StatusCode::OK, async |room| {
        let after = after(&query.after)?;
        let channel = query.channel;
        let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            let limit = PAGE as i64 + 1;
            let rows = match afterwards {
                true => check::list(tx, after, channel, limit)?,
                false => submission::list_waiting(tx, after, channel, limit)?,
            };
            Ok(Reading {
                waiting: submission::count_waiting(tx)?,
                unchecked: check::count(tx)?,
                rows,
                afterwards,
            })
        };
        let reading = portal.db.read(read).await?;
        page(room, person, reading, &query)
    })
    .await
}

struct Reading {
    waiting: i64,
    unchecked: i64,
    rows: Vec<SubmissionRow>,
    afterwards: bool,
}

/// `{ms}-{id}`, or nothing for the beginning.
fn after(text: &str) -> Result<Key<SubmissionId>, AppError> {
    let key = match text {
        "" => Some(Key::oldest()),
        text => Key::parse(text),
    };
    key.ok_or(AppError::BadAddress)
}

fn page(
    room: &Room<'_>,
    person: &Person,
    mut reading: Reading,
    query: &QueueQuery,
) -> Result<QueuePage, AppError> {
    let rows = &mut reading.rows;
    let here = match reading.afterwards {
        true => urls::DESK_UNCHECKED,
        false => urls::DESK_REVIEW,
    };
    let goes_on = rows.len() > PAGE;
    rows.truncate(PAGE);
    let narrowed = |rest: String| match query.channel {
        Some(channel) => format!("{here}?channel={channel}{rest}"),
        None => format!("{here}?{}", rest.trim_start_matches('&')),
    };
    let next = rows
        .last()
        .map(|row| narrowed(format!("&after={}-{}", row.submitted_at.0, row.id)));
    let channels = room.front.channels.iter().map(|channel| ChannelFilter {
        id: channel.id,
        name: room.name(&channel.name),
        chosen: query.channel == Some(channel.id),
    });
    Ok(QueuePage {
        layout: room.private_layout()?,
        waiting: reading.waiting,
        unchecked: reading.unchecked,
        afterwards: reading.afterwards,
        lines: rows.iter().map(|row| line(room, person, row)).collect(),
        channels: channels.collect(),
        done: query
            .done
            .clone()
            .filter(|done| DONE.contains(&done.as_str())),
        turn: TurnPage {
            newer_url: (!query.after.is_empty()).then(|| narrowed(String::new())),
            older_url: next.filter(|_| goes_on),
        },
    })
}

fn line(room: &Room<'_>, person: &Person, row: &SubmissionRow) -> QueueLine {
    let claimed = is_claimed(row, room.now);
    QueueLine {
        url: urls::desk_submission(row.id),
        title: row.title.clone(),
        creator: Link {
            url: urls::creator(&row.creator_handle),
            label: room.name(&row.creator_name),
        },
        channel: channel(room, row),
        is_update: row.is_update,
        submitted_at: row.submitted_at.0,
        hours: (room.now.0 - row.submitted_at.0).max(0) / HOUR_MS,
        claimed_by: claimant(room, row).filter(|_| claimed),
        is_mine: claimed && row.claimed_by == Some(person.account),
    }
}

pub(super) fn claimant(room: &Room<'_>, row: &SubmissionRow) -> Option<String> {
    row.claimed_by_name.as_ref().map(|name| room.name(name))
}

pub(super) fn channel(room: &Room<'_>, row: &SubmissionRow) -> String {
    let found = row.channel.and_then(|id| room.front.channel(id));
    found
        .map(|channel| room.name(&channel.name))
        .unwrap_or_default()
}
