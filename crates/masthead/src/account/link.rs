//! Links that were sent by mail. Each proves its address, works once, and
//! takes back all others to that address.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode};
use masthead_auth::{Digest, Purpose, Secret};
use masthead_db::{Fault, FaultKind, Tx};
use masthead_log::Actor;
use serde::Deserialize;

use super::compose::{Arrival, Troubles, go_on, pen};
use super::enter::{Next, own_path};
use super::halfway::Halfway;
use super::letters::{self, Changed};
use super::pages::{ConfirmPage, GonePage, Limits, NewPasswordPage};
use super::store::login::{self, LinkRow, Opens};
use super::store::{factor, known as devices, language, session};
use crate::mail::Letter;
use crate::pen::Pen;
use crate::portal::{AppError, Asked, Portal, Reader, Sent, private};
use crate::urls;
use crate::web::Locale;

/// `GET /confirm/{secret}`
pub(super) async fn show_confirm(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Path(secret): Path<String>,
    Asked(Next { next }): Asked<Next>,
) -> Result<Response<Body>, AppError> {
    let next = own_path(next.as_deref().unwrap_or_default());
    let Some(found) = find(&portal, &secret, Purpose::ConfirmEmail).await? else {
        return gone(&portal, &reader).await;
    };
    let form = ConfirmForm {
        secret: &secret,
        link: &found.link,
        next,
    };
    confirm_page(&portal, &reader, &form, Troubles::default()).await
}

/// `POST /confirm/{secret}`: sets the account up with the password that is chosen
/// here, and logs its holder in.
pub(super) async fn confirm(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Sent(sent): Sent<PasswordForm>,
) -> Result<Response<Body>, AppError> {
    let Some(found) = find(&portal, &secret, Purpose::ConfirmEmail).await? else {
        return gone(&portal, &reader).await;
    };
    let next = own_path(&sent.next);
    let troubles = weigh(&portal, &found, &sent.password).await?;
    if !troubles.are_none() {
        let form = ConfirmForm {
            secret: &secret,
            link: &found.link,
            next,
        };
        return confirm_page(&portal, &reader, &form, troubles).await;
    }
    let to = match next {
        urls::ACCOUNT => urls::account_done("welcome"),
        next => next.to_owned(),
    };
    let chosen = Chosen {
        found,
        password: portal.entry.keep(sent.password).await?,
        locale: reader.locale,
    };
    use_up(&portal, &reader, &headers, chosen, &to).await
}

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// What is wrong with a password that somebody chooses behind a link.
async fn weigh(portal: &Portal, found: &Found, password: &str) -> Result<Troubles, AppError> {
    let Found { digest, link } = found;
    if let Err(wait) = portal.entry.try_link(*digest) {
        return Ok(Troubles::wait("password", wait));
    }
    let name = link.name().unwrap_or_default();
    let mut troubles = Troubles::default();
    let known = [name, link.email.as_str()];
    troubles
        .password(portal, "password", password, &known)
        .await?;
    Ok(troubles)
}

/// `GET /reset/{secret}`
pub(super) async fn show_reset(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Path(secret): Path<String>,
) -> Result<Response<Body>, AppError> {
    let Some(found) = find(&portal, &secret, Purpose::ResetPassword).await? else {
        return gone(&portal, &reader).await;
    };
    let troubles = Troubles::default();
    new_password(&portal, &reader, &secret, &found.link, troubles).await
}

/// `POST /reset/{secret}`: sets the password, ends what was open elsewhere and
/// logs in.
pub(super) async fn reset(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Sent(sent): Sent<PasswordForm>,
) -> Result<Response<Body>, AppError> {
    let Some(found) = find(&portal, &secret, Purpose::ResetPassword).await? else {
        return gone(&portal, &reader).await;
    };
    let troubles = weigh(&portal, &found, &sent.password).await?;
    if !troubles.are_none() {
        return new_password(&portal, &reader, &secret, &found.link, troubles).await;
    }
    let chosen = Chosen {
        found,
        password: portal.entry.keep(sent.password).await?,
        locale: reader.locale,
    };
    let to = urls::account_done("password");
    use_up(&portal, &reader, &headers, chosen, &to).await
}

/// A link that still holds.
struct Found {
    digest: Digest,
    link: LinkRow,
}

