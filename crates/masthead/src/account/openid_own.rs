//! Somebody's own account and the operator's identity provider.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use masthead_db::Fault;

use super::Person;
use super::compose::{Troubles, pen};
use super::openid::{waiting, with_cookie};
use super::pages::OpenIdPage;
use super::person::see_other;
use super::store::openid;
use crate::errors;
use crate::portal::{Portal, Reader, Stop, private};
use crate::urls;

/// `GET /account/openid`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    headers: HeaderMap,
) -> Response<Body> {
    page(&portal, &reader, (&person, &headers), Troubles::default()).await
}

/// `POST /account/openid`: whoever waits is this account. Both have proved
/// themselves, here and at the provider.
pub(super) async fn link(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    headers: HeaderMap,
) -> Response<Body> {
    match take(&portal, &person, &headers).await {
        Ok(true) => {
            let response = see_other(&urls::account_done("openid-linked"));
            with_cookie(&portal, response, None)
        }
        Ok(false) => {
            let troubles = Troubles::one("openid", "trouble-openid-stopped");
            page(&portal, &reader, (&person, &headers), troubles).await
        }
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

async fn take(portal: &Arc<Portal>, person: &Person, headers: &HeaderMap) -> Result<bool, Stop> {
    let Some((who, digest)) = waiting(portal, headers).await? else {
        return Ok(false);
    };
    let (hand, account) = (pen(portal, Some(person.account)), person.account);
    let linked = portal.db.write(move |tx| -> Result<bool, Fault> {
        Ok(openid::end_waiting(tx, digest)? && openid::link(tx, &hand, account, &who)?)
    });
    Ok(linked.await?)
}

/// `POST /account/openid/removal`: the password lets in, or a letter.
pub(super) async fn unlink(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
) -> Response<Body> {
    let Some(openid) = &portal.openid else {
        return errors::answer(&portal, &reader, &Stop::NotFound).await;
    };
    let (hand, account) = (pen(&portal, Some(person.account)), person.account);
    let issuer = openid.issuer().to_owned();
    let ended = portal
        .db
        .write(move |tx| openid::unlink(tx, &hand, account, &issuer));
    match ended.await {
        Ok(()) => see_other(&urls::account_done("openid-unlinked")),
        Err(fault) => errors::answer(&portal, &reader, &Stop::from(fault)).await,
    }
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    (person, headers): (&Person, &HeaderMap),
    troubles: Troubles,
) -> Response<Body> {
    let (Some(openid), Some(set)) = (&portal.openid, &portal.settings.openid) else {
        return errors::answer(portal, reader, &Stop::NotFound).await;
    };
    private(portal, reader, troubles.status(), async |room| {
        let (account, issuer) = (person.account, openid.issuer().to_owned());
        let linked = portal
            .db
            .read(move |tx| openid::is_linked(tx, account, &issuer));
        Ok(OpenIdPage {
            layout: room.private_layout()?,
            label: set.label.clone(),
            email: person.email.clone(),
            is_waiting: waiting(portal, headers).await?.is_some(),
            is_linked: linked.await?,
            begin_url: urls::login_openid(urls::ACCOUNT_OPENID),
            troubles: troubles.all.clone(),
        })
    })
    .await
}
