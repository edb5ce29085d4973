//! The page of a creator's members.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::pages::{Invited, Member, MembersPage};
use super::store;
use crate::account::store::member::{self, WriterRow};
use crate::account::{MemberRole, Person, come_again, see_other};
use crate::id::CreatorId;
use crate::portal::{AppError, Asked, Portal, Reader, private};
use crate::urls;
use crate::web::Trouble;

/// What the page may say that has been done.
const DONE: [&str; 4] = ["invited", "set", "parted", "taken-back"];

#[derive(Deserialize)]
pub(super) struct MembersQuery {
    /// A creator's handle; else the first that this person writes for.
    creator: Option<String>,
    done: Option<String>,
}

/// What the page has to say besides.
#[derive(Default)]
pub(super) struct Said {
    pub(super) email: String,
    pub(super) role: String,
    pub(super) troubles: Vec<Trouble>,
    /// How long to wait where that is the trouble.
    pub(super) wait: Option<Duration>,
    pub(super) refused: Option<&'static str>,
    pub(super) done: Option<String>,
    pub(super) link: Option<String>,
}

/// Which creator the page is about.
pub(super) enum Of {
    First,
    Handle(String),
    Id(CreatorId),
}

/// `GET /studio/members`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(query): Asked<MembersQuery>,
) -> Result<Response<Body>, AppError> {
    let done = query.done.filter(|done| DONE.contains(&done.as_str()));
    let said = Said {
        done,
        ..Said::default()
    };
    let of = query.creator.map_or(Of::First, Of::Handle);
    page(&portal, &reader, &person, of, said).await
}

/// Leads back to the page, which says what has been done.
pub(super) async fn back(
    portal: &Arc<Portal>,
    person: &Person,
    creator: CreatorId,
    done: &str,
) -> Result<Response<Body>, AppError> {
    let account = person.account;
    let read = move |tx: &mut Tx<'_>| member::list_creators(tx, account);
    let all = portal.db.read(read).await?;
    let found = all.into_iter().find(|row| row.creator == creator);
    let handle = found.map(|row| row.handle).unwrap_or_default();
    Ok(see_other(&format!(
        "{}&done={done}",
        urls::members(&handle)
    )))
}

pub(super) async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    of: Of,
    said: Said,
) -> Result<Response<Body>, AppError> {
    let wait = said.wait;
    let status = match said.refused.is_some() || !said.troubles.is_empty() {
        _ if wait.is_some() => StatusCode::TOO_MANY_REQUESTS,
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let reader = Reader {
        path: urls::MEMBERS.to_owned(),
        ..reader.clone()
    };
    let response = private(portal, &reader, status, async |room| {
        let (account, now) = (person.account, room.now);
        let read = move |tx: &mut Tx<'_>| -> Result<Option<_>, Fault> {
            let creators = member::list_creators(tx, account)?;
            let is_asked = |row: &WriterRow| match &of {
                Of::First => true,
                Of::Handle(handle) => row.handle == *handle,
                Of::Id(id) => row.creator == *id,
            };
            let Some(creator) = creators.into_iter().find(is_asked) else {
                return Ok(None);
            };
            let members = store::list(tx, creator.creator)?;
            let invited = store::list_open(tx, creator.creator, now)?;
            Ok(Some((creator, members, invited)))
        };
        let found = portal.db.read(read).await?;
        let (creator, members, invited) = found.ok_or(AppError::NotFound)?;
        let members = members.into_iter().map(|row| Member {
            account: row.account,
            name: room.name(&row.name),
            role: row.role.name(),
            is_you: row.account == account,
        });
        let invited = invited.into_iter().map(|(email, role, ends_at)| Invited {
            email,
            role: role.name(),
            ends_at: ends_at.0,
        });
        Ok(MembersPage {
            layout: room.private_layout()?,
            creator: creator.creator,
            creator_name: room.name(&creator.name),
            studio_url: urls::studio_list(&creator.handle, "", "", None),
            members: members.collect(),
            invited: invited.collect(),
            may_manage: person.is_of(creator.creator) == Some(MemberRole::Owner),
            roles: MemberRole::ALL.map(MemberRole::name).to_vec(),
            email: said.email,
            role: said.role,
            troubles: said.troubles,
            refused: said.refused,
            done: said.done,
            link: said.link,
        })
    });
    Ok(come_again(response.await?, wait))
}
