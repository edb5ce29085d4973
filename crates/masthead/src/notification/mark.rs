//! Marking as read. The log does not hear of it: nothing rests on it, and what
//! somebody reads is nobody's business.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};
use serde::Deserialize;
use serde_json::json;

use super::rules::{FOLLOWING_DAYS, days_before};
use super::store::mark;
use crate::account::{Person, see_other};
use crate::id::ArticleId;
use crate::portal::{AppError, Portal, Sent, json, wants_json};
use crate::urls;

#[derive(Deserialize)]
pub(super) struct ReadForm {
    /// `e7`: of this event; `a7`: this article of a followed creator.
    item: Option<String>,
    /// All until then.
    until: Option<i64>,
}

/// `POST /account/notifications/read`: one, or all that the page showed.
pub(super) async fn read(
    State(portal): State<Arc<Portal>>,
    person: Person,
    headers: HeaderMap,
    Sent(sent): Sent<ReadForm>,
) -> Result<Response<Body>, AppError> {
    let (account, now) = (person.account, portal.clock.now());
    let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
        match (sent.item.as_deref().and_then(parse), sent.until) {
            (Some(('a', article)), _) => {
                let oldest = days_before(now, FOLLOWING_DAYS);
                mark::put_read_article(tx, account, ArticleId(article), oldest)
            }
            (Some((_, event)), _) => mark::put_read(tx, account, event, now),
            (None, Some(until)) => mark::put_all_read(tx, account, Millis(until.min(now.0))),
            (None, None) => Ok(()),
        }
    };
    portal.db.write(write).await?;
    Ok(match wants_json(&headers) {
        true => json(StatusCode::OK, &json!({})),
        false => see_other(urls::NOTIFICATIONS),
    })
}

fn parse(item: &str) -> Option<(char, i64)> {
    let sort = item
        .chars()
        .next()
        .filter(|sort| matches!(sort, 'a' | 'e'))?;
    Some((sort, item[1..].parse().ok()?))
}
