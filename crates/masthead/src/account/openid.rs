//! Logging in at the operator's identity provider (OpenID Connect).

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, Response};
use masthead_auth::{Digest, Purpose, Secret};
use masthead_openid::{OpenIdFault, Round};
use serde::Deserialize;
use tracing::warn;

use super::compose::{Troubles, go_on};
use super::cookie::OPENID;
use super::enter::{Next, Way, form, own_path};
use super::openid_in::{Led, come_in};
use super::openid_own;
use super::person::{self, see_other};
use super::store::openid::{self, Subject};
use crate::portal::{AppError, Asked, From, Portal, Reader};
use crate::urls;

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

async fn kept(portal: &Portal, secret: &Secret) -> Result<Kept, AppError> {
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
    headers: HeaderMap,
    Asked(Next { next }): Asked<Next>,
) -> Result<Response<Body>, AppError> {
    let next = own_path(next.as_deref().unwrap_or_default()).to_owned();
    let Some(openid) = &portal.openid else {
        return Err(AppError::NotFound);
    };
    let now = portal.clock.now();
    let tell = Tell {
        portal: &portal,
        reader: &reader,
        headers: &headers,
        next: &next,
    };
    // A picture of this address on another page leads nobody anywhere.
    if !is_led_here(&headers) {
        return Err(AppError::OtherSite);
    }
    let tried = portal
        .entry
        .try_provider(from.into(), is_from_other_site(&headers));
    if let Err(wait) = tried {
        return tell.troubles(Troubles::wait("openid", wait)).await;
    }
    let secret = Secret::fresh(portal.entry.random());
    let kept = kept(&portal, &secret).await?;
    // Where to go on to stands behind the part that nobody can forge.
    let state = format!("{}.{}", kept.state, next);
    match openid.begin(kept.round(&state), now).await {
        Ok(address) => Ok(with_cookie(see_other(&address), Some(&secret))),
        Err(fault) => tell.failed(&fault).await,
    }
}

/// What went wrong is told where another way in stands: on the log-in page, or to
/// somebody who is in and wanted to link on the own page for it.
struct Tell<'a> {
    portal: &'a Arc<Portal>,
    reader: &'a Reader,
    headers: &'a HeaderMap,
    next: &'a str,
}

impl Tell<'_> {
    async fn troubles(&self, troubles: Troubles) -> Result<Response<Body>, AppError> {
        let Self {
            portal,
            reader,
            headers,
            next,
        } = *self;
        match person::find(portal, headers).await? {
            Some(person) => openid_own::page(portal, reader, &person, headers, troubles).await,
            None => form(portal, reader, String::new(), next, troubles).await,
        }
    }

    /// Stopped there, or here, or begun elsewhere.
    async fn stopped(&self) -> Result<Response<Body>, AppError> {
        let troubles = Troubles::one("openid", "trouble-openid-stopped");
        self.troubles(troubles).await
    }

    /// Says whether to come later or to try again; the log has the reason.
    async fn failed(&self, fault: &OpenIdFault) -> Result<Response<Body>, AppError> {
        warn!("nobody came in by the identity provider: {fault}");
        let key = match fault.is_out_of_reach() {
            true => "trouble-openid-away",
            false => "trouble-openid",
        };
        self.troubles(Troubles::one("openid", key)).await
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
    From(from): From,
    headers: HeaderMap,
    Asked(Back { code, state }): Asked<Back>,
) -> Result<Response<Body>, AppError> {
    let Some(openid) = &portal.openid else {
        return Err(AppError::NotFound);
    };
    let state = state.unwrap_or_default();
    let (proof, next) = state.split_once('.').unwrap_or((&state, ""));
    let next = own_path(next).to_owned();
    let tell = Tell {
        portal: &portal,
        reader: &reader,
        headers: &headers,
        next: &next,
    };
    let (Some(secret), Some(code)) = (OPENID.secret(&headers), code) else {
        return tell.stopped().await;
    };
    let kept = kept(&portal, &secret).await?;
    if proof != kept.state {
        return tell.stopped().await;
    }
    // From here on the provider is asked: also for whoever makes the cookie up.
    let now = portal.clock.now();
    if let Err(wait) = portal.entry.ask_provider(from.into()) {
        return tell.troubles(Troubles::wait("openid", wait)).await;
    }
    let finished = openid.finish(kept.round(&state), &code, now).await;
    let identity = match finished {
        Ok(identity) => identity,
        Err(fault) => return tell.failed(&fault).await,
    };
    let led = come_in(&portal, &headers, openid, identity, reader.locale).await?;
    Ok(match led {
        Led::On(Way::In(arrival)) => with_cookie(go_on(&next, Some(&arrival)), None),
        Led::On(Way::Halfway(halfway)) => with_cookie(halfway.go_on(&next), None),
        Led::Aside(waiting) => {
            let response = see_other(&urls::login(Some(urls::ACCOUNT_OPENID)));
            with_cookie(response, Some(&waiting))
        }
    })
}

/// Whom the provider knows and who waits, by which secret.
pub(super) struct Waiting {
    pub(super) who: Subject,
    pub(super) digest: Digest,
}

/// Who waits, if anybody does whose secret these headers bring.
pub(super) async fn waiting(
    portal: &Portal,
    headers: &HeaderMap,
) -> Result<Option<Waiting>, AppError> {
    let Some(secret) = OPENID.secret(headers) else {
        return Ok(None);
    };
    let (digest, now) = (secret.digest(Purpose::OpenIdWaiting), portal.clock.now());
    let found = portal
        .db
        .read(move |tx| openid::find_waiting(tx, digest, now));
    Ok(found.await?.map(|who| Waiting { who, digest }))
}

/// Adds the cookie of this log-in; none ends it.
pub(super) fn with_cookie(mut response: Response<Body>, secret: Option<&Secret>) -> Response<Body> {
    response
        .headers_mut()
        .append(SET_COOKIE, OPENID.set(secret));
    response
}

/// Whether a person is led here, by a link or the address bar, and not a page
/// that loads this address as a part of itself. Old browsers do not say.
fn is_led_here(headers: &HeaderMap) -> bool {
    let mode = headers.get("sec-fetch-mode");
    mode.is_none_or(|mode| mode == "navigate")
}

fn is_from_other_site(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site");
    site.is_some_and(|site| site != "same-origin" && site != "none")
}
