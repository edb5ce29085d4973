//! Logging in at the operator's identity provider (OpenID Connect).

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, Response};
use masthead_auth::{Digest, Purpose, Secret};
use masthead_db::{Fault, Tx};
use masthead_log::Actor;
use masthead_openid::{Identity, OpenId, OpenIdFault, Round};
use serde::Deserialize;
use tracing::warn;

use super::compose::{Arrival, Troubles, go_on, pen};
use super::enter::{Next, Way, form, own_path};
use super::halfway::Halfway;
use super::person::{self, cookie_secret, see_other};
use super::rules::{self, Email};
use super::store::openid::{self, Subject};
use super::store::{factor, language, login};
use crate::errors;
use crate::pen::Pen;
use crate::portal::{Asked, From, Portal, Reader, Stop};
use crate::urls;
use crate::web::Locale;

const NAME: &str = "openid";
/// So long a log-in at the provider may take, and so long the account may be
/// shown after it.
const HOLDS: Duration = Duration::from_secs(600);

/// What one log-in is known by, all of it from the secret in the cookie: the
/// provider sees digests, and nothing is stored meanwhile.
struct Kept {
    back: String,
    state: String,
    nonce: String,
    verifier: String,
}

impl Kept {
    fn new(secret: &Secret, back: String) -> Self {
        Self {
            back,
            state: secret.digest(Purpose::OpenIdState).hex(),
            nonce: secret.digest(Purpose::OpenIdNonce).hex(),
            verifier: secret.digest(Purpose::OpenIdVerifier).hex(),
        }
    }

    fn round<'a>(&'a self, state: &'a str) -> Round<'a> {
        Round {
            back: &self.back,
            state,
            nonce: &self.nonce,
            verifier: &self.verifier,
        }
    }
}

async fn kept(portal: &Portal, secret: &Secret) -> Result<Kept, Stop> {
    let front = portal.front().await?;
    let back = format!("{}{}", portal.base_url(&front), urls::OPENID_BACK);
    Ok(Kept::new(secret, back))
}

/// `GET /login/openid`: on to the provider. A GET, since browsers hold forms
/// that lead to other sites back (`form-action`); it changes nothing here.
pub(super) async fn begin(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    From(from): From,
    Asked(Next { next }): Asked<Next>,
) -> Response<Body> {
    let next = own_path(next.as_deref().unwrap_or_default()).to_owned();
    let Some(openid) = &portal.openid else {
        return errors::answer(&portal, &reader, &Stop::NotFound).await;
    };
    let now = portal.clock.now();
    if let Err(wait) = portal.entry.try_door(from.into(), now) {
        let troubles = Troubles::wait("openid", wait);
        return form(&portal, &reader, String::new(), &next, troubles).await;
    }
    let secret = Secret::fresh(portal.entry.random());
    let kept = match kept(&portal, &secret).await {
        Ok(kept) => kept,
        Err(stop) => return errors::answer(&portal, &reader, &stop).await,
    };
    // Where to go on to stands behind the part that nobody can forge.
    let state = format!("{}.{}", kept.state, next);
    match openid.begin(kept.round(&state), now).await {
        Ok(address) => with_cookie(&portal, see_other(&address), Some(&secret)),
        Err(fault) => failed(&portal, &reader, &next, &fault).await,
    }
}

#[derive(Deserialize)]
pub(super) struct Back {
    code: Option<String>,
    state: Option<String>,
}

