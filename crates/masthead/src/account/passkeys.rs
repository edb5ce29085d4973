//! The passkeys of somebody's own account: naming and removing them.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::Person;
use super::compose::{Troubles, has_mail, issuer, new_name, pen};
use super::letters::{self, Changed};
use super::pages::{Limits, PasskeyItem, PasskeysPage};
use super::passkey_door::party;
use super::person::see_other;
use super::proof::{Given, with_proof};
use super::rules::PASSKEYS;
use super::store::passkey::{self, PasskeyRow};
use super::store::ways;
use crate::id::PasskeyId;
use crate::portal::{AppError, Asked, Portal, Reader, Sent, private};
use crate::urls;

/// What the page may say that has been done.
const DONE: [&str; 3] = ["passkey-added", "passkey-named", "passkey-removed"];

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// `GET /account/passkeys`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(Done { done }): Asked<Done>,
) -> Result<Response<Body>, AppError> {
    let done = done.filter(|done| DONE.contains(&done.as_str()));
    page(&portal, &reader, &person, Said::done(done)).await
}

#[derive(Deserialize)]
pub(super) struct NameForm {
    passkey: PasskeyId,
    name: String,
}

/// `POST /account/passkeys/name`
pub(super) async fn rename(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<NameForm>,
) -> Result<Response<Body>, AppError> {
    let name = match new_name(&portal, person.account, &sent.name) {
        Ok(name) => name,
        Err(troubles) => {
            let said = Said {
                wrong: Some(WrongForm {
                    passkey: sent.passkey,
                    form: PasskeyForm::Name { typed: sent.name },
                }),
                ..Said::trouble(troubles)
            };
            return page(&portal, &reader, &person, said).await;
        }
    };
    let hand = pen(&portal, Some(person.account));
    let named = portal
        .db
        .write(move |tx| passkey::rename(tx, &hand, sent.passkey, &name));
    named.await?;
    Ok(see_other(&urls::account_passkeys_done("passkey-named")))
}

#[derive(Deserialize)]
pub(super) struct RemoveForm {
    passkey: PasskeyId,
    #[serde(default)]
    proof: String,
}

/// `POST /account/passkeys/removal`: whoever has shown who it is may, and not
/// the last way in.
pub(super) async fn remove(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<RemoveForm>,
) -> Result<Response<Body>, AppError> {
    let (hand, account, passkey) = (
        pen(&portal, Some(person.account)),
        person.account,
        sent.passkey,
    );
    let issuer = issuer(&portal);
    let letter = letters::changed(&portal, &reader, &person, Changed::PasskeyRemoved).await?;
    let end = move |tx: &mut Tx<'_>| {
        if !ways::hold(tx, account, issuer.as_deref())?.may_lose_passkey() {
            return Ok(Troubles::one("removal", "trouble-last-way"));
        }
        passkey::remove(tx, &hand, passkey)?;
        letters::post(tx, &hand, letter.as_ref())?;
        Ok(Troubles::default())
    };
    let given = Given {
        field: "removal",
        ..Given::new(sent.proof)
    };
    let troubles = with_proof(&portal, &person, given, end).await?;
    if troubles.are_none() {
        return Ok(see_other(&urls::account_passkeys_done("passkey-removed")));
    }
    let said = Said {
        wrong: Some(WrongForm {
            passkey,
            form: PasskeyForm::Removal,
        }),
        ..Said::trouble(troubles)
    };
    page(&portal, &reader, &person, said).await
}

/// What the list says besides the passkeys.
#[derive(Default)]
pub(super) struct Said {
    done: Option<String>,
    troubles: Troubles,
    wrong: Option<WrongForm>,
}

/// The form of a passkey that is to be put right.
struct WrongForm {
    passkey: PasskeyId,
    form: PasskeyForm,
}

enum PasskeyForm {
    Name { typed: String },
    Removal,
}

impl Said {
    fn done(done: Option<String>) -> Self {
        Self {
            done,
            ..Self::default()
        }
    }

    pub(super) fn trouble(troubles: Troubles) -> Self {
        Self {
            troubles,
            ..Self::default()
        }
    }
}

pub(super) async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    mut said: Said,
) -> Result<Response<Body>, AppError> {
    let reader = at_passkeys(reader);
    let (account, issuer) = (person.account, issuer(portal));
    let find = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
        let ways = ways::find(tx, account, issuer.as_deref())?;
        Ok((passkey::list(tx, account, PASSKEYS)?, ways))
    };
    let (rows, ways) = portal.db.read(find).await?;
    // Of one that is gone by now nothing is to be put right.
    let wrong = said.wrong.as_ref().map(|wrong| wrong.passkey);
    if wrong.is_some_and(|passkey| rows.iter().all(|row| row.id != passkey)) {
        said = Said::default();
    }
    let response = private(portal, &reader, said.troubles.status(), async |room| {
        let party = party(portal).await?;
        Ok(PasskeysPage {
            layout: room.private_layout()?,
            email: person.email.clone(),
            origin: party.map(|party| party.origin().to_owned()),
            most: PASSKEYS,
            is_full: rows.len() as i64 >= PASSKEYS,
            may_remove: ways.may_lose_passkey(),
            has_password: ways.password,
            has_mail: has_mail(portal),
            passkeys: rows
                .iter()
                .map(|row| item(row, said.wrong.as_ref()))
                .collect(),
            done: said.done.clone(),
            troubles: said.troubles.all.clone(),
            limits: Limits::default(),
        })
    });
    Ok(said.troubles.tell(response.await?))
}

/// Ids of fields stand once: those of the form that is to be put right are the
/// ones that the head of the page leads to.
fn item(row: &PasskeyRow, wrong: Option<&WrongForm>) -> PasskeyItem {
    let form = wrong.filter(|wrong| wrong.passkey == row.id);
    let form = form.map(|wrong| &wrong.form);
    let typed = match form {
        Some(PasskeyForm::Name { typed }) => Some(typed.clone()),
        _ => None,
    };
    let is_removing = matches!(form, Some(PasskeyForm::Removal));
    PasskeyItem {
        id: row.id,
        name: row.name.clone(),
        created_at: row.created_at.0,
        used_at: row.used_at.map(|at| at.0),
        name_field: match typed {
            Some(_) => "name".to_owned(),
            None => format!("name-{}", row.id),
        },
        typed,
        removal_field: match is_removing {
            true => "removal".to_owned(),
            false => format!("removal-{}", row.id),
        },
        is_removing,
    }
}

/// The page that a form of it answers with stands at the same address.
pub(super) fn at_passkeys(reader: &Reader) -> Reader {
    Reader {
        path: urls::ACCOUNT_PASSKEYS.to_owned(),
        ..reader.clone()
    }
}
