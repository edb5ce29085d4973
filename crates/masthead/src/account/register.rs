//! Asking for a letter: to register, or for another password. A password is chosen
//! behind the link alone: whoever only typed an address has no say in it. What the page
//! answers is the same whether the address has an account or not, and so is
//! the work: one letter either way.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode};
use masthead_auth::{Purpose, Secret};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::compose::{Troubles, has_mail, pen, provider};
use super::enter::{Next, own_path};
use super::known::whence;
use super::letters;
use super::pages::{Limits, RegisterPage, ResetPage, SentPage};
use super::rules::{self, Email};
use super::store::login::{self, LinkRow, Opens};
use crate::compose::Room;
use crate::mail::{self, Delivery, Letter};
use crate::portal::{AppError, Asked, From, Portal, Reader, Sent, private};
use crate::urls;

#[derive(Deserialize)]
pub(super) struct RegisterForm {
    name: String,
    email: String,
    #[serde(default)]
    next: String,
}

/// `GET /register`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Asked(Next { next }): Asked<Next>,
) -> Result<Response<Body>, AppError> {
    let typed = RegisterForm {
        name: String::new(),
        email: String::new(),
        next: next.unwrap_or_default(),
    };
    form(&portal, &reader, typed, Troubles::default()).await
}

/// `POST /register`: a link by mail, which sets the account up.
pub(super) async fn register(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    From(from): From,
    Sent(sent): Sent<RegisterForm>,
) -> Result<Response<Body>, AppError> {
    let mut troubles = Troubles::default();
    let name = rules::name(&sent.name);
    if name.is_none() {
        troubles.add("name", "trouble-name");
    }
    let email = troubles.mailbox(&sent.email);
    let (Some(name), Some(email), true) = (name, email, troubles.are_none()) else {
        return form(&portal, &reader, sent, troubles).await;
    };
    if let Err(wait) = portal.entry.try_newcomer(&email, from.into()) {
        return form(&portal, &reader, sent, Troubles::wait("email", wait)).await;
    }
    let next = own_path(&sent.next);
    sent_page(&portal, &reader, &email, async |room| {
        let secret = Secret::fresh(portal.entry.random());
        let letters = Letters {
            link: letters::confirm(room, &email, &urls::confirm(&secret.text(), goal(next))),
            bare: letters::known(room, &email, &urls::login(goal(next))),
        };
        let link = LinkRow {
            email: email.clone(),
            opens: Opens::Newcomer { name: name.clone() },
        };
        let digest = secret.digest(Purpose::ConfirmEmail);
        let pen = pen(&portal, None);
        let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            let holder = login::find_holder(tx, &link.email)?;
            let known = holder.as_ref().and_then(|holder| holder.password.as_ref());
            let (link, letter) = match known {
                Some(_) => {
                    let opens = Opens::Nothing;
                    (LinkRow { opens, ..link }, &letters.bare)
                }
                None => (link, &letters.link),
            };
            let now = pen.now();
            login::put_link(tx, digest, &link, now, letters::ends_at(now))?;
            mail::store::write(tx, &pen, letter)
        };
        Ok(portal.db.write(write).await?)
    })
    .await
}

/// Where somebody wants to go on to; the account is where everybody comes out.
fn goal(next: &str) -> Option<&str> {
    (next != urls::ACCOUNT).then_some(next)
}

#[derive(Deserialize)]
pub(super) struct ResetForm {
    email: String,
}

/// `GET /reset`
pub(super) async fn show_reset(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
) -> Result<Response<Body>, AppError> {
    reset_form(&portal, &reader, String::new(), Troubles::default()).await
}

/// `POST /reset`: a link by mail, under which another password can be set.
pub(super) async fn reset(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    From(from): From,
    headers: HeaderMap,
    Sent(sent): Sent<ResetForm>,
) -> Result<Response<Body>, AppError> {
    let mut troubles = Troubles::default();
    let Some(email) = troubles.mailbox(&sent.email) else {
        return reset_form(&portal, &reader, sent.email, troubles).await;
    };
    let from = whence(&portal, &headers, from, &email).await?;
    if let Err(wait) = portal.entry.try_letter(&email, from) {
        return reset_form(&portal, &reader, sent.email, Troubles::wait("email", wait)).await;
    }
    sent_page(&portal, &reader, &email, async |room| {
        let secret = Secret::fresh(portal.entry.random());
        let letters = Letters {
            link: letters::reset(room, &email, &urls::reset(&secret.text())),
            bare: letters::unknown(room, &email),
        };
        let (email, pen) = (email.clone(), pen(&portal, None));
        let digest = secret.digest(Purpose::ResetPassword);
        let entry = Arc::clone(&portal);
        let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            let holder = login::find_holder(tx, &email)?;
            let letter = match &holder {
                Some(_) => Some(&letters.link),
                // The page says the same, whether this one goes out or not.
                None => entry.entry.may_write_to_nobody().then_some(&letters.bare),
            };
            let opens = match holder {
                Some(holder) => Opens::Account(holder.account),
                None => Opens::Nothing,
            };
            let link = LinkRow { email, opens };
            let now = pen.now();
            login::put_link(tx, digest, &link, now, letters::ends_at(now))?;
            letters::post(tx, &pen, letter)
        };
        Ok(portal.db.write(write).await?)
    })
    .await
}

/// The letter that goes out: with a link that opens something, or without.
struct Letters {
    link: Letter,
    bare: Letter,
}

/// Writes a letter, and says so.
async fn sent_page(
    portal: &Arc<Portal>,
    reader: &Reader,
    email: &Email,
    write: impl AsyncFnOnce(&Room<'_>) -> Result<(), AppError>,
) -> Result<Response<Body>, AppError> {
    private(portal, reader, StatusCode::OK, async |room| {
        if !has_mail(portal) {
            return Err(AppError::NotFound);
        }
        write(room).await?;
        let shown = portal.settings.delivery == Delivery::Outbox;
        Ok(SentPage {
            layout: room.private_layout()?,
            email: email.as_str().to_owned(),
            outbox_url: shown.then(|| urls::OUTBOX.to_owned()),
        })
    })
    .await
}

async fn form(
    portal: &Arc<Portal>,
    reader: &Reader,
    RegisterForm { name, email, next }: RegisterForm,
    troubles: Troubles,
) -> Result<Response<Body>, AppError> {
    let next = own_path(&next);
    let response = private(portal, reader, troubles.status(), async |room| {
        Ok(RegisterPage {
            layout: room.private_layout()?,
            name,
            email,
            troubles: troubles.all.clone(),
            next: next.to_owned(),
            login_url: urls::login(Some(next)),
            openid: provider(portal, next),
            has_mail: has_mail(portal),
            limits: Limits::default(),
        })
    });
    Ok(troubles.tell(response.await?))
}

async fn reset_form(
    portal: &Arc<Portal>,
    reader: &Reader,
    email: String,
    troubles: Troubles,
) -> Result<Response<Body>, AppError> {
    let response = private(portal, reader, troubles.status(), async |room| {
        Ok(ResetPage {
            layout: room.private_layout()?,
            email,
            troubles: troubles.all.clone(),
            has_mail: has_mail(portal),
        })
    });
    Ok(troubles.tell(response.await?))
}
