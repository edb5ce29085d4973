//! An owner changes what a member is, or parts with them; anybody may leave.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use masthead_db::Tx;
use serde::Deserialize;

use super::list::{self, Of, Said};
use super::rules::{Refusal, may_become};
use super::store;
use crate::account::store::member;
use crate::account::{MemberRole, Person, pen, see_other};
use crate::id::{AccountId, CreatorId};
use crate::portal::{AppError, Portal, Reader, Sent};
use crate::urls;

#[derive(Deserialize)]
pub(super) struct ChangeForm {
    creator: CreatorId,
    member: AccountId,
    /// `part`, or the name of a role.
    act: String,
}

/// `POST /studio/members/role`
pub(super) async fn change(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<ChangeForm>,
) -> Result<Response<Body>, AppError> {
    let (creator, account) = (sent.creator, sent.member);
    let role = MemberRole::from_name(&sent.act);
    let leaves = account == person.account && sent.act == "part";
    if role.is_none() && sent.act != "part" {
        return Err(AppError::Forbidden);
    }
    let (pen, by) = (pen(&portal, Some(person.account)), person.account);
    let write = move |tx: &mut Tx<'_>| -> Result<Result<(), Refusal>, AppError> {
        // Two owners who part with each other at once: the second is none any more.
        store::lock(tx, creator)?;
        match member::find(tx, creator, by)? {
            Some(MemberRole::Owner) => {}
            Some(_) if leaves => {}
            _ => return Err(AppError::Forbidden),
        }
        let was = member::find(tx, creator, account)?;
        let owners = store::count_owners(tx, creator)?;
        if let Err(refusal) = may_become(was, owners, role) {
            return Ok(Err(refusal));
        }
        match role {
            Some(role) => member::put(tx, &pen, creator, account, role)?,
            None => store::part(tx, &pen, creator, account)?,
        }
        if role != Some(MemberRole::Owner) {
            store::take_back_all(tx, &pen, creator, account)?;
        }
        Ok(Ok(()))
    };
    match portal.db.write(write).await? {
        Ok(()) if leaves => Ok(see_other(urls::ACCOUNT)),
        Ok(()) => {
            let done = if role.is_some() { "set" } else { "parted" };
            list::back(&portal, &person, creator, done).await
        }
        Err(refusal) => {
            let said = Said {
                refused: Some(refusal.key()),
                ..Said::default()
            };
            list::page(&portal, &reader, &person, Of::Id(creator), said).await
        }
    }
}
