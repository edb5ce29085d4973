//! Logging in with a passkey. It is two proofs at once, the device and the hand
//! that unlocks it, so no code is asked for after it.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use masthead_auth::{Purpose, RelyingParty, Secret, Shown};
use masthead_db::Fault;
use serde::Deserialize;
use tracing::warn;

use super::compose::{Arrival, Troubles, go_on, pen};
use super::enter::{form, own_path};
use super::pages::PasskeyDoor;
use super::store::passkey::{self, Known};
use crate::id::AccountId;
use crate::portal::{AppError, From, Portal, Reader, Sent};

/// So long a device may take; then the page asks anew.
pub(super) const HOLDS: Duration = Duration::from_secs(600);

/// For whom passkeys are made here, if they can be.
pub(super) async fn party(portal: &Portal) -> Result<Option<RelyingParty>, AppError> {
    let front = portal.front().await?;
    Ok(RelyingParty::of(portal.base_url(&front)))
}

/// What the log-in page needs.
pub(super) async fn door(portal: &Portal) -> Result<Option<PasskeyDoor>, AppError> {
    let party = party(portal).await?;
    Ok(party.map(|party| PasskeyDoor {
        site: party.id().to_owned(),
        origin: party.origin().to_owned(),
        refresh_seconds: HOLDS.as_secs() * 9 / 10,
    }))
}

/// Asks something that no device was asked before: of `account`, or of whoever
/// comes.
pub(super) async fn ask(portal: &Portal, account: Option<AccountId>) -> Result<Secret, AppError> {
    let secret = Secret::fresh(portal.entry.random());
    let (digest, now) = (secret.digest(Purpose::Passkey), portal.clock.now());
    let ends_at = now.plus(HOLDS);
    let ask = portal
        .db
        .write(move |tx| passkey::ask(tx, digest, account, now, ends_at));
    ask.await?;
    Ok(secret)
}

/// `POST /login/passkey/challenge`: what the device has to sign, as plain text.
pub(super) async fn challenge(
    State(portal): State<Arc<Portal>>,
    From(from): From,
) -> Result<Response<Body>, AppError> {
    if let Err(wait) = portal.entry.ask_device(from.into()) {
        let later = plain(StatusCode::TOO_MANY_REQUESTS, String::new(), Some(wait));
        return Ok(later);
    }
    let secret = ask(&portal, None).await?;
    Ok(plain(StatusCode::OK, secret.text(), None))
}

fn plain(status: StatusCode, text: String, wait: Option<Duration>) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(CONTENT_TYPE, plain);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(wait) = wait {
        headers.insert(RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
    }
    response
}

#[derive(Deserialize)]
pub(super) struct ShownForm {
    /// What the browser answered, as JSON.
    credential: String,
    #[serde(default)]
    next: String,
}

/// `POST /login/passkey`
pub(super) async fn enter(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    From(from): From,
    headers: HeaderMap,
    Sent(sent): Sent<ShownForm>,
) -> Result<Response<Body>, AppError> {
    let next = own_path(&sent.next).to_owned();
    let refused = async |troubles| form(&portal, &reader, String::new(), &next, troubles).await;
    if let Err(wait) = portal.entry.try_passkey(from.into()) {
        return refused(Troubles::wait("passkey", wait)).await;
    }
    match come_in(&portal, &headers, &sent.credential).await? {
        Some(arrival) => Ok(go_on(&next, Some(&arrival))),
        None => refused(Troubles::one("passkey", "trouble-passkey")).await,
    }
}

/// A session, where the passkey is one of ours and answers what was asked.
async fn come_in(
    portal: &Arc<Portal>,
    headers: &HeaderMap,
    text: &str,
) -> Result<Option<Arrival>, AppError> {
    let (Some(party), Ok(shown)) = (party(portal).await?, Shown::parse(text)) else {
        return Ok(None);
    };
    let (digest, now) = (
        shown.challenge().digest(Purpose::Passkey),
        portal.clock.now(),
    );
    let credential = shown.credential().to_owned();
    let find = portal.db.write(move |tx| -> Result<_, Fault> {
        match passkey::answer(tx, digest, None, now)? {
            true => passkey::find(tx, &credential),
            false => Ok(None),
        }
    });
    let Some(known) = find.await? else {
        return Ok(None);
    };
    let counter = match shown.check(&party, &known.passkey) {
        Ok(counter) if shown.user() == user(known.account) => counter,
        Ok(_) => return Ok(None),
        Err(fault) => {
            let (id, account) = (known.id, known.account);
            warn!(
                passkey.id = %id,
                account.id = %account,
                "refused passkey {id}: {fault}"
            );
            return Ok(None);
        }
    };
    begin(portal, headers, known, counter).await
}

async fn begin(
    portal: &Arc<Portal>,
    headers: &HeaderMap,
    known: Known,
    counter: u32,
) -> Result<Option<Arrival>, AppError> {
    let hand = pen(portal, Some(known.account));
    let arrival = Arrival::new(portal, headers);
    let begun = arrival.clone();
    let came_in = portal.db.write(move |tx| -> Result<bool, Fault> {
        if !passkey::note_use(tx, &known, counter, hand.now())? {
            return Ok(false);
        }
        begun.begin(tx, &hand)?;
        Ok(true)
    });
    Ok(came_in.await?.then_some(arrival))
}

/// What devices know an account by: nothing that says who it is.
pub(super) fn user(account: AccountId) -> [u8; 8] {
    account.0.to_be_bytes()
}
