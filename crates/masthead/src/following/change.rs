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
use crate::id::CreatorId;
use crate::portal::{AppError, Portal, Reader, Sent, json, private, wants_json};
use crate::urls;

/// `GET /@{handle}/follow`: whether I follow.
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(at_handle): Path<String>,
) -> Result<Response<Body>, AppError> {
    let creator = find(&portal, &at_handle).await?;
    page(&portal, &reader, &person, &creator, None).await
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
) -> Result<Response<Body>, AppError> {
    let follows = sent.act != "unfollow";
    let creator = find(&portal, &at_handle).await?;
    let refused = match portal.entry.try_follow(person.account) {
        Err(wait) => Some(NotFollowed::Wait(wait)),
        Ok(()) => match put(&portal, &reader, &person, creator.id, follows).await? {
            Outcome::Follows => None,
            Outcome::TooMany => Some(NotFollowed::TooMany),
        },
    };
    let by_script = wants_json(&headers);
    match refused {
        Some(refused) if by_script => tell(&portal, &reader, refused).await,
        Some(refused) => page(&portal, &reader, &person, &creator, Some(refused)).await,
        None if by_script => Ok(json(StatusCode::OK, &json!({ "follows": follows }))),
        None if sent.back == "list" => Ok(see_other(urls::FOLLOWING)),
        None => Ok(see_other(&urls::follow(&creator.handle))),
    }
}

async fn put(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    creator: CreatorId,
    follows: bool,
) -> Result<Outcome, AppError> {
    let (pen, account) = (pen(portal, Some(person.account)), person.account);
    let locale = reader.locale;
    let write = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
        language::put_first(tx, account, locale)?;
        match follows {
            true => store::follow(tx, &pen, creator),
            false => store::unfollow(tx, &pen, creator).map(|()| Outcome::Follows),
        }
    };
    Ok(portal.db.write(write).await?)
}

/// Why nothing was changed.
#[derive(Clone, Copy)]
enum NotFollowed {
    TooMany,
    /// So long until the next try.
    Wait(Duration),
}

impl NotFollowed {
    /// The locale key of its words.
    fn key(self) -> &'static str {
        match self {
            Self::TooMany => "follow-too-many",
            Self::Wait(_) => "follow-wait",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::TooMany => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
        }
    }

    fn wait(self) -> Option<Duration> {
        match self {
            Self::TooMany => None,
            Self::Wait(wait) => Some(wait),
        }
    }
}

/// Tells a script why nothing was changed.
async fn tell(
    portal: &Arc<Portal>,
    reader: &Reader,
    refused: NotFollowed,
) -> Result<Response<Body>, AppError> {
    let why = words(portal, reader, refused.key()).await?;
    let response = json(refused.status(), &json!({ "why": why }));
    Ok(come_again(response, refused.wait()))
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

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    creator: &CreatorRow,
    refused: Option<NotFollowed>,
) -> Result<Response<Body>, AppError> {
    let status = refused.map_or(StatusCode::OK, NotFollowed::status);
    let response = private(portal, reader, status, async |room| {
        let (id, account) = (creator.id, person.account);
        let follows = portal.db.read(move |tx| store::follows(tx, id, account));
        Ok(FollowPage {
            layout: room.private_layout()?,
            name: room.name(&creator.name),
            url: urls::creator(&creator.handle),
            follow_url: urls::follow(&creator.handle),
            follows: follows.await?,
            refused: refused.map(NotFollowed::key),
            most: MOST,
        })
    });
    Ok(come_again(
        response.await?,
        refused.and_then(NotFollowed::wait),
    ))
}
