//! Who comes back from the operator's identity provider, and where they are led.

use std::sync::Arc;

use axum::http::HeaderMap;
use masthead_auth::{Purpose, Secret};
use masthead_db::{Fault, Tx};
use masthead_log::Actor;
use masthead_openid::{Identity, OpenId};

use super::compose::{Arrival, pen};
use super::cookie::OPENID;
use super::enter::Way;
use super::halfway::Halfway;
use super::person;
use super::rules::{self, Email};
use super::store::openid::{self, Subject};
use super::store::{factor, language, login};
use crate::id::AccountId;
use crate::pen::Pen;
use crate::portal::{AppError, Portal};
use crate::web::Locale;

/// Where somebody at the provider is led.
pub(super) enum Led {
    On(Way),
    /// To show which account is theirs; the secret stands for who waits.
    Aside(Secret),
}

/// Somebody for whom an account is set up.
struct Newcomer {
    email: Email,
    name: String,
    /// That nobody knows; another is set by a letter.
    password: String,
}

/// Lets in whoever is linked, sets an account up for an address that none has,
/// and links nothing by an address alone: whoever can make the provider say it
/// would have the account.
pub(super) async fn come_in(
    portal: &Arc<Portal>,
    headers: &HeaderMap,
    openid: &OpenId,
    identity: Identity,
    locale: Option<Locale>,
) -> Result<Led, AppError> {
    let who = Subject {
        issuer: openid.issuer().to_owned(),
        subject: identity.subject.clone(),
    };
    let newcomer = match person::find(portal, headers).await? {
        // Who is here already wants to link, not to be somebody else.
        Some(_) => None,
        None => newcomer(portal, &who, identity).await?,
    };
    let (arrival, halfway) = (Arrival::new(portal, headers), Halfway::new(portal));
    let waiting = Secret::fresh(portal.entry.random());
    let hand = pen(portal, None);
    let led = portal.db.write(move |tx| -> Result<Led, Fault> {
        let known = match openid::find(tx, &who)? {
            Some(account) => Some(account),
            None => welcome(tx, &hand, &who, newcomer.as_ref(), locale)?,
        };
        let now = hand.now();
        let Some(account) = known else {
            let digest = waiting.digest(Purpose::OpenIdWaiting);
            openid::wait(tx, digest, &who, now, now.plus(OPENID.holds()))?;
            return Ok(Led::Aside(waiting.clone()));
        };
        let way = match factor::is_set(tx, account)? {
            true => Way::Halfway(halfway.clone()),
            false => Way::In(arrival.clone()),
        };
        let hand = Pen {
            actor: Actor::User(account.0),
            ..hand.clone()
        };
        way.begin(tx, &hand)?;
        Ok(Led::On(way))
    });
    Ok(led.await?)
}

/// What an account would be set up with, where the provider vouches for the
/// address and nobody is linked yet.
async fn newcomer(
    portal: &Arc<Portal>,
    who: &Subject,
    identity: Identity,
) -> Result<Option<Newcomer>, AppError> {
    let email = identity.verified_email.as_deref().and_then(Email::parse);
    let (Some(email), asked) = (email, who.clone()) else {
        return Ok(None);
    };
    let known = portal.db.read(move |tx| openid::find(tx, &asked));
    if known.await?.is_some() {
        return Ok(None);
    }
    let own = email.as_str().split('@').next().and_then(rules::name);
    let name = identity.name.as_deref().and_then(rules::name).or(own);
    let password = Secret::fresh(portal.entry.random()).text();
    Ok(Some(Newcomer {
        name: name.unwrap_or_else(|| email.as_str().chars().take(rules::NAME_CHARS).collect()),
        email,
        password: portal.entry.keep(password).await?,
    }))
}

/// The account of somebody new, if their address has none.
fn welcome(
    tx: &mut Tx<'_>,
    pen: &Pen,
    who: &Subject,
    newcomer: Option<&Newcomer>,
    locale: Option<Locale>,
) -> Result<Option<AccountId>, Fault> {
    let Some(Newcomer {
        email,
        name,
        password,
    }) = newcomer
    else {
        return Ok(None);
    };
    if login::find_holder(tx, email)?.is_some() {
        return Ok(None);
    }
    let account = login::create(tx, pen, name, email)?;
    login::set_login(tx, pen, account, email, password)?;
    login::put_unknown(tx, account)?;
    language::put_first(tx, account, locale)?;
    openid::link(tx, pen, account, who)?;
    Ok(Some(account))
}
