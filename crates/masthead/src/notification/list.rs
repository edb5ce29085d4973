//! The own list.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};

use super::pages::{Item, NotificationsPage};
use super::rules::{FOLLOWING_DAYS, KEPT_DAYS, Kind, days_before};
use super::store::{self, Entry};
use super::words;
use crate::account::Person;
use crate::article::store::Listed;
use crate::compose::{ListQuery, PAGE_AND_ONE, Room};
use crate::portal::{AppError, Asked, Portal, Reader, private};
use crate::urls;

/// `GET /account/notifications`: what has rows and what followed creators
/// published, by time.
pub(super) async fn list(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(ListQuery { before }): Asked<ListQuery<i64>>,
) -> Result<Response<Body>, AppError> {
    let account = person.account;
    private(&portal, &reader, StatusCode::OK, async |room| {
        let key = before.key(room.now);
        let oldest = days_before(room.now, FOLLOWING_DAYS);
        let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            let own = store::list(tx, account, key, PAGE_AND_ONE)?;
            let others = store::list_of_followed(tx, account, oldest, key, PAGE_AND_ONE)?;
            Ok((own, others))
        };
        let (own, others) = portal.db.read(read).await?;
        let mut all: Vec<Entry> = own.into_iter().chain(others).collect();
        all.sort_by_key(|entry| std::cmp::Reverse((entry.key().at, entry.key().id)));
        let turn = room.turn(urls::NOTIFICATIONS, before, &mut all);
        Ok(NotificationsPage {
            layout: room.private_layout()?,
            items: all.iter().map(|entry| item(room, entry)).collect(),
            until: room.now.0,
            kept_days: KEPT_DAYS,
            following_days: FOLLOWING_DAYS,
            turn,
        })
    })
    .await
}

fn item(room: &Room<'_>, entry: &Entry) -> Item {
    let sort = match entry.kind {
        Kind::Following => 'a',
        _ => 'e',
    };
    Item {
        key: format!("{sort}{}", entry.id),
        text: words::text(room.zoned, room.locale, entry),
        url: words::url(entry),
        remarks: match entry.kind {
            Kind::Followed => 0,
            _ => entry.number,
        },
        at: entry.at.0,
        is_unread: entry.is_unread,
        reason: entry
            .reason
            .as_ref()
            .map(|reason| room.word(&format!("reason-{reason}"))),
        words: entry.words.clone().filter(|words| !words.is_empty()),
        appeal_url: (entry.kind == Kind::TakenDown)
            .then(|| urls::studio_credit(&entry.creator_handle)),
    }
}
