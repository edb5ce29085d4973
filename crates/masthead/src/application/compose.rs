//! What the handlers of this feature share.

use masthead_clock::Millis;
use masthead_db::{Fault, FaultKind, Tx};

use super::form::Form;
use super::rules::{AGREEMENT, Act, Application, Refusal, State};
use super::store;
use super::words;
use crate::creator::look::look;
use crate::creator::store::look::{Subject, find_alike, put_subject};
use crate::creator::store::put::{self as creators, CreatorFields, MemberFields};
use crate::credential::store::{New, insert_confirmed};
use crate::id::{AccountId, CreatorId};
use crate::pen::Pen;
use crate::portal::AppError;

/// Why an application was not changed.
#[derive(Debug, thiserror::Error)]
pub(super) enum ActFault {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("there is no such application")]
    Unknown,
    #[error("somebody else was faster")]
    Conflict,
    #[error("what it says is not complete, or no longer holds")]
    Incomplete,
    #[error("the applicant owns as many creators of the kind as one may")]
    Owned,
    #[error("another creator has the handle or the name, or one that looks like it")]
    Taken,
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error(transparent)]
    Stopped(#[from] AppError),
}

impl ActFault {
    /// The locale key; none for what is ours to mend or not there.
    pub(super) fn key(&self) -> Option<&'static str> {
        match self {
            Self::Refused(refusal) => Some(refusal.key()),
            Self::Conflict => Some("application-refused-conflict"),
            Self::Taken => Some("application-refused-taken"),
            Self::Incomplete => Some("application-refused-incomplete"),
            Self::Owned => Some("application-refused-owned"),
            Self::Unknown | Self::Fault(_) | Self::Stopped(_) => None,
        }
    }
}

/// Does this to an application that stands as it was read.
pub(super) fn act(
    tx: &mut Tx<'_>,
    pen: &Pen,
    read: Application,
    act: Act,
) -> Result<Application, ActFault> {
    let claims = matches!(act, Act::Take { .. } | Act::GiveBack { .. });
    let mut new = read.clone().after(act.clone(), pen.now())?;
    if new.state == State::Accepted {
        new.creator = Some(set_up(tx, pen, &new)?);
    }
    match store::put(tx, pen, &new, claims) {
        Ok(true) => {
            words::keep(tx, pen, &read, &act)?;
            Ok(new)
        }
        Ok(false) => Err(ActFault::Conflict),
        Err(fault) if fault.kind() == FaultKind::Unique => Err(ActFault::Taken),
        Err(fault) => Err(fault.into()),
    }
}

/// Keeps and sends a form that nobody has to be asked about: of a demo.
///
/// # Errors
/// What the database says, or that the account has one already.
pub fn hand_in(
    tx: &mut Tx<'_>,
    pen: &Pen,
    applicant: AccountId,
    locale: &str,
    form: Form,
) -> Result<(), Fault> {
    let new = Application::new(pen.ids.fresh(), applicant, pen.now());
    store::insert(tx, pen, &new)?;
    let flags = form.flags(false);
    let draft = Application {
        form,
        locale: locale.to_owned(),
        ..new
    };
    let agreement = AGREEMENT;
    match act(tx, pen, draft, Act::Send { agreement, flags }) {
        Ok(_) => Ok(()),
        Err(ActFault::Fault(fault)) => Err(fault),
        Err(fault) => Err(Fault::shape(fault.to_string())),
    }
}

/// The creator that an application becomes, owned by the applicant.
fn set_up(tx: &mut Tx<'_>, pen: &Pen, from: &Application) -> Result<CreatorId, ActFault> {
    let form = &from.form;
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    // Of two that waited side by side, the other was accepted since this one was sent, or is in this moment.
    store::take_naming_turn(tx)?;
    if find_alike(tx, &look(&form.handle), &look(&form.name))?.is_some() {
        return Err(ActFault::Taken);
    }
    let external_id = format!("application-{}", from.id);
    let fields = CreatorFields {
        handle: form.handle.clone(),
        name: serde_json::Value::from(form.name.as_str()).to_string(),
        kind: form.kind.clone(),
        bio: said(&form.bio),
        avatar: from.avatar.clone(),
        region: said(&form.region),
        created_at: Some(Millis(pen.now().0)),
    };
    let members = [MemberFields {
        account: from.account,
        role: "owner".to_owned(),
    }];
    let put = creators::put(tx, pen, &external_id, &fields, &members);
    put.map_err(|fault| match fault.kind() {
        FaultKind::Unique => ActFault::Taken,
        _ => fault.into(),
    })?;
    let id = creators::find_id(tx, &external_id)?
        .ok_or_else(|| Fault::shape("a creator that was just set up is not there"))?;
    if form.kind != "individual" {
        put_subject(tx, id, &subject(form))?;
    }
    keep_credential(tx, pen, id, from)?;
    Ok(id)
}

/// Whoever accepts an application has seen its papers.
fn keep_credential(
    tx: &mut Tx<'_>,
    pen: &Pen,
    creator: CreatorId,
    from: &Application,
) -> Result<(), Fault> {
    let Some(claim) = from.form.credential() else {
        return Ok(());
    };
    let new = New {
        creator,
        claim,
        paper: None,
        asked_by: from.account,
    };
    insert_confirmed(tx, pen, &new)
}

fn subject(form: &Form) -> Subject {
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Subject {
        subject: form.subject.clone(),
        place: said(&form.place),
        code: said(&form.code.to_uppercase()),
        licence: said(&form.licence),
        field: said(&form.field),
        contact: said(&form.contact_email),
    }
}
