//! Logging in and out.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use masthead_auth::Verdict;
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::compose::{Arrival, Troubles, go_on, has_mail, pen, provider};
use super::halfway::Halfway;
use super::known::whence;
use super::pages::EnterPage;
use super::passkey_door::door;
use super::person::{self, see_other};
use super::rules::Email;
use super::store::{factor, login, session};
use crate::id::AccountId;
use crate::pen::Pen;
use crate::portal::{AppError, Asked, From, Portal, Reader, Sent, private};
use crate::urls;

#[derive(Deserialize)]
pub(super) struct Next {
    pub(super) next: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct EnterForm {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `GET /login`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Asked(Next { next }): Asked<Next>,
) -> Result<Response<Body>, AppError> {
    let next = own_path(next.as_deref().unwrap_or_default());
    if person::find(&portal, &headers).await?.is_some() {
        return Ok(see_other(next));
    }
    form(&portal, &reader, String::new(), next, Troubles::default()).await
}

/// `POST /login`. The answer and its time are the same whether the address or
/// the password is wrong.
pub(super) async fn enter(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    From(from): From,
    headers: HeaderMap,
    Sent(sent): Sent<EnterForm>,
) -> Result<Response<Body>, AppError> {
    let next = own_path(&sent.next).to_owned();
    let mut troubles = Troubles::default();
    let Some(email) = troubles.email(&sent.email) else {
        return form(&portal, &reader, sent.email, &next, troubles).await;
    };
    let from = whence(&portal, &headers, from, &email).await?;
    if let Err(wait) = portal.entry.try_password(&email, from) {
        let later = Troubles::wait("password", wait);
        return form(&portal, &reader, sent.email, &next, later).await;
    }
    match log_in(&portal, &headers, &email, sent.password).await? {
        Some(Way::In(arrival)) => {
            portal.entry.came_in(&email, from);
            Ok(go_on(&next, Some(&arrival)))
        }
        // Tries are forgiven once the code was right too.
        Some(Way::Halfway(halfway)) => Ok(halfway.go_on(&next)),
        None => {
            let wrong = Troubles::one("email", "trouble-login");
            form(&portal, &reader, sent.email, &next, wrong).await
        }
    }
}

/// Where a right password leads.
pub(super) enum Way {
    In(Arrival),
    Halfway(Halfway),
}

impl Way {
    /// Leads in the account that acts.
    pub(super) fn begin(&self, tx: &mut Tx<'_>, pen: &Pen) -> Result<(), Fault> {
        match self {
            Self::In(arrival) => arrival.begin(tx, pen),
            Self::Halfway(halfway) => halfway.begin(tx, pen),
        }
    }
}

/// A session where the password is right and enough, else the way to the code.
async fn log_in(
    portal: &Arc<Portal>,
    headers: &HeaderMap,
    email: &Email,
    password: String,
) -> Result<Option<Way>, AppError> {
    // Once more where another was kept meanwhile: that may be the same, at today's cost.
    for _ in 0..2 {
        let asked = email.clone();
        let find = move |tx: &mut Tx<'_>| login::find_holder(tx, &asked);
        let holder = portal.db.read(find).await?;
        let kept = holder.as_ref().and_then(|holder| holder.password.clone());
        let verdict = portal.entry.check(password.clone(), kept.clone()).await?;
        let (Some(holder), Some(kept), Verdict::Right | Verdict::RightButOld) =
            (holder, kept, verdict)
        else {
            return Ok(None);
        };
        let anew = match verdict {
            Verdict::RightButOld => Some(portal.entry.keep(password.clone()).await?),
            _ => None,
        };
        let account = holder.account;
        let right = Right {
            account,
            kept,
            anew,
        };
        if let Some(way) = go_in(portal, headers, right).await? {
            return Ok(Some(way));
        }
    }
    Ok(None)
}

/// A password that was right.
struct Right {
    account: AccountId,
    /// As it was kept when it was checked.
    kept: String,
    /// As it is kept from now on, where that was too cheap.
    anew: Option<String>,
}

/// Begins what a right password leads to, while it is still the account's.
async fn go_in(
    portal: &Arc<Portal>,
    headers: &HeaderMap,
    right: Right,
) -> Result<Option<Way>, AppError> {
    let hand = pen(portal, Some(right.account));
    let (arrival, halfway) = (Arrival::new(portal, headers), Halfway::new(portal));
    let way = portal.db.write(move |tx| -> Result<Option<Way>, Fault> {
        let account = right.account;
        if !login::hold_password(tx, account, &right.kept)? {
            return Ok(None);
        }
        if let Some(password) = &right.anew {
            login::keep_anew(tx, account, password)?;
        }
        let way = match factor::is_set(tx, account)? {
            true => Way::Halfway(halfway),
            false => Way::In(arrival),
        };
        way.begin(tx, &hand)?;
        Ok(Some(way))
    });
    Ok(way.await?)
}

/// `POST /logout`
pub(super) async fn leave(
    State(portal): State<Arc<Portal>>,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    end(&portal, &headers).await?;
    Ok(go_on(urls::HOME, None))
}

async fn end(portal: &Arc<Portal>, headers: &HeaderMap) -> Result<(), AppError> {
    let Some(person) = person::find(portal, headers).await? else {
        return Ok(());
    };
    let pen = pen(portal, Some(person.account));
    let ended = portal
        .db
        .write(move |tx| session::end(tx, &pen, person.session));
    Ok(ended.await?)
}

/// The log-in page, with what was typed and what is wrong with it.
pub(super) async fn form(
    portal: &Arc<Portal>,
    reader: &Reader,
    email: String,
    next: &str,
    troubles: Troubles,
) -> Result<Response<Body>, AppError> {
    let reader = Reader {
        path: urls::LOGIN.to_owned(),
        ..reader.clone()
    };
    let response = private(portal, &reader, troubles.status(), async |room| {
        Ok(EnterPage {
            layout: room.private_layout()?,
            email,
            next: next.to_owned(),
            register_url: urls::register(next),
            troubles: troubles.all.clone(),
            has_mail: has_mail(portal),
            passkeys: door(portal).await?,
            openid: provider(portal, next),
        })
    });
    Ok(troubles.tell(response.await?))
}

/// A path of ours to go on to; anything else leads to the account.
pub(super) fn own_path(next: &str) -> &str {
    let plain = next.len() <= 512 && next.bytes().all(|byte| byte.is_ascii_graphic());
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    if plain && ours { next } else { urls::ACCOUNT }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_in_leads_to_no_other_site() {
        assert_eq!(own_path("/@harbour?before=1-2"), "/@harbour?before=1-2");
        for other in [
            "",
            "https://a.example",
            "//a.example",
            "/\\a.example",
            "/a\r\nb",
            "javascript:1",
        ] {
            assert_eq!(own_path(other), urls::ACCOUNT, "{other:?}");
        }
    }
}
