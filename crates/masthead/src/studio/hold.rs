//! Who writes a draft now. It keeps nobody's text from being saved: versions do that. It tells people of each other.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_archive::rows::Localized;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};
use serde::Deserialize;
use serde_json::json;

use super::desk_of::{own_piece, piece_id};
use crate::account::{MemberRole, Person};
use crate::compose::Room;
use crate::id::{AccountId, ArticleId, SessionId};
use crate::portal::{self, AppError, Portal, Reader, SentJson, Zoned};
use crate::publishing::acts::ActFault;
use crate::publishing::store::draft::{self, Hold};
use crate::web::Locale;

#[derive(Deserialize)]
pub(super) struct Wanted {
    /// Also where somebody else has it.
    take: bool,
    /// Who opened the page.
    account: Option<AccountId>,
}

/// `POST /studio/article/{id}/hold`: this session writes, unless another does.
pub(super) async fn hold(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    SentJson(wanted): SentJson<Wanted>,
) -> Result<Response<Body>, AppError> {
    let article = piece_id(&id)?;
    if wanted
        .account
        .is_some_and(|opened| opened != person.account)
    {
        return Err(AppError::Forbidden);
    }
    let (now, session, account) = (portal.clock.now(), person.session, person.account);
    let write = move |tx: &mut Tx<'_>| -> Result<Option<Hold>, ActFault> {
        own_piece(tx, &person, article, MemberRole::Writer)?;
        match draft::take_hold(tx, article, session, wanted.take, now)? {
            true => Ok(None),
            false => Ok(draft::find_hold(tx, article)?),
        }
    };
    let other = portal.db.write(write).await?;
    let front = portal.front().await?;
    let locale = Room::locale(&front, &reader);
    let theme = portal.theme(&front)?;
    let answer = match other {
        None => json!({ "holder": null }),
        Some(hold) => {
            let name = name(&hold, account, &theme, locale);
            json!({"holder": name, "since": hold.since.0})
        }
    };
    Ok(portal::json(StatusCode::OK, &answer))
}

/// What somebody who writes is called, to this account.
pub(super) fn name(hold: &Hold, account: AccountId, theme: &Zoned, locale: Locale) -> String {
    if hold.account == account {
        return theme.say(locale, "piece-hold-own");
    }
    let name: Option<Localized> = serde_json::from_str(&hold.name).ok();
    name.map_or_else(String::new, |name| name.get(locale.tag()).to_owned())
}

/// Takes a draft over, whoever writes it.
pub(super) fn take_over(
    tx: &mut Tx<'_>,
    article: ArticleId,
    session: SessionId,
    now: Millis,
) -> Result<(), Fault> {
    draft::take_hold(tx, article, session, true, now).map(drop)
}
