//! The button. It works as a plain form: a stranger is led to the log-in and
//! back, whoever is logged in to a small page of their own that says how it is.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode};
use masthead_db::{Fault, Tx};
use serde::Deserialize;
use serde_json::json;

use super::MOST;
use super::pages::FollowPage;
use super::store::{self, Outcome};
use crate::account::store::language;
use crate::account::{Person, come_again, pen, see_other};
use crate::compose::Room;
use crate::creator;
use crate::creator::store::CreatorRow;
use crate::errors;
use crate::id::CreatorId;
use crate::portal::{Portal, Reader, Sent, AppError, json, private, wants_json};
use crate::urls;

/// `GET /@{handle}/follow`: whether I follow.
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(at_handle): Path<String>,
) -> Response<Body> {
    match find(&portal, &at_handle).await {
        Ok(creator) => page(&portal, &reader, &person, (&creator, None)).await,
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

#[derive(Deserialize)]
pub(super) struct FollowForm {
    /// `follow` or `unfollow`.
    act: String,
    /// `list`: where the form stood.
    #[serde(default)]
    back: String,
}

/// `POST /@{handle}/follow`: follows, or no longer.
pub(super) async fn change(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    headers: HeaderMap,
    Path(at_handle): Path<String>,
    Sent(sent): Sent<FollowForm>,
) -> Response<Body> {
    let follows = sent.act != "unfollow";
    let changed = async {
        let creator = find(&portal, &at_handle).await?;
        if let Err(wait) = portal.entry.try_follow(person.account) {
            return Ok((creator, Err(wait)));
        }
        let outcome = put(&portal, &reader, &person, (creator.id, follows)).await?;
        Ok::<_, AppError>((creator, Ok(outcome)))
    };
    match changed.await {
        Ok((_, Ok(Outcome::Follows))) if wants_json(&headers) => {
            json(StatusCode::OK, &json!({ "follows": follows }))
        }
        Ok((creator, outcome)) if wants_json(&headers) || refusal(&outcome).is_some() => {
            refuse(&portal, &reader, (&person, &headers), (&creator, outcome)).await
        }
        Ok(_) if sent.back == "list" => see_other(urls::FOLLOWING),
        Ok((creator, _)) => see_other(&urls::follow(&creator.handle)),
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

async fn put(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    (creator, follows): (CreatorId, bool),
) -> Result<Outcome, AppError> {
    let (pen, account) = (pen(portal, Some(person.account)), person.account);
    let locale = reader.locale;
    let write = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
        language::put_first(tx, account, locale)?;
        match follows {
            true => store::follow(tx, &pen, creator, account),
            false => store::unfollow(tx, &pen, creator, account).map(|()| Outcome::Follows),
        }
    };
    Ok(portal.db.write(write).await?)
}

/// Why nothing was changed, if so: a locale key.
fn refusal(outcome: &Result<Outcome, Duration>) -> Option<&'static str> {
    match outcome {
        Ok(Outcome::Follows) => None,
        Ok(Outcome::TooMany) => Some("follow-too-many"),
        Err(_) => Some("follow-wait"),
    }
}

async fn refuse(
    portal: &Arc<Portal>,
    reader: &Reader,
    (person, headers): (&Person, &HeaderMap),
    (creator, outcome): (&CreatorRow, Result<Outcome, Duration>),
) -> Response<Body> {
    let key = refusal(&outcome);
    let response = match wants_json(headers) {
        true => match words(portal, reader, key.unwrap_or("follow-too-many")).await {
            Ok(why) => json(status(key), &json!({ "why": why })),
            Err(stop) => errors::answer(portal, reader, &stop).await,
        },
        false => page(portal, reader, person, (creator, key)).await,
    };
    come_again(response, outcome.err())
}

fn status(refused: Option<&str>) -> StatusCode {
    match refused {
        Some("follow-wait") => StatusCode::TOO_MANY_REQUESTS,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    }
}

async fn words(portal: &Arc<Portal>, reader: &Reader, key: &str) -> Result<String, AppError> {
    let front = portal.front().await?;
    let zoned = portal.theme(&front)?;
    let locale = Room::locale(&front, reader);
    Ok(zoned.say_with(locale, key, "count", &MOST.to_string()))
}

async fn find(portal: &Portal, at_handle: &str) -> Result<CreatorRow, AppError> {
    let handle = creator::routes::handle(at_handle)?.to_owned();
    let found = portal
        .db
        .read(move |tx| creator::store::find(tx, &handle))
        .await?;
    found.ok_or(AppError::NotFound)
}

/// `refused`: why nothing was changed.
async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    (creator, refused): (&CreatorRow, Option<&'static str>),
) -> Response<Body> {
    private(portal, reader, status(refused), async |room| {
        let (id, account) = (creator.id, person.account);
        let follows = portal.db.read(move |tx| store::follows(tx, id, account));
        Ok(FollowPage {
            layout: room.private_layout()?,
            name: room.name(&creator.name),
            url: urls::creator(&creator.handle),
            follow_url: urls::follow(&creator.handle),
            follows: follows.await?,
            refused,
            most: MOST,
        })
    })
    .await
}