/// `GET /login/openid/back`: the provider has sent the browser back.
pub(super) async fn back(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Asked(Back { code, state }): Asked<Back>,
) -> Response<Body> {
    let Some(openid) = &portal.openid else {
        return errors::answer(&portal, &reader, &Stop::NotFound).await;
    };
    let state = state.unwrap_or_default();
    let (proof, next) = state.split_once('.').unwrap_or((&state, ""));
    let next = own_path(next).to_owned();
    let stopped = Troubles::one("openid", "trouble-openid-stopped");
    let (Some(secret), Some(code)) = (cookie_secret(&headers, NAME), code) else {
        return form(&portal, &reader, String::new(), &next, stopped).await;
    };
    let kept = match kept(&portal, &secret).await {
        Ok(kept) => kept,
        Err(stop) => return errors::answer(&portal, &reader, &stop).await,
    };
    if proof != kept.state {
        return form(&portal, &reader, String::new(), &next, stopped).await;
    }
    let finished = openid
        .finish(kept.round(&state), &code, portal.clock.now())
        .await;
    let identity = match finished {
        Ok(identity) => identity,
        Err(fault) => return failed(&portal, &reader, &next, &fault).await,
    };
    match come_in(&portal, &headers, openid, (identity, reader.locale)).await {
        Ok(Led::On(Way::In(arrival))) => {
            let response = go_on(&portal, &next, Some(&arrival.secret));
            with_cookie(&portal, response, None)
        }
        Ok(Led::On(Way::Halfway(halfway))) => {
            with_cookie(&portal, halfway.go_on(&portal, &next), None)
        }
        Ok(Led::Aside(waiting)) => {
            let response = see_other(&urls::login(Some(urls::ACCOUNT_OPENID)));
            with_cookie(&portal, response, Some(&waiting))
        }
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

/// Where somebody at the provider is led.
enum Led {
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
async fn come_in(
    portal: &Arc<Portal>,
    headers: &HeaderMap,
    openid: &OpenId,
    (identity, locale): (Identity, Option<Locale>),
) -> Result<Led, Stop> {
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
            None => welcome(tx, &hand, &who, (newcomer.as_ref(), locale))?,
        };
        let now = hand.now();
        let Some(account) = known else {
            let digest = waiting.digest(Purpose::OpenIdWaiting);
            openid::wait(tx, digest, &who, (now, now.plus(HOLDS)))?;
            return Ok(Led::Aside(waiting.clone()));
        };
        let way = match factor::is_set(tx, account)? {
            true => Way::Halfway(halfway.clone()),
            false => Way::In(arrival.clone()),
        };
        let hand = Pen {
            actor: Actor::User(account),
            ..hand.clone()
        };
        way.begin(tx, &hand, account)?;
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
) -> Result<Option<Newcomer>, Stop> {
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
    (newcomer, locale): (Option<&Newcomer>, Option<Locale>),
) -> Result<Option<i64>, Fault> {
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
    language::put_first(tx, account, locale)?;
    openid::link(tx, pen, account, who)?;
    Ok(Some(account))
}

/// Says whether to come later or to try again; the log has the reason.
async fn failed(
    portal: &Arc<Portal>,
    reader: &Reader,
    next: &str,
    fault: &OpenIdFault,
) -> Response<Body> {
    warn!("nobody came in by the identity provider: {fault}");
    let key = match fault.is_out_of_reach() {
        true => "trouble-openid-away",
        false => "trouble-openid",
    };
    let troubles = Troubles::one("openid", key);
    form(portal, reader, String::new(), next, troubles).await
}

/// Whom the provider knows and who waits, by which secret.
pub(super) async fn waiting(
    portal: &Portal,
    headers: &HeaderMap,
) -> Result<Option<(Subject, Digest)>, Stop> {
    let Some(secret) = cookie_secret(headers, NAME) else {
        return Ok(None);
    };
    let (digest, now) = (secret.digest(Purpose::OpenIdWaiting), portal.clock.now());
    let found = portal
        .db
        .read(move |tx| openid::find_waiting(tx, digest, now));
    Ok(found.await?.map(|who| (who, digest)))
}

/// Adds the cookie of this log-in; none ends it. It is `Lax`, since the way
/// back from the provider begins on another site.
pub(super) fn with_cookie(
    portal: &Portal,
    mut response: Response<Body>,
    secret: Option<&Secret>,
) -> Response<Body> {
    let secure = if portal.is_secure() { "; Secure" } else { "" };
    let (text, age) = match secret {
        Some(secret) => (secret.text(), HOLDS.as_secs()),
        None => (String::new(), 0),
    };
    let line = format!("{NAME}={text}; Path=/; Max-Age={age}; SameSite=Lax; HttpOnly{secure}");
    if let Ok(line) = HeaderValue::try_from(line) {
        response.headers_mut().append(SET_COOKIE, line);
    }
    response
}
