//! The second factor of somebody's own account: setting it up, its recovery
//! codes, turning it off.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use masthead_auth::{RecoveryCode, Totp, code_from};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::Person;
use super::compose::{Troubles, has_mail, pen};
use super::letters::{self, Changed};
use super::pages::{CodesPage, FactorPage, Scan};
use super::person::see_other;
use super::proof::{Given, with_proof};
use super::store::factor::{self, FactorRow};
use super::store::login;
use crate::compose::Room;
use crate::portal::{AppError, Portal, Reader, Sent, private};
use crate::share::{percent, qr_svg};
use crate::urls;
use crate::web::Markup;

/// `GET /account/factor`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
) -> Result<Response<Body>, AppError> {
    page(&portal, &reader, &person, Troubles::default()).await
}

/// `POST /account/factor/secret`: whoever has shown who it is gets a secret to be
/// scanned. It waits for ten minutes: who comes later shows it again.
pub(super) async fn begin(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<ProofForm>,
) -> Result<Response<Body>, AppError> {
    let (totp, account) = (Totp::fresh(portal.entry.random()), person.account);
    let now = portal.clock.now();
    let begin = move |tx: &mut Tx<'_>| {
        factor::begin(tx, account, &totp, now)?;
        Ok(Troubles::default())
    };
    let troubles = with_proof(&portal, &person, Given::new(sent.proof), begin).await?;
    if troubles.are_none() {
        return Ok(see_other(urls::ACCOUNT_FACTOR));
    }
    page(&portal, &reader, &person, troubles).await
}

#[derive(Deserialize)]
pub(super) struct CodeForm {
    code: String,
}

/// `POST /account/factor/confirmation`: a first code shows that the scan went
/// well. Answers with the recovery codes, this once.
pub(super) async fn confirm(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<CodeForm>,
) -> Result<Response<Body>, AppError> {
    let wrong = || Troubles::one("code", "trouble-code");
    let (account, now) = (person.account, portal.clock.now());
    let Some(code) = code_from(&sent.code) else {
        return page(&portal, &reader, &person, wrong()).await;
    };
    if let Err(wait) = portal.entry.try_own_code(account) {
        return page(&portal, &reader, &person, Troubles::wait("code", wait)).await;
    }
    let codes = RecoveryCode::fresh(portal.entry.random());
    let (kept, pen) = (codes.clone(), pen(&portal, Some(account)));
    let letter = letters::changed(&portal, &reader, &person, Changed::FactorOn).await?;
    let set = portal.db.write(move |tx| -> Result<bool, Fault> {
        let row = factor::find(tx, account)?.filter(|row| row.is_begun(now));
        let step = row.and_then(|row| row.totp.check(&code, now, row.used_step));
        let Some(step) = step else {
            return Ok(false);
        };
        if factor::set(tx, &pen, step)? {
            factor::put_codes(tx, &pen, &kept)?;
            letters::post(tx, &pen, letter.as_ref())?;
            return Ok(true);
        }
        Ok(false)
    });
    if !set.await? {
        return page(&portal, &reader, &person, wrong()).await;
    }
    portal.entry.showed_own(account);
    show_codes(&portal, &reader, &codes).await
}

#[derive(Deserialize)]
pub(super) struct ProofForm {
    #[serde(default)]
    proof: String,
}

/// `POST /account/factor/recovery`: another sheet of recovery codes.
pub(super) async fn renew(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<ProofForm>,
) -> Result<Response<Body>, AppError> {
    let codes = RecoveryCode::fresh(portal.entry.random());
    let (kept, account) = (codes.clone(), person.account);
    let hand = pen(&portal, Some(account));
    let put = move |tx: &mut Tx<'_>| {
        if factor::is_set(tx, account)? {
            factor::put_codes(tx, &hand, &kept)?;
        }
        Ok(Troubles::default())
    };
    let troubles = with_proof(&portal, &person, Given::new(sent.proof), put).await?;
    if troubles.are_none() {
        return show_codes(&portal, &reader, &codes).await;
    }
    page(&portal, &reader, &person, troubles).await
}

/// `POST /account/factor/removal`: the password alone is asked for again.
pub(super) async fn remove(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<ProofForm>,
) -> Result<Response<Body>, AppError> {
    let hand = pen(&portal, Some(person.account));
    let account = person.account;
    let letter = letters::changed(&portal, &reader, &person, Changed::FactorOff).await?;
    let end = move |tx: &mut Tx<'_>| {
        if factor::is_set(tx, account)? {
            factor::end(tx, &hand, account)?;
            letters::post(tx, &hand, letter.as_ref())?;
        }
        Ok(Troubles::default())
    };
    let troubles = with_proof(&portal, &person, Given::new(sent.proof), end).await?;
    if troubles.are_none() {
        return Ok(see_other(&urls::account_done("factor-off")));
    }
    page(&portal, &reader, &person, troubles).await
}

async fn show_codes(
    portal: &Arc<Portal>,
    reader: &Reader,
    codes: &[RecoveryCode],
) -> Result<Response<Body>, AppError> {
    let reader = at_factor(reader);
    private(portal, &reader, StatusCode::OK, async |room| {
        Ok(CodesPage {
            layout: room.private_layout()?,
            codes: codes.iter().map(RecoveryCode::text).collect(),
        })
    })
    .await
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    troubles: Troubles,
) -> Result<Response<Body>, AppError> {
    let reader = at_factor(reader);
    let response = private(portal, &reader, troubles.status(), async |room| {
        let account = person.account;
        let find = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            Ok((
                factor::find(tx, account)?,
                factor::count_codes(tx, account)?,
                login::is_known(tx, account)?,
            ))
        };
        let (row, codes_left, has_password) = portal.db.read(find).await?;
        let is_set = row.as_ref().is_some_and(FactorRow::is_set);
        let begun = row.filter(|row| row.is_begun(room.now));
        let scan = begun.map(|row| scan(room, person, &row.totp));
        Ok(FactorPage {
            layout: room.private_layout()?,
            email: person.email.clone(),
            is_set,
            is_owed: !is_set && portal.settings.two_factor && !person.grants.is_empty(),
            codes_left,
            has_password,
            has_mail: has_mail(portal),
            scan: scan.transpose()?,
            troubles: troubles.all.clone(),
        })
    });
    Ok(troubles.tell(response.await?))
}

/// What is shown to be scanned, or to be typed.
fn scan(room: &Room<'_>, person: &Person, totp: &Totp) -> Result<Scan, AppError> {
    let site = room.say(&room.front.site.name);
    let code = qr_svg(&totp.uri(&site, &person.email, percent::component));
    let code = code.map_err(|error| AppError::Defect(error.to_string()))?;
    let text = totp.text();
    let fours: Vec<&str> = (0..text.len())
        .step_by(4)
        .map(|at| &text[at..at + 4])
        .collect();
    Ok(Scan {
        code: Markup::from_renderer(code),
        secret: fours.join(" "),
    })
}

/// The page that a form of it answers with stands at the same address.
fn at_factor(reader: &Reader) -> Reader {
    Reader {
        path: urls::ACCOUNT_FACTOR.to_owned(),
        ..reader.clone()
    }
}
