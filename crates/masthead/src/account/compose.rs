//! What the handlers of this feature share.

use std::time::Duration;

use axum::body::Body;
use axum::http::header::{RETRY_AFTER, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use masthead_auth::{Digest, Purpose, Secret, Weakness};
use masthead_db::{Fault, Tx};
use masthead_log::Actor;

use super::cookie::{DEVICE, SESSION};
use super::device::device;
use super::known;
use super::pages::ProviderDoor;
use super::person::{forgotten, hint, see_other};
use super::rules::{self, Email};
use super::store::{known as devices, session};
use crate::id::AccountId;
use crate::mail::{self, Delivery};
use crate::pen::Pen;
use crate::portal::{AppError, Portal};
use crate::urls;
use crate::web::Trouble;

/// What somebody has to put right in a form.
#[derive(Default)]
pub(super) struct Troubles {
    pub(super) all: Vec<Trouble>,
    /// How long to wait where that is the trouble.
    wait: Option<Duration>,
}

impl Troubles {
    pub(super) fn add(&mut self, field: &'static str, key: &'static str) {
        self.all.push(Trouble { field, key });
    }

    pub(super) fn one(field: &'static str, key: &'static str) -> Self {
        let mut troubles = Self::default();
        troubles.add(field, key);
        troubles
    }

    /// Too many tries: come again in `wait`.
    pub(super) fn wait(field: &'static str, wait: Duration) -> Self {
        Self {
            wait: Some(wait),
            ..Self::one(field, "trouble-wait")
        }
    }

    pub(super) fn are_none(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn status(&self) -> StatusCode {
        match (self.wait, self.all.is_empty()) {
            (Some(_), _) => StatusCode::TOO_MANY_REQUESTS,
            (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
            (None, true) => StatusCode::OK,
        }
    }

    /// Adds what a program has to know.
    pub(super) fn tell(&self, response: Response<Body>) -> Response<Body> {
        come_again(response, self.wait)
    }

    /// Reads an e-mail address.
    pub(super) fn email(&mut self, text: &str) -> Option<Email> {
        let email = Email::parse(text);
        if email.is_none() {
            self.add("email", "trouble-email");
        }
        email
    }

    /// Reads an e-mail address that a letter is to be sent to.
    pub(super) fn mailbox(&mut self, text: &str) -> Option<Email> {
        let email = self.email(text)?;
        if mail::reaches(email.as_str()) {
            return Some(email);
        }
        self.add("email", "trouble-email-unreached");
        None
    }

    /// Holds a new password against what is refused.
    ///
    /// # Errors
    /// [`AppError::Busy`] where too many wait.
    pub(super) async fn password(
        &mut self,
        portal: &Portal,
        field: &'static str,
        password: &str,
        known: &[&str],
    ) -> Result<(), AppError> {
        let key = match portal.entry.weigh(password, known).await? {
            None => return Ok(()),
            Some(Weakness::TooShort) => "trouble-password-short",
            Some(Weakness::TooLong) => "trouble-password-long",
            Some(Weakness::Common) => "trouble-password-common",
        };
        self.add(field, key);
        Ok(())
    }
}

/// Reads another name, of an account or of a passkey of it.
///
/// # Errors
/// What is wrong with it, or that names were changed too often.
pub(super) fn new_name(
    portal: &Portal,
    account: AccountId,
    text: &str,
) -> Result<String, Troubles> {
    let name = rules::name(text).ok_or_else(|| Troubles::one("name", "trouble-name"))?;
    match portal.entry.try_rename(account) {
        Ok(()) => Ok(name),
        Err(wait) => Err(Troubles {
            wait: Some(wait),
            ..Troubles::one("name", "trouble-name-wait")
        }),
    }
}

/// Says to a program when to come again, where somebody has to wait.
pub(crate) fn come_again(mut response: Response<Body>, wait: Option<Duration>) -> Response<Body> {
    if let Some(wait) = wait {
        let seconds = HeaderValue::from(wait.as_secs() + 1);
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
    response
}

/// Whether letters reach people.
pub(super) fn has_mail(portal: &Portal) -> bool {
    portal.settings.delivery != Delivery::Off
}

/// The way by the operator's identity provider, where there is one.
pub(super) fn provider(portal: &Portal, next: &str) -> Option<ProviderDoor> {
    let set = portal.settings.openid.as_ref()?;
    Some(ProviderDoor {
        label: set.label.clone(),
        url: urls::login_openid(next),
    })
}

/// Whose links let in: the operator's provider.
pub(super) fn issuer(portal: &Portal) -> Option<String> {
    portal
        .openid
        .as_ref()
        .map(|openid| openid.issuer().to_owned())
}

/// The hand of somebody with an account, or of the portal for one who has none yet.
pub(crate) fn pen(portal: &Portal, account: Option<AccountId>) -> Pen {
    Pen {
        log: portal.log.clone(),
        ids: portal.ids.clone(),
        clock: portal.clock.clone(),
        actor: account.map_or(Actor::Platform, |account| Actor::User(account.0)),
    }
}

/// A session about to begin, of the account that acts then.
#[derive(Clone)]
pub(super) struct Arrival {
    secret: Secret,
    device: String,
    /// By what the browser is known from now on, and by what it was.
    known: Secret,
    known_before: Option<Digest>,
}

impl Arrival {
    pub(super) fn new(portal: &Portal, headers: &HeaderMap) -> Self {
        let user_agent = headers
            .get(USER_AGENT)
            .and_then(|value| value.to_str().ok());
        Self {
            secret: Secret::fresh(portal.entry.random()),
            device: device(user_agent.unwrap_or_default()),
            known: Secret::fresh(portal.entry.random()),
            known_before: known::device(headers),
        }
    }

    /// # Errors
    /// What the database says.
    pub(super) fn begin(&self, tx: &mut Tx<'_>, pen: &Pen) -> Result<(), Fault> {
        session::clear(tx, forgotten(pen.now()))?;
        let known = self.known.digest(Purpose::Device);
        devices::note(tx, pen.account()?, self.known_before, known, pen.now())?;
        let digest = self.secret.digest(Purpose::Session);
        session::start(tx, pen, digest, &self.device)
    }
}

/// On to `address`, with a session that begins, or with none.
pub(super) fn go_on(address: &str, arrival: Option<&Arrival>) -> Response<Body> {
    let mut response = see_other(address);
    let headers = response.headers_mut();
    headers.insert(
        SET_COOKIE,
        SESSION.set(arrival.map(|arrival| &arrival.secret)),
    );
    if let Ok(hint) = HeaderValue::try_from(hint(arrival.is_some())) {
        headers.append(SET_COOKIE, hint);
    }
    // Who logs out is known the next time.
    if let Some(arrival) = arrival {
        headers.append(SET_COOKIE, DEVICE.set(Some(&arrival.known)));
    }
    response
}