async fn find(
    portal: &Arc<Portal>,
    secret: &str,
    purpose: Purpose,
) -> Result<Option<Found>, AppError> {
    let Some(secret) = Secret::parse(secret) else {
        return Ok(None);
    };
    let (digest, now) = (secret.digest(purpose), portal.clock.now());
    let found = portal
        .db
        .read(move |tx| login::find_link(tx, digest, now))
        .await?;
    Ok(found.map(|link| Found { digest, link }))
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

/// A password that may be set, and behind which link.
struct Chosen {
    found: Found,
    /// As it is kept.
    password: String,
    /// The language of the pages on which it was chosen, where the browser says one.
    locale: Option<Locale>,
}

/// What a link may lead to.
#[derive(Clone)]
struct Doors {
    arrival: Arrival,
    halfway: Halfway,
}

/// Sets the password under the link's address, logs in and goes on to `to`.
async fn use_up(
    portal: &Arc<Portal>,
    reader: &Reader,
    headers: &HeaderMap,
    chosen: Chosen,
    to: &str,
) -> Result<Response<Body>, AppError> {
    let email = chosen.found.link.email.as_str();
    let letter = letters::changed_at(portal, reader, email, Changed::Password).await?;
    let doors = Doors {
        arrival: Arrival::new(portal, headers),
        halfway: Halfway::new(portal),
    };
    let (begun, pen) = (doors.clone(), pen(portal, chosen.found.link.account()));
    let write = move |tx: &mut Tx<'_>| set_up(tx, pen.clone(), &chosen, &begun, letter.as_ref());
    match portal.db.write(write).await {
        Ok(Used::In) => Ok(go_on(to, Some(&doors.arrival))),
        Ok(Used::Halfway) => Ok(doors.halfway.go_on(to)),
        Ok(Used::Gone) => gone(portal, reader).await,
        Ok(Used::Known) => over(portal, reader, true).await,
        // Somebody came in by a provider with this address in the same moment.
        Err(fault) if fault.kind() == FaultKind::Unique => over(portal, reader, true).await,
        Err(fault) => Err(fault.into()),
    }
}

fn set_up(
    tx: &mut Tx<'_>,
    mut pen: Pen,
    chosen: &Chosen,
    doors: &Doors,
    letter: Option<&Letter>,
) -> Result<Used, Fault> {
    let Found { digest, link } = &chosen.found;
    if !login::use_link(tx, *digest, &link.email)? {
        return Ok(Used::Gone);
    }
    let had = match link.account() {
        Some(account) => login::find_password(tx, account)?,
        None => None,
    };
    let account = match &link.opens {
        Opens::Account(account) => *account,
        Opens::Newcomer { name } => match login::find_holder(tx, &link.email)? {
            Some(holder) if holder.password.is_some() => return Ok(Used::Known),
            // An account that came with an archive is its holder's.
            Some(holder) => holder.account,
            None => login::create(tx, &pen, name, &link.email)?,
        },
        Opens::Nothing => return Ok(Used::Gone),
    };
    pen.actor = Actor::User(account.0);
    login::set_login(tx, &pen, account, &link.email, &chosen.password)?;
    language::put_first(tx, account, chosen.locale)?;
    session::end_others(tx, &pen, None)?;
    devices::end_others(tx, account, None)?;
    // Whoever chooses a first one knows of it.
    if had.is_some() {
        letters::post(tx, &pen, letter)?;
    }
    if factor::is_set(tx, account)? {
        doors.halfway.begin(tx, &pen)?;
        return Ok(Used::Halfway);
    }
    doors.arrival.begin(tx, &pen)?;
    Ok(Used::In)
}

/// What the page is made from on which a first password is chosen.
struct ConfirmForm<'a> {
    secret: &'a str,
    link: &'a LinkRow,
    /// The path to go on to.
    next: &'a str,
}

async fn confirm_page(
    portal: &Arc<Portal>,
    reader: &Reader,
    form: &ConfirmForm<'_>,
    troubles: Troubles,
) -> Result<Response<Body>, AppError> {
    let response = private(portal, reader, troubles.status(), async |room| {
        Ok(ConfirmPage {
            layout: room.private_layout()?,
            email: form.link.email.as_str().to_owned(),
            action: urls::confirm(form.secret, None),
            next: form.next.to_owned(),
            troubles: troubles.all.clone(),
            limits: Limits::default(),
        })
    });
    Ok(troubles.tell(response.await?))
}

async fn new_password(
    portal: &Arc<Portal>,
    reader: &Reader,
    secret: &str,
    link: &LinkRow,
    troubles: Troubles,
) -> Result<Response<Body>, AppError> {
    let response = private(portal, reader, troubles.status(), async |room| {
        Ok(NewPasswordPage {
            layout: room.private_layout()?,
            email: link.email.as_str().to_owned(),
            action: urls::reset(secret),
            troubles: troubles.all.clone(),
            limits: Limits::default(),
        })
    });
    Ok(troubles.tell(response.await?))
}

async fn gone(portal: &Arc<Portal>, reader: &Reader) -> Result<Response<Body>, AppError> {
    over(portal, reader, false).await
}

/// `is_known`: the address has an account, which is why the link opens nothing.
async fn over(
    portal: &Arc<Portal>,
    reader: &Reader,
    is_known: bool,
) -> Result<Response<Body>, AppError> {
    private(portal, reader, StatusCode::GONE, async |room| {
        Ok(GonePage {
            layout: room.private_layout()?,
            is_known,
        })
    })
    .await
}
