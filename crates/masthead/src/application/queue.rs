//! The desk's queue of applications, the oldest first.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use masthead_db::Tx;
use serde::Deserialize;

use super::form::KINDS;
use super::pages::{ApplicationsPage, Line};
use super::rules::State as Stand;
use super::store::{self, Listed, Wanted};
use crate::account::Person;
use crate::article::store::Key;
use crate::compose::Room;
use crate::id::AccountId;
use crate::portal::{AppError, Asked, Portal, Reader, private};
use crate::urls;
use crate::web::TurnPage;

/// Applications on one page.
const PAGE: usize = 30;
/// States that the desk sees.
const STATES: [Stand; 4] = [
    Stand::Waiting,
    Stand::Asked,
    Stand::Accepted,
    Stand::Rejected,
];

#[derive(Deserialize)]
pub(super) struct QueueQuery {
    state: Option<String>,
    kind: Option<String>,
    /// `{ms}-{id}` of the last on the page before.
    after: Option<String>,
}

impl QueueQuery {
    fn wanted(&self) -> Wanted {
        let state = self.state.as_deref().and_then(Stand::from_name);
        let kind = self.kind.as_deref().filter(|kind| KINDS.contains(kind));
        let after = self.after.as_deref().and_then(Key::parse);
        Wanted {
            state: state
                .filter(|state| STATES.contains(state))
                .unwrap_or(Stand::Waiting),
            kind: kind.unwrap_or_default().to_owned(),
            after: after.unwrap_or(Key::oldest()),
        }
    }
}

/// `GET /desk/applications`: the queue, the oldest first.
pub(super) async fn list(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(query): Asked<QueueQuery>,
) -> Result<Response<Body>, AppError> {
    let wanted = query.wanted();
    private(&portal, &reader, StatusCode::OK, async |room| {
        let sought = wanted.clone();
        let read = move |tx: &mut Tx<'_>| store::list(tx, &sought, PAGE as i64 + 1);
        let mut rows = portal.db.read(read).await?;
        let goes_on = rows.len() > PAGE;
        rows.truncate(PAGE);
        let address = format!(
            "{}?state={}&kind={}",
            urls::DESK_APPLICATIONS,
            wanted.state.name(),
            wanted.kind
        );
        let older = rows.last().filter(|_| goes_on);
        let older = older.map(|row| format!("{address}&after={}-{}", row.waiting_since.0, row.id));
        Ok(ApplicationsPage {
            layout: room.private_layout()?,
            lines: rows
                .into_iter()
                .map(|row| line(room, row, person.account))
                .collect(),
            states: STATES.to_vec(),
            state: wanted.state,
            kinds: KINDS.to_vec(),
            kind: wanted.kind.clone(),
            turn: TurnPage {
                newer_url: query.after.is_some().then_some(address),
                older_url: older,
            },
        })
    })
    .await
}

fn line(room: &Room<'_>, row: Listed, own: AccountId) -> Line {
    let claim = row.claim.filter(|claim| claim.holds(room.now));
    let name = row.claimed_name.map(|name| room.name(&name));
    Line {
        url: urls::desk_application(row.id),
        name: row.form.name,
        handle: row.form.handle,
        kind: row.form.kind,
        state: row.state,
        flags: row.flags,
        since: row.waiting_since.0,
        is_own: claim.is_some_and(|claim| claim.by == own),
        claimed_by: name.filter(|_| claim.is_some()),
    }
}
