//! Links that were sent by mail. Each proves its address, works once, and
//! takes back all others to that address.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode};
use masthead_auth::{Purpose, Secret};
use masthead_db::{Fault, FaultKind, Tx};
use masthead_log::Actor;
use serde::Deserialize;

use super::compose::{Arrival, Troubles, go_on, pen};
use super::halfway::Halfway;
use super::pages::{ConfirmPage, GonePage, Limits, NewPasswordPage};
use super::store::login::{self, LinkRow};
use super::store::{factor, halfway, language, session};
use crate::errors;
use crate::pen::Pen;
use crate::portal::{Portal, Reader, Sent, Stop, private};
use crate::urls;
use crate::web::Locale;

/// `GET /confirm/{secret}`
pub(super) async fn show_confirm(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Path(secret): Path<String>,
) -> Response<Body> {
    match find(&portal, &secret, Purpose::ConfirmEmail).await {
        Ok(Some((_, link))) => {
            confirm_page(&portal, &reader, (&secret, &link), Troubles::default()).await
        }
        Ok(None) => gone(&portal, &reader).await,
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

/// `POST /confirm/{secret}`: sets the account up with the password that is chosen
/// here, and logs its holder in.
pub(super) async fn confirm(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Sent(sent): Sent<PasswordForm>,
) -> Response<Body> {
    let link = match find(&portal, &secret, Purpose::ConfirmEmail).await {
        Ok(Some((_, link))) => link,
        Ok(None) => return gone(&portal, &reader).await,
        Err(stop) => return errors::answer(&portal, &reader, &stop).await,
    };
    let name = link.name.as_deref().unwrap_or_default();
    let mut troubles = Troubles::default();
    troubles.password("password", &sent.password, &[name, link.email.as_str()]);
    if !troubles.are_none() {
        return confirm_page(&portal, &reader, (&secret, &link), troubles).await;
    }
    match portal.entry.keep(sent.password).await {
        Ok(password) => use_up(&portal, &reader, &headers, (link, password), "welcome").await,
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    #[serde(default)]
    password: String,
}

/// `GET /reset/{secret}`
pub(super) async fn show_reset(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Path(secret): Path<String>,
) -> Response<Body> {
    match find(&portal, &secret, Purpose::ResetPassword).await {
        Ok(Some((_, link))) => {
            new_password(&portal, &reader, (&secret, &link), Troubles::default()).await
        }
        Ok(None) => gone(&portal, &reader).await,
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

/// `POST /reset/{secret}`: sets the password, ends what was open elsewhere and
/// logs in.
pub(super) async fn reset(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Sent(sent): Sent<PasswordForm>,
) -> Response<Body> {
    let link = match find(&portal, &secret, Purpose::ResetPassword).await {
        Ok(Some((_, link))) => link,
        Ok(None) => return gone(&portal, &reader).await,
        Err(stop) => return errors::answer(&portal, &reader, &stop).await,
    };
    let mut troubles = Troubles::default();
    troubles.password("password", &sent.password, &[link.email.as_str()]);
    if !troubles.are_none() {
        return new_password(&portal, &reader, (&secret, &link), troubles).await;
    }
    match portal.entry.keep(sent.password).await {
        Ok(password) => use_up(&portal, &reader, &headers, (link, password), "password").await,
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

async fn find(
    portal: &Arc<Portal>,
    secret: &str,
    purpose: Purpose,
) -> Result<Option<(Secret, LinkRow)>, Stop> {
    let Some(secret) = Secret::parse(secret) else {
        return Ok(None);
    };
    let (digest, now) = (secret.digest(purpose), portal.clock.now());
    let found = portal
        .db
        .read(move |tx| login::find_link(tx, digest, now))
        .await?;
    Ok(found.map(|link| (secret, link)))
}

/// Where a link that was used leads.
enum Used {
    In,
    /// A letter proves the address, not the second factor.
    Halfway,
    /// Somebody was faster, with this link or another to this address.
    Gone,
    /// The address has got an account by another way meanwhile.
    Known,
}

/// Sets the password under the link's address, and logs in.
async fn use_up(
    portal: &Arc<Portal>,
    reader: &Reader,
    headers: &HeaderMap,
    (link, password): (LinkRow, String),
    done: &str,
) -> Response<Body> {
    let ways = (Arrival::new(portal, headers), Halfway::new(portal));
    let locale = reader.locale;
    let (begun, pen) = (ways.clone(), pen(portal, link.account));
    let write = move |tx: &mut Tx<'_>| set_up(tx, pen.clone(), (&link, &password, locale), &begun);
    let (arrival, halfway) = ways;
    match portal.db.write(write).await {
        Ok(Used::In) => go_on(portal, &urls::account_done(done), Some(&arrival.secret)),
        Ok(Used::Halfway) => halfway.go_on(portal, &urls::account_done(done)),
        Ok(Used::Gone) => gone(portal, reader).await,
        Ok(Used::Known) => over(portal, reader, true).await,
        // Somebody came in by a provider with this address in the same moment.
        Err(fault) if fault.kind() == FaultKind::Unique => over(portal, reader, true).await,
        Err(fault) => errors::answer(portal, reader, &fault.into()).await,
    }
}

fn set_up(
    tx: &mut Tx<'_>,
    mut pen: Pen,
    (link, password, locale): (&LinkRow, &str, Option<Locale>),
    (arrival, halfway): &(Arrival, Halfway),
) -> Result<Used, Fault> {
    if !login::end_links(tx, &link.email)? {
        return Ok(Used::Gone);
    }
    let account = match (link.account, &link.name) {
        (Some(account), _) => account,
        (None, Some(name)) => match login::find_holder(tx, &link.email)? {
            Some(holder) if holder.password.is_some() => return Ok(Used::Known),
            // An account that came with an archive is its holder's.
            Some(holder) => holder.account,
            None => login::create(tx, &pen, name, &link.email)?,
        },
        (None, None) => return Ok(Used::Gone),
    };
    pen.actor = Actor::User(account);
    login::set_login(tx, &pen, account, &link.email, password)?;
    language::put_first(tx, account, locale)?;
    session::end_others(tx, &pen, account, None)?;
    halfway::end_all(tx, account)?;
    if factor::is_set(tx, account)? {
        halfway.begin(tx, account, pen.now())?;
        return Ok(Used::Halfway);
    }
    arrival.begin(tx, &pen, account)?;
    Ok(Used::In)
}

async fn confirm_page(
    portal: &Arc<Portal>,
    reader: &Reader,
    (secret, link): (&str, &LinkRow),
    troubles: Troubles,
) -> Response<Body> {
    private(portal, reader, troubles.status(), async |room| {
        Ok(ConfirmPage {
            layout: room.private_layout()?,
            email: link.email.as_str().to_owned(),
            action: urls::confirm(secret),
            troubles: troubles.all.clone(),
            limits: Limits::default(),
        })
    })
    .await
}

async fn new_password(
    portal: &Arc<Portal>,
    reader: &Reader,
    (secret, link): (&str, &LinkRow),
    troubles: Troubles,
) -> Response<Body> {
    private(portal, reader, troubles.status(), async |room| {
        Ok(NewPasswordPage {
            layout: room.private_layout()?,
            email: link.email.as_str().to_owned(),
            action: urls::reset(secret),
            troubles: troubles.all.clone(),
            limits: Limits::default(),
        })
    })
    .await
}

async fn gone(portal: &Arc<Portal>, reader: &Reader) -> Response<Body> {
    over(portal, reader, false).await
}

/// `is_known`: the address has an account, which is why the link opens nothing.
async fn over(portal: &Arc<Portal>, reader: &Reader, is_known: bool) -> Response<Body> {
    private(portal, reader, StatusCode::GONE, async |room| {
        Ok(GonePage {
            layout: room.private_layout()?,
            is_known,
        })
    })
    .await
}
