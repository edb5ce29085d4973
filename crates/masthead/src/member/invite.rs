//! An owner invites somebody by mail. Whoever has the letter joins: nobody learns here who has an account.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use masthead_auth::{Purpose, Secret};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::list::{self, Of, Said};
use super::rules::{MOST, Refusal};
use super::store::{self, Invitation};
use crate::account::rules::Email;
use crate::account::store::member;
use crate::account::{MemberRole, Person, pen};
use crate::compose::Room;
use crate::id::CreatorId;
use crate::mail::{self, Delivery, Letter};
use crate::portal::{AppError, Portal, Reader, Sent};
use crate::urls;
use crate::web::Trouble;

/// A link holds so long.
const HOLDS: Duration = Duration::from_secs(7 * 24 * 3_600);

#[derive(Deserialize)]
pub(super) struct InviteForm {
    creator: CreatorId,
    #[serde(default)]
    email: String,
    #[serde(default)]
    role: String,
}

/// `POST /studio/members/invitation`
pub(super) async fn invite(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<InviteForm>,
) -> Result<Response<Body>, AppError> {
    if person.is_of(sent.creator) != Some(MemberRole::Owner) {
        return Err(AppError::Forbidden);
    }
    let creator = sent.creator;
    let email = mailbox(&portal, &sent.email);
    let said = match (email, MemberRole::from_name(&sent.role)) {
        (Ok(email), Some(role)) => {
            if let Err(wait) = portal.entry.try_invitation(person.account, &email) {
                let said = Said {
                    troubles: vec![Trouble {
                        field: "email",
                        key: "member-wait",
                    }],
                    wait: Some(wait),
                    email: sent.email,
                    role: sent.role,
                    ..Said::default()
                };
                return list::page(&portal, &reader, &person, Of::Id(creator), said).await;
            }
            let invitee = Invitee {
                creator,
                email,
                role,
            };
            match put(&portal, &reader, &person, invitee).await? {
                Ok(None) => return list::back(&portal, &person, creator, "invited").await,
                Ok(link) => Said {
                    link,
                    ..Said::default()
                },
                Err(refusal) => Said {
                    refused: Some(refusal.key()),
                    email: sent.email,
                    role: sent.role,
                    ..Said::default()
                },
            }
        }
        (email, _) => {
            let (field, key) = match email {
                Err(key) => ("email", key),
                Ok(_) => ("role", "member-role-missing"),
            };
            Said {
                troubles: vec![Trouble { field, key }],
                email: sent.email,
                role: sent.role,
                ..Said::default()
            }
        }
    };
    list::page(&portal, &reader, &person, Of::Id(creator), said).await
}

/// An address that the letter reaches, where one is sent; else what is wrong with it.
fn mailbox(portal: &Portal, text: &str) -> Result<Email, &'static str> {
    let email = Email::parse(text).ok_or("trouble-email")?;
    let is_sent = portal.settings.delivery != Delivery::Off;
    match is_sent && !mail::reaches(email.as_str()) {
        true => Err("trouble-email-unreached"),
        false => Ok(email),
    }
}

/// Who is invited, and to what.
struct Invitee {
    creator: CreatorId,
    email: Email,
    role: MemberRole,
}

/// Gives the link where no letter carries it.
async fn put(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    invitee: Invitee,
) -> Result<Result<Option<String>, Refusal>, AppError> {
    let Invitee {
        creator,
        email,
        role,
    } = invitee;
    let front = portal.front().await?;
    let zoned = portal.theme(&front)?;
    let room = Room::new(portal, &front, &zoned, Room::locale(&front, reader), reader);
    let secret = Secret::fresh(portal.entry.random());
    let link = format!(
        "{}{}",
        portal.base_url(&front),
        urls::invitation(&secret.text())
    );
    let name = room.name(&person.name);
    let subject = room.word_with(
        "letter-invited-subject",
        "site",
        &room.say(&room.front.site.name),
    );
    let body = [
        room.word_with("letter-invited", "name", &name),
        link.clone(),
        room.word("letter-invited-why"),
    ]
    .join("\n\n");
    let letter = Letter {
        to: email.as_str().to_owned(),
        subject,
        body,
    };
    let by = person.account;
    let posts = portal.settings.delivery != Delivery::Off;
    let new = Invitation {
        creator,
        email: email.as_str().to_owned(),
        role,
        ends_at: portal.clock.now().plus(HOLDS),
    };
    let (pen, digest) = (pen(portal, Some(by)), secret.digest(Purpose::Invite));
    let write = move |tx: &mut Tx<'_>| -> Result<Result<(), Refusal>, Fault> {
        // An owner may be parted with in this moment.
        store::lock(tx, creator)?;
        if member::find(tx, creator, by)? != Some(MemberRole::Owner) {
            return Ok(Err(Refusal::NoOwner));
        }
        if store::count_all(tx, creator, pen.now())? >= MOST as i64 {
            return Ok(Err(Refusal::Full));
        }
        store::insert(tx, &pen, digest, &new)?;
        if posts {
            mail::store::write(tx, &pen, &letter)?;
        }
        Ok(Ok(()))
    };
    let written = portal.db.write(write).await?;
    Ok(written.map(|()| (!posts).then_some(link)))
}

#[derive(Deserialize)]
pub(super) struct TakeBackForm {
    creator: CreatorId,
    email: String,
}

/// `POST /studio/members/invitation/removal`: the link works no more.
pub(super) async fn take_back(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Sent(sent): Sent<TakeBackForm>,
) -> Result<Response<Body>, AppError> {
    let TakeBackForm { creator, email } = sent;
    if person.is_of(creator) != Some(MemberRole::Owner) {
        return Err(AppError::Forbidden);
    }
    let (pen, by) = (pen(&portal, Some(person.account)), person.account);
    let write = move |tx: &mut Tx<'_>| -> Result<(), AppError> {
        store::lock(tx, creator)?;
        if member::find(tx, creator, by)? != Some(MemberRole::Owner) {
            return Err(AppError::Forbidden);
        }
        Ok(store::take_back(tx, &pen, creator, &email)?)
    };
    portal.db.write(write).await?;
    list::back(&portal, &person, creator, "taken-back").await
}
