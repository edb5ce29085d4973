//! Accounts and their roles.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::pages::{AccountLine, AccountsPage, ChannelChoice, Held};
use crate::account::rules::Email;
use crate::account::store::role::{self, AccountRow, RoleFault};
use crate::account::{Grant, Person, Role, pen, see_other};
use crate::capability::Can;
use crate::compose::Room;
use crate::id::{AccountId, ChannelId};
use crate::portal::{AppError, Asked, Portal, Reader, Sent, private};
use crate::urls;
use crate::web::TurnPage;

/// Accounts on one page.
const PAGE: usize = 50;

#[derive(Clone, Default, Deserialize)]
pub(super) struct ListQuery {
    email: Option<String>,
    /// Accounts below this id follow.
    below: Option<AccountId>,
}

/// `GET /desk/accounts`: all accounts, newest first, or the one that logs in
/// with an address.
pub(super) async fn list(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Asked(query): Asked<ListQuery>,
) -> Result<Response<Body>, AppError> {
    page(&portal, &reader, query, None).await
}

#[derive(Deserialize)]
pub(super) struct RoleForm {
    account: AccountId,
    role: String,
    /// Empty for a role of no channel.
    #[serde(default)]
    channel: String,
    /// `give` or `take`.
    act: String,
}

/// `POST /desk/accounts/roles`: gives or takes one role.
pub(super) async fn change(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<RoleForm>,
) -> Result<Response<Body>, AppError> {
    let role = Role::from_name(&sent.role);
    let channel = match role {
        // A choice that is left over from another role.
        Some(Role::ChannelEditor) => sent.channel.parse().ok(),
        _ => None,
    };
    let refused = async |key| page(&portal, &reader, ListQuery::default(), Some(key)).await;
    let Some(grant) = role.and_then(|role| Grant::new(role, channel)) else {
        return refused("role-needs-channel").await;
    };
    let (pen, account) = (pen(&portal, Some(person.account)), sent.account);
    let take = sent.act == "take";
    let changed = portal.db.write(move |tx| {
        // Two administrators who take each other's role at once: the second may no more.
        role::hold_administrators(tx, person.account, account)?;
        let may = person.still(tx, Can::ManageAccounts)?;
        may.ok_or(RoleFault::Forbidden)?;
        match take {
            true => role::take(tx, &pen, account, grant),
            false => role::give(tx, &pen, account, grant),
        }
    });
    match changed.await {
        Ok(()) => {
            let below = AccountId(account.0.saturating_add(1));
            Ok(see_other(&urls::desk_accounts(below)))
        }
        Err(RoleFault::LastAdministrator) => refused("role-last-administrator").await,
        Err(RoleFault::Unknown) => refused("role-unknown").await,
        Err(RoleFault::Forbidden) => Err(AppError::Forbidden),
        Err(RoleFault::Fault(fault)) => Err(fault.into()),
    }
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    query: ListQuery,
    refused: Option<&'static str>,
) -> Result<Response<Body>, AppError> {
    let reader = Reader {
        path: urls::DESK_ACCOUNTS.to_owned(),
        ..reader.clone()
    };
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    private(portal, &reader, status, async |room| {
        let asked = query.clone();
        let read = portal.db.read(move |tx| read(tx, &asked)).await;
        let (mut rows, grants) = read?;
        let goes_on = rows.len() > PAGE;
        rows.truncate(PAGE);
        let older = rows.last().map(|row| urls::desk_accounts(row.id));
        Ok(AccountsPage {
            layout: room.private_layout()?,
            accounts: rows
                .into_iter()
                .map(|row| line(room, row, &grants))
                .collect(),
            email: query.email.unwrap_or_default(),
            roles: Role::ALL.to_vec(),
            channels: channels(room),
            refused,
            turn: TurnPage {
                newer_url: query.below.map(|_| urls::DESK_ACCOUNTS.to_owned()),
                older_url: older.filter(|_| goes_on),
            },
        })
    })
    .await
}

type Grants = HashMap<AccountId, Vec<Grant>>;

/// The accounts of a page and one more, with the roles of all of them: two queries.
fn read(tx: &mut Tx<'_>, query: &ListQuery) -> Result<(Vec<AccountRow>, Grants), Fault> {
    let email = query.email.as_deref().filter(|email| !email.is_empty());
    let rows = match email {
        Some(email) => {
            let email = Email::parse(email);
            let found = email.map(|email| role::find_account(tx, email.as_str()));
            found.transpose()?.flatten().into_iter().collect()
        }
        None => {
            let below = query.below.unwrap_or(AccountId::MAX);
            role::list_accounts(tx, below, PAGE as i64 + 1)?
        }
    };
    let mut grants = Grants::new();
    if let (Some(newest), Some(oldest)) = (rows.first(), rows.last()) {
        for (account, grant) in role::list_between(tx, oldest.id, newest.id)? {
            grants.entry(account).or_default().push(grant);
        }
    }
    Ok((rows, grants))
}

fn line(room: &Room<'_>, row: AccountRow, grants: &Grants) -> AccountLine {
    AccountLine {
        id: row.id,
        name: room.name(&row.name),
        email: row.email,
        roles: grants
            .get(&row.id)
            .map_or_else(Vec::new, |grants| held(room, grants)),
    }
}

/// Roles as pages show them.
pub(super) fn held(room: &Room<'_>, grants: &[Grant]) -> Vec<Held> {
    let channel = |id: ChannelId| {
        let found = channels(room).into_iter().find(|channel| channel.id == id);
        found.unwrap_or(ChannelChoice {
            id,
            name: id.to_string(),
        })
    };
    let held = |grant: &Grant| Held {
        role: grant.role,
        channel: grant.channel.map(channel),
    };
    grants.iter().map(held).collect()
}

fn channels(room: &Room<'_>) -> Vec<ChannelChoice> {
    let all = room.front.channels.iter();
    all.map(|channel| ChannelChoice {
        id: channel.id,
        name: room.name(&channel.name),
    })
    .collect()
}
