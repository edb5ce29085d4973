//! Adding a passkey to somebody's own account.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, Response, StatusCode};
use masthead_auth::{Created, PASSKEY_ALGORITHMS, Purpose, RelyingParty, Secret};
use masthead_db::{Fault, Tx};
use serde::Deserialize;
use tracing::warn;

use super::Person;
use super::compose::{Troubles, pen};
use super::device::device;
use super::letters::{self, Changed};
use super::pages::{Limits, NewPasskeyPage};
use super::passkey_door::{HOLDS, ask, party, user};
use super::passkeys::{Said, at_passkeys, page};
use super::person::see_other;
use super::proof::{Given, with_proof};
use super::rules::{self, PASSKEYS};
use super::store::{login, passkey};
use crate::portal::{AppError, Portal, Reader, Sent, private};
use crate::urls;

#[derive(Deserialize)]
pub(super) struct ProofForm {
    proof: String,
}

/// `POST /account/passkeys/challenge`: whoever has shown who it is may add one.
pub(super) async fn begin(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    headers: HeaderMap,
    Sent(sent): Sent<ProofForm>,
) -> Result<Response<Body>, AppError> {
    let secret = Secret::fresh(portal.entry.random());
    let (account, digest) = (person.account, secret.digest(Purpose::Passkey));
    let now = portal.clock.now();
    let keep = move |tx: &mut Tx<'_>| {
        passkey::ask(tx, digest, Some(account), now, now.plus(HOLDS))?;
        Ok(Troubles::default())
    };
    let troubles = with_proof(&portal, &person, Given::new(sent.proof), keep).await?;
    if !troubles.are_none() {
        return page(&portal, &reader, &person, Said::trouble(troubles)).await;
    }
    let form = NewForm {
        challenge: secret,
        name: name_of(&headers),
        troubles,
    };
    new_page(&portal, &reader, &person, form).await
}

/// What its holder may call a passkey, before thinking of something better.
fn name_of(headers: &HeaderMap) -> String {
    let user_agent = headers.get(USER_AGENT);
    device(
        user_agent
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default(),
    )
}

#[derive(Deserialize)]
pub(super) struct CreatedForm {
    name: String,
    /// What the browser answered, as JSON.
    credential: String,
}

/// `POST /account/passkeys`
pub(super) async fn add(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<CreatedForm>,
) -> Result<Response<Body>, AppError> {
    match take(&portal, &reader, &person, &sent).await? {
        Taken::Added => Ok(see_other(&urls::account_passkeys_done("passkey-added"))),
        Taken::Again(troubles) => {
            let form = NewForm {
                challenge: ask(&portal, Some(person.account)).await?,
                name: sent.name,
                troubles,
            };
            new_page(&portal, &reader, &person, form).await
        }
        Taken::Over(troubles) => page(&portal, &reader, &person, Said::trouble(troubles)).await,
    }
}

enum Taken {
    Added,
    /// Something is to be put right; the proof still holds.
    Again(Troubles),
    /// It begins with the proof again.
    Over(Troubles),
}

async fn take(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    sent: &CreatedForm,
) -> Result<Taken, AppError> {
    let over = |key| Ok(Taken::Over(Troubles::one("proof", key)));
    let (Some(party), Ok(created)) = (party(portal).await?, Created::parse(&sent.credential))
    else {
        return over("trouble-passkey-new");
    };
    let (account, now) = (person.account, portal.clock.now());
    let digest = created.challenge().digest(Purpose::Passkey);
    let answered = portal
        .db
        .write(move |tx| passkey::answer(tx, digest, Some(account), now));
    if !answered.await? {
        return over("trouble-passkey-late");
    }
    let Some(name) = rules::name(&sent.name) else {
        return Ok(Taken::Again(Troubles::one("name", "trouble-name")));
    };
    let made = match created.check(&party) {
        Ok(made) => made,
        Err(fault) => {
            warn!(
                account.id = %account,
                "refused a new passkey of account {account}: {fault}"
            );
            return over("trouble-passkey-new");
        }
    };
    let letter = letters::changed(portal, reader, person, Changed::PasskeyAdded).await?;
    let hand = pen(portal, Some(account));
    let added = portal.db.write(move |tx| -> Result<Option<bool>, Fault> {
        // Of two that are added at once the second is counted behind the first.
        login::hold_known(tx, account)?;
        if passkey::count(tx, account)? >= PASSKEYS {
            return Ok(None);
        }
        let is_new = passkey::add(tx, &hand, &made, &name)?;
        if is_new {
            letters::post(tx, &hand, letter.as_ref())?;
        }
        Ok(Some(is_new))
    });
    match added.await? {
        Some(true) => Ok(Taken::Added),
        Some(false) => over("trouble-passkey-new"),
        None => over("trouble-passkeys-full"),
    }
}

/// What a page to make a passkey on is made from.
struct NewForm {
    challenge: Secret,
    name: String,
    troubles: Troubles,
}

async fn new_page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    form: NewForm,
) -> Result<Response<Body>, AppError> {
    let reader = at_passkeys(reader);
    let status: StatusCode = form.troubles.status();
    private(portal, &reader, status, async |room| {
        let party: RelyingParty = party(portal).await?.ok_or(AppError::BadForm)?;
        let account = person.account;
        let list = portal
            .db
            .read(move |tx| passkey::list(tx, account, PASSKEYS));
        let known: Vec<_> = list.await?.into_iter().map(|row| row.credential).collect();
        Ok(NewPasskeyPage {
            layout: room.private_layout()?,
            site: party.id().to_owned(),
            origin: party.origin().to_owned(),
            challenge: form.challenge.text(),
            user: user(account).map(|byte| format!("{byte:02x}")).concat(),
            person: room.name(&person.name),
            email: person.email.clone(),
            algorithms: PASSKEY_ALGORITHMS
                .map(|algorithm| algorithm.to_string())
                .join(" "),
            known: known.join(" "),
            name: form.name,
            troubles: form.troubles.all,
            limits: Limits::default(),
        })
    })
    .await
}
