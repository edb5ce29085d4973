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
use super::store::login::{self, LinkRow};
use super::store::{factor, known as devices, language, session};
use crate::errors;
use crate::mail::Letter;
use crate::pen::Pen;
use crate::portal::{Asked, Portal, Reader, Sent, AppError, private};
use crate::urls;
use crate::web::Locale;

/// `GET /confirm/{secret}`
pub(super) async fn show_confirm(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Path(secret): Path<String>,
    Asked(Next { next }): Asked<Next>,
) -> Response<Body> {
    let next = own_path(next.as_deref().unwrap_or_default());
    match find(&portal, &secret, Purpose::ConfirmEmail).await {
        Ok(Some((_, link))) => {
            let at = (&*secret, &link, next);
            confirm_page(&portal, &reader, at, Troubles::default()).await
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
    let (digest, link) = match find(&portal, &secret, Purpose::ConfirmEmail).await {
        Ok(Some(found)) => found,
        Ok(None) => return gone(&portal, &reader).await,
        Err(stop) => return errors::answer(&portal, &reader, &stop).await,
    };
    let next = own_path(&sent.next);
    let troubles = match chosen(&portal, digest, (&link, &sent.password)).await {
        Ok(troubles) => troubles,
        Err(stop) => return errors::answer(&portal, &reader, &stop).await,
    };
    if !troubles.are_none() {
        return confirm_page(&portal, &reader, (&secret, &link, next), troubles).await;
    }
    let to = match next {
        urls::ACCOUNT => urls::account_done("welcome"),
        next => next.to_owned(),
    };
    match portal.entry.keep(sent.password).await {
        Ok(password) => {
            let chosen = Chosen {
                digest,
                link,
                password,
                to,
            };
            use_up(&portal, &reader, &headers, chosen).await
        }
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// What is wrong with a password that somebody chooses behind a link.
async fn chosen(
    portal: &Portal,
    link: Digest,
    (row, password): (&LinkRow, &str),
) -> Result<Troubles, AppError> {
    if let Err(wait) = portal.entry.try_link(link) {
        return Ok(Troubles::wait("password", wait));
    }
    let name = row.name.as_deref().unwrap_or_default();
    let mut troubles = Troubles::default();
    troubles
        .password(portal, ("password", password), &[name, row.email.as_str()])
        .await?;
    Ok(troubles)
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
    let (digest, link) = match find(&portal, &secret, Purpose::ResetPassword).await {
        Ok(Some(found)) => found,
        Ok(None) => return gone(&portal, &reader).await,
        Err(stop) => return errors::answer(&portal, &reader, &stop).await,
    };
    let troubles = match chosen(&portal, digest, (&link, &sent.password)).await {
        Ok(troubles) => troubles,
        Err(stop) => return errors::answer(&portal, &reader, &stop).await,
    };
    if !troubles.are_none() {
        return new_password(&portal, &reader, (&secret, &link), troubles).await;
    }
    match portal.entry.keep(sent.password).await {
        Ok(password) => {
            let chosen = Chosen {
                digest,
                link,
                password,
                to: urls::account_done("password"),
            };
            use_up(&portal, &reader, &headers, chosen).await
        }
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

async fn find(
    portal: &Arc<Portal>,
    secret: &str,
    purpose: Purpose,
) -> Result<Option<(Digest, LinkRow)>, AppError> {
    let Some(secret) = Secret::parse(secret) else {
        return Ok(None);
    };
    let (digest, now) = (secret.digest(purpose), portal.clock.now());
    let found = portal
        .db
        .read(move |tx| login::find_link(tx, digest, now))
        .await?;
    Ok(found.map(|link| (digest, link)))
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

/// A password that may be set, behind which link, and where to go on to.
struct Chosen {
    digest: Digest,
    link: LinkRow,
    /// As it is kept.
    password: String,
    to: String,
}

/// Sets the password under the link's address, and logs in.
async fn use_up(
    portal: &Arc<Portal>,
    reader: &Reader,
    headers: &HeaderMap,
    chosen: Chosen,
) -> Response<Body> {
    let (email, to) = (chosen.link.email.clone(), chosen.to.clone());
    let letter = letters::changed_at(portal, reader, email.as_str(), Changed::Password);
    let letter = match letter.await {
        Ok(letter) => letter,
        Err(stop) => return errors::answer(portal, reader, &stop).await,
    };
    let ways = (Arrival::new(portal, headers), Halfway::new(portal));
    let locale = reader.locale;
    let (begun, pen) = (ways.clone(), pen(portal, chosen.link.account));
    let write = move |tx: &mut Tx<'_>| {
        set_up(
            tx,
            pen.clone(),
            (&chosen, locale),
            (&begun, letter.as_ref()),
        )
    };
    let (arrival, halfway) = ways;
    match portal.db.write(write).await {
        Ok(Used::In) => go_on(&to, Some(&arrival)),
        Ok(Used::Halfway) => halfway.go_on(&to),
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
    (chosen, locale): (&Chosen, Option<Locale>),
    ((arrival, halfway), letter): (&(Arrival, Halfway), Option<&Letter>),
) -> Result<Used, Fault> {
    let Chosen { digest, link, .. } = chosen;
    if !login::use_link(tx, *digest, &link.email)? {
        return Ok(Used::Gone);
    }
    let had = match link.account {
        Some(account) => login::find_password(tx, account)?,
        None => None,
    };
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
    pen.actor = Actor::User(account.0);
    login::set_login(tx, &pen, account, &link.email, &chosen.password)?;
    language::put_first(tx, account, locale)?;
    session::end_others(tx, &pen, account, None)?;
    devices::end_others(tx, account, None)?;
    // Whoever chooses a first one knows of it.
    if had.is_some() {
        letters::post(tx, &pen, letter)?;
    }
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
    (secret, link, next): (&str, &LinkRow, &str),
    troubles: Troubles,
) -> Response<Body> {
    let response = private(portal, reader, troubles.status(), async |room| {
        Ok(ConfirmPage {
            layout: room.private_layout()?,
            email: link.email.as_str().to_owned(),
            action: urls::confirm(secret, None),
            next: next.to_owned(),
            troubles: troubles.all.clone(),
            limits: Limits::default(),
        })
    });
    troubles.tell(response.await)
}

async fn new_password(
    portal: &Arc<Portal>,
    reader: &Reader,
    (secret, link): (&str, &LinkRow),
    troubles: Troubles,
) -> Response<Body> {
    let response = private(portal, reader, troubles.status(), async |room| {
        Ok(NewPasswordPage {
            layout: room.private_layout()?,
            email: link.email.as_str().to_owned(),
            action: urls::reset(secret),
            troubles: troubles.all.clone(),
            limits: Limits::default(),
        })
    });
    troubles.tell(response.await)
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
