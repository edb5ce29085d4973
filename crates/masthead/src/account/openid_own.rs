//! Somebody's own account and the operator's identity provider.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::Person;
use super::compose::{Troubles, has_mail, issuer, pen};
use super::letters::{self, Changed};
use super::openid::{Waiting, waiting, with_cookie};
use super::pages::OpenIdPage;
use super::person::see_other;
use super::proof::{Given, with_proof};
use super::store::{openid, ways};
use crate::portal::{AppError, Portal, Reader, Sent, private};
use crate::urls;

/// `GET /account/openid`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    page(&portal, &reader, &person, &headers, Troubles::default()).await
}

/// `POST /account/openid`: whoever waits is this account. Both have proved
/// themselves, here by what only its holder knows, and at the provider.
pub(super) async fn link(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    headers: HeaderMap,
    Sent(sent): Sent<ProofForm>,
) -> Result<Response<Body>, AppError> {
    let given = Given::new(sent.proof);
    let troubles = take(&portal, &reader, &person, &headers, given).await?;
    if troubles.are_none() {
        let response = see_other(&urls::account_done("openid-linked"));
        return Ok(with_cookie(response, None));
    }
    page(&portal, &reader, &person, &headers, troubles).await
}

async fn take(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    headers: &HeaderMap,
    given: Given,
) -> Result<Troubles, AppError> {
    let stopped = || Troubles::one("openid", "trouble-openid-stopped");
    let Some(Waiting { who, digest }) = waiting(portal, headers).await? else {
        return Ok(stopped());
    };
    let letter = letters::changed(portal, reader, person, Changed::OpenIdLinked).await?;
    let (hand, account) = (pen(portal, Some(person.account)), person.account);
    let link = move |tx: &mut Tx<'_>| -> Result<Troubles, Fault> {
        if !openid::end_waiting(tx, digest)? || !openid::link(tx, &hand, account, &who)? {
            return Ok(stopped());
        }
        letters::post(tx, &hand, letter.as_ref())?;
        Ok(Troubles::default())
    };
    with_proof(portal, person, given, link).await
}

#[derive(Deserialize)]
pub(super) struct ProofForm {
    #[serde(default)]
    proof: String,
}

/// `POST /account/openid/removal`: whoever has shown who it is may, and not the
/// last way in.
pub(super) async fn unlink(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    headers: HeaderMap,
    Sent(sent): Sent<ProofForm>,
) -> Result<Response<Body>, AppError> {
    let Some(issuer) = issuer(&portal) else {
        return Err(AppError::NotFound);
    };
    let (hand, account) = (pen(&portal, Some(person.account)), person.account);
    let letter = letters::changed(&portal, &reader, &person, Changed::OpenIdUnlinked).await?;
    let end = move |tx: &mut Tx<'_>| {
        if !ways::hold(tx, account, Some(&issuer))?.may_lose_provider() {
            return Ok(Troubles::one("openid", "trouble-last-way"));
        }
        openid::unlink(tx, &hand, &issuer)?;
        letters::post(tx, &hand, letter.as_ref())?;
        Ok(Troubles::default())
    };
    let troubles = with_proof(&portal, &person, Given::new(sent.proof), end).await?;
    if troubles.are_none() {
        return Ok(see_other(&urls::account_done("openid-unlinked")));
    }
    page(&portal, &reader, &person, &headers, troubles).await
}

pub(super) async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    headers: &HeaderMap,
    troubles: Troubles,
) -> Result<Response<Body>, AppError> {
    let (Some(openid), Some(set)) = (&portal.openid, &portal.settings.openid) else {
        return Err(AppError::NotFound);
    };
    let reader = Reader {
        path: urls::ACCOUNT_OPENID.to_owned(),
        ..reader.clone()
    };
    let response = private(portal, &reader, troubles.status(), async |room| {
        let (account, issuer) = (person.account, openid.issuer().to_owned());
        let ways = portal
            .db
            .read(move |tx| ways::find(tx, account, Some(&issuer)));
        let ways = ways.await?;
        Ok(OpenIdPage {
            layout: room.private_layout()?,
            label: set.label.clone(),
            email: person.email.clone(),
            is_waiting: waiting(portal, headers).await?.is_some(),
            is_linked: ways.provider,
            may_unlink: ways.may_lose_provider(),
            has_password: ways.password,
            has_mail: has_mail(portal),
            begin_url: urls::login_openid(urls::ACCOUNT_OPENID),
            troubles: troubles.all.clone(),
        })
    });
    Ok(troubles.tell(response.await?))
}
