//! Somebody's own account: where it is logged in, and its password.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use masthead_auth::Verdict;
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::Person;
use super::compose::{Troubles, has_mail, new_name, pen};
use super::known::device;
use super::letters::{self, Changed};
use super::pages::{Device, Limits, OwnPage};
use super::person::{oldest, see_other};
use super::rules::Email;
use super::store::session::DeviceRow;
use super::store::{factor, known as devices, login, passkey, put, session};
use crate::capability::Can;
use crate::id::SessionId;
use crate::portal::{AppError, Asked, Portal, Reader, Sent, private};
use crate::regime::Regime;
use crate::urls;

/// What the page may say that has been done.
const DONE: [&str; 7] = [
    "welcome",
    "name",
    "password",
    "sessions",
    "factor-off",
    "openid-linked",
    "openid-unlinked",
];

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// `GET /account`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(Done { done }): Asked<Done>,
) -> Result<Response<Body>, AppError> {
    let done = done.filter(|done| DONE.contains(&done.as_str()));
    let said = Said {
        done,
        ..Said::default()
    };
    page(&portal, &reader, &person, said).await
}

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    now: String,
    new: String,
}

/// `POST /account/password`: another password, and the end of all other sessions.
pub(super) async fn set_password(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    headers: HeaderMap,
    Sent(sent): Sent<PasswordForm>,
) -> Result<Response<Body>, AppError> {
    let troubles = change(&portal, &reader, &person, &headers, sent).await?;
    if troubles.are_none() {
        return Ok(see_other(&urls::account_done("password")));
    }
    let said = Said {
        troubles,
        ..Said::default()
    };
    page(&portal, &reader, &person, said).await
}

async fn change(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    headers: &HeaderMap,
    sent: PasswordForm,
) -> Result<Troubles, AppError> {
    let Person {
        account, session, ..
    } = *person;
    if let Err(wait) = portal.entry.try_own(account) {
        return Ok(Troubles::wait("now", wait));
    }
    let mut troubles = Troubles::default();
    troubles
        .password(portal, "new", &sent.new, &[&person.email])
        .await?;
    let email = Email::parse(&person.email)
        .ok_or_else(|| AppError::Defect(format!("account {account} has no address")))?;
    if !troubles.are_none() {
        return Ok(troubles);
    }
    let kept = portal
        .db
        .read(move |tx| login::find_password(tx, account))
        .await?;
    let wrong = || Troubles::one("now", "trouble-password-now");
    let verdict = portal.entry.check(sent.now, kept.clone()).await?;
    let Some(kept) = kept.filter(|_| verdict != Verdict::Wrong) else {
        return Ok(wrong());
    };
    portal.entry.showed_own(account);
    let password = portal.entry.keep(sent.new).await?;
    let letter = letters::changed(portal, reader, person, Changed::Password).await?;
    let (pen, stays) = (pen(portal, Some(account)), device(headers));
    let set = portal.db.write(move |tx| -> Result<bool, Fault> {
        // Another was set meanwhile: who knows only the one before sets none.
        if !login::hold_password(tx, account, &kept)? {
            return Ok(false);
        }
        login::set_login(tx, &pen, account, &email, &password)?;
        devices::end_others(tx, account, stays)?;
        session::end_others(tx, &pen, Some(session))?;
        letters::post(tx, &pen, letter.as_ref())?;
        Ok(true)
    });
    Ok(match set.await? {
        true => troubles,
        false => wrong(),
    })
}

#[derive(Deserialize)]
pub(super) struct NameForm {
    name: String,
}

/// `POST /account/name`: what others see from now on, also beside what was
/// written before. Where the regime `cn` holds a name is looked at before it
/// shows (CN-01), which only an application can ask for.
pub(super) async fn set_name(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<NameForm>,
) -> Result<Response<Body>, AppError> {
    if portal.keeps(Regime::Cn) {
        return Err(AppError::Forbidden);
    }
    let name = match new_name(&portal, person.account, &sent.name) {
        Ok(name) => name,
        Err(troubles) => {
            let said = Said {
                troubles,
                typed: Some(sent.name),
                ..Said::default()
            };
            return page(&portal, &reader, &person, said).await;
        }
    };
    let pen = pen(&portal, Some(person.account));
    let renamed = portal.db.write(move |tx| put::rename(tx, &pen, &name));
    renamed.await?;
    Ok(see_other(&urls::account_done("name")))
}

#[derive(Deserialize)]
pub(super) struct SessionsForm {
    /// None: all but this one.
    session: Option<SessionId>,
}

/// `POST /account/sessions`: ends one session, or all but this one.
pub(super) async fn end_sessions(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Sent(sent): Sent<SessionsForm>,
) -> Result<Response<Body>, AppError> {
    let pen = pen(&portal, Some(person.account));
    let ended = portal.db.write(move |tx| match sent.session {
        Some(session) => session::end(tx, &pen, session),
        None => session::end_others(tx, &pen, Some(person.session)),
    });
    ended.await?;
    Ok(see_other(&urls::account_done("sessions")))
}

/// What the page says besides the account.
#[derive(Default)]
struct Said {
    done: Option<String>,
    troubles: Troubles,
    /// The name that was not taken.
    typed: Option<String>,
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    said: Said,
) -> Result<Response<Body>, AppError> {
    let reader = Reader {
        path: urls::ACCOUNT.to_owned(),
        ..reader.clone()
    };
    let response = private(portal, &reader, said.troubles.status(), async |room| {
        let (account, since) = (person.account, oldest(room.now));
        let list = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            Ok((
                session::list(tx, account, since)?,
                factor::is_set(tx, account)?,
                passkey::count(tx, account)?,
                login::is_known(tx, account)?,
            ))
        };
        let (rows, has_factor, passkeys, has_password) = portal.db.read(list).await?;
        Ok(OwnPage {
            layout: room.private_layout()?,
            name: room.name(&person.name),
            email: person.email.clone(),
            may_rename: !portal.keeps(Regime::Cn),
            studio_url: person.may(Can::Write).then_some(urls::STUDIO),
            desk_url: person.may(Can::SeeDesk).then_some(urls::DESK),
            has_factor,
            has_password,
            has_mail: has_mail(portal),
            passkeys,
            openid: portal.settings.openid.as_ref().map(|set| set.label.clone()),
            devices: rows.into_iter().map(|row| shown(row, person)).collect(),
            typed: said.typed.clone(),
            done: said.done.clone(),
            troubles: said.troubles.all.clone(),
            limits: Limits::default(),
        })
    });
    Ok(said.troubles.tell(response.await?))
}

fn shown(row: DeviceRow, person: &Person) -> Device {
    Device {
        id: row.id,
        name: row.device,
        seen_at: row.seen_at.0,
        is_this: row.id == person.session,
    }
}
