//! An owner changes what a member is, or parts with them; anybody may leave.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::list::{self, Of, Said};
use super::rules::{Refusal, may_become};
use super::store;
use crate::account::store::member;
use crate::account::{MemberRole, Person, pen, see_other};
use crate::errors;
use crate::portal::{Portal, Reader, Sent, Stop};
use crate::urls;

#[derive(Deserialize)]
pub(super) struct ChangeForm {
    creator: i64,
    member: i64,
    /// `part`, or the name of a role.
    act: String,
}

/// `POST /studio/members/role`
pub(super) async fn change(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<ChangeForm>,
) -> Response<Body> {
    let (creator, account) = (sent.creator, sent.member);
    let role = MemberRole::from_name(&sent.act);
    let leaves = account == person.account && sent.act == "part";
    let may = match person.is_of(creator) {
        Some(MemberRole::Owner) => true,
        Some(_) => leaves,
        None => false,
    };
    if !may || (role.is_none() && sent.act != "part") {
        return errors::answer(&portal, &reader, &Stop::Forbidden).await;
    }
    let pen = pen(&portal, Some(person.account));
    let write = move |tx: &mut Tx<'_>| -> Result<Result<(), Refusal>, Fault> {
        // Two owners who part with each other at once: the second is told.
        store::lock(tx, creator)?;
        let members = store::list(tx, creator)?;
        let roles: Vec<_> = members.iter().map(|row| (row.account, row.role)).collect();
        if let Err(refusal) = may_become(&roles, account, role) {
            return Ok(Err(refusal));
        }
        match role {
            Some(role) => member::put(tx, &pen, (creator, account), role)?,
            None => store::part(tx, &pen, creator, account)?,
        }
        if role != Some(MemberRole::Owner) {
            store::take_back_all(tx, &pen, creator, account)?;
        }
        Ok(Ok(()))
    };
    match portal.db.write(write).await {
        Ok(Ok(())) if leaves => see_other(urls::ACCOUNT),
        Ok(Ok(())) => {
            let done = if role.is_some() { "set" } else { "parted" };
            list::back(&portal, &reader, &person, (creator, done)).await
        }
        Ok(Err(refusal)) => {
            let said = Said {
                refused: Some(refusal.key()),
                ..Said::default()
            };
            list::page(&portal, &reader, &person, (Of::Id(creator), said)).await
        }
        Err(fault) => errors::answer(&portal, &reader, &fault.into()).await,
    }
}
