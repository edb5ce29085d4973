//! Whom one follows, with what they published last.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};

use super::pages::{Followed, FollowingPage};
use super::store::{self, FollowKey, FollowedRow};
use crate::account::Person;
use crate::article::store::TitleRow;
use crate::compose::{ListQuery, Room};
use crate::creator::pages::PastTitle;
use crate::id::CreatorId;
use crate::portal::{AppError, Asked, Portal, Reader, private};
use crate::urls;
use crate::web::TurnPage;

/// Creators on one page.
const PAGE: usize = 20;
/// Of each.
const TITLES: usize = 3;

/// `GET /account/following`
pub(super) async fn list(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(ListQuery { before }): Asked<ListQuery<CreatorId>>,
) -> Result<Response<Body>, AppError> {
    let account = person.account;
    private(&portal, &reader, StatusCode::OK, async |room| {
        let start = before.key(room.now);
        let key = FollowKey {
            since: start.at,
            creator: start.id,
        };
        let (now, limit) = (room.now, PAGE as i64 + 1);
        let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            let rows = store::list(tx, account, key, limit)?;
            let titles = store::list_newest(tx, account, key, limit, now)?;
            Ok((rows, titles))
        };
        let (mut rows, titles) = portal.db.read(read).await?;
        let goes_on = rows.len() > PAGE;
        rows.truncate(PAGE);
        let older = rows.last().map(older).filter(|_| goes_on);
        let mut newest: HashMap<CreatorId, Vec<TitleRow>> = HashMap::new();
        for (creator, title) in titles {
            newest.entry(creator).or_default().push(title);
        }
        for titles in newest.values_mut() {
            titles.sort_by_key(|title| std::cmp::Reverse((title.published_at, title.id)));
        }
        Ok(FollowingPage {
            layout: room.private_layout()?,
            creators: rows
                .iter()
                .map(|row| followed(room, row, newest.remove(&row.creator.id)))
                .collect(),
            turn: TurnPage {
                newer_url: (!before.is_first()).then(|| urls::FOLLOWING.to_owned()),
                older_url: older,
            },
        })
    })
    .await
}

fn older(row: &FollowedRow) -> String {
    let Millis(since) = row.since;
    format!("{}?before={since}-{}", urls::FOLLOWING, row.creator.id)
}

fn followed(room: &Room<'_>, row: &FollowedRow, titles: Option<Vec<TitleRow>>) -> Followed {
    let creator = &row.creator;
    let name = room.name(&creator.name);
    let titles = titles.unwrap_or_default();
    Followed {
        avatar: room.avatar(creator.avatar.as_ref(), &name),
        url: urls::creator(&creator.handle),
        follow_url: urls::follow(&creator.handle),
        titles: titles
            .iter()
            .take(TITLES)
            .map(|title| PastTitle {
                line: room.title_line(title),
                at: title.published_at.0,
            })
            .collect(),
        name,
    }
}
