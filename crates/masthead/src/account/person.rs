//! Who asks: the session cookie, and what its holder may do.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequestParts, Request};
use axum::http::header::{LOCATION, REFERER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::IntoResponse;
use masthead_auth::{Digest, Purpose};
use masthead_clock::Millis;
use masthead_db::Fault;

use super::carry::{carry, is_form, read_anyway};
use super::cookie::SESSION;
use super::role::{Grant, MemberRole, Membership, Role};
use super::store::session::SessionRow;
use super::store::{factor, member, role, session};
use crate::capability::Can;
use crate::id::{AccountId, ChannelId, CreatorId, SessionId};
use crate::portal::{AppError, Holds, Portal, Reader, SetCookie, json, wants_json};
use crate::urls;

/// That a session is in use is written down so often.
const NOTED: Duration = Duration::from_secs(3_600);
/// What is older than the longest session by so much is cleared away: sooner, a
/// clock that stood ahead for a while would have ended every session for good.
const CLEARED: Duration = Duration::from_secs(90 * 24 * 3_600);

/// Somebody who is logged in.
#[derive(Clone, Debug)]
pub struct Person {
    pub account: AccountId,
    pub session: SessionId,
    /// JSON, as every localized name.
    pub name: String,
    pub email: String,
    pub grants: Vec<Grant>,
    pub memberships: Vec<Membership>,
}

impl Person {
    fn new(row: SessionRow, grants: Vec<Grant>, memberships: Vec<Membership>) -> Self {
        Self {
            memberships,
            account: row.account,
            session: row.id,
            name: row.name,
            email: row.email,
            grants,
        }
    }

    /// Somebody of whom nothing is asked but what they may do at the desk.
    pub(super) fn of_desk(grants: Vec<Grant>) -> Self {
        Self {
            account: AccountId(0),
            session: SessionId(0),
            name: String::new(),
            email: String::new(),
            grants,
            memberships: Vec::new(),
        }
    }

    /// The table of capabilities: who may do what.
    #[must_use]
    pub fn may(&self, can: Can) -> bool {
        match can {
            Can::Read | Can::KeepAccount | Can::Apply => true,
            Can::Write => !self.memberships.is_empty(),
            Can::SeeDesk => !self.grants.is_empty(),
            Can::Review => self.is(Role::Reviewer) || self.is(Role::Administrator),
            Can::Curate => self.is(Role::Administrator) || self.is(Role::ChannelEditor),
            Can::KeepCredit | Can::Moderate => self.may(Can::Review) || self.is(Role::Moderator),
            Can::RuleCredit => self.is(Role::Administrator),
            Can::Arrange | Can::ManageAccounts => self.is(Role::Administrator),
        }
    }

    /// What somebody is to this creator, if anything.
    #[must_use]
    pub fn is_of(&self, creator: CreatorId) -> Option<MemberRole> {
        let found = self.memberships.iter().find(|of| of.creator == creator);
        found.map(|of| of.role)
    }

    /// Whether this person may fill places of a channel, given with the ones
    /// above it; or, where there is none, those of the portal as a whole.
    #[must_use]
    pub fn may_fill(&self, channels: &[ChannelId]) -> bool {
        let edits = |grant: &Grant| {
            let of = grant.channel.filter(|_| grant.role == Role::ChannelEditor);
            of.is_some_and(|of| channels.contains(&of))
        };
        self.is(Role::Administrator) || self.grants.iter().any(edits)
    }

    fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }
}

/// What a route asks of whoever comes.
#[derive(Clone, Copy, Debug)]
pub struct Gate {
    pub can: Can,
    /// What was typed goes on after a log-in; a button is pressed again.
    pub holds: Holds,
}

/// Lets a request through to a route that not everybody may use.
pub async fn guard(
    portal: Arc<Portal>,
    Gate { can, holds }: Gate,
    reader: Reader,
    mut request: Request,
    next: Next,
) -> Response<Body> {
    match find(&portal, request.headers()).await {
        Ok(Some(person)) if person.may(can) => match owes_factor(&portal, &person, can).await {
            Ok(true) => see_other(urls::ACCOUNT_FACTOR),
            Ok(false) => {
                request.extensions_mut().insert(person);
                next.run(request).await
            }
            Err(stop) => turn_away(&portal, request, stop).await,
        },
        // There is nothing to write for yet: the way to it begins here.
        Ok(Some(person)) if can == Can::Write && leads_to_join(&person, &request) => {
            see_other(urls::JOIN)
        }
        Ok(Some(_)) => turn_away(&portal, request, AppError::Forbidden).await,
        Ok(None) if wants_json(request.headers()) => log_in_first(&request),
        Ok(None) => match holds == Holds::Typed && is_form(&request) {
            true => carry(&portal, &reader, request).await.into_response(),
            false => to_login(&request),
        },
        Err(stop) => turn_away(&portal, request, stop).await,
    }
}

/// Nobody serves it. A form is read all the same, so that it goes back to whoever typed it: the connection would break
/// off under one that nobody reads.
pub(crate) async fn turn_away(
    portal: &Arc<Portal>,
    request: Request,
    error: AppError,
) -> Response<Body> {
    if is_form(&request) {
        read_anyway(portal, request).await;
    }
    error.into_response()
}

/// Whether somebody who writes for nobody came to look at the studio.
fn leads_to_join(person: &Person, request: &Request) -> bool {
    let looks = request.method() == Method::GET && !wants_json(request.headers());
    looks && person.memberships.is_empty()
}

/// Whether the operator wants a second factor first, of somebody who has none.
async fn owes_factor(portal: &Portal, person: &Person, can: Can) -> Result<bool, AppError> {
    let of_the_desk = !matches!(can, Can::Read | Can::KeepAccount);
    if !portal.settings.two_factor || !of_the_desk || person.grants.is_empty() {
        return Ok(false);
    }
    let account = person.account;
    let is_set = portal.db.read(move |tx| factor::is_set(tx, account));
    Ok(!is_set.await?)
}

/// Who sent these headers, if somebody who is logged in.
///
/// # Errors
/// What the database says.
pub(crate) async fn find(portal: &Portal, headers: &HeaderMap) -> Result<Option<Person>, AppError> {
    let Some(digest) = session(headers) else {
        return Ok(None);
    };
    let now = portal.clock.now();
    let since = oldest(now);
    let found = portal
        .db
        .read(move |tx| -> Result<_, Fault> {
            let Some(row) = session::find(tx, digest, since)? else {
                return Ok(None);
            };
            let grants = role::list(tx, row.account)?;
            let memberships = member::list(tx, row.account)?;
            Ok(Some((row, grants, memberships)))
        })
        .await?;
    let Some((row, grants, memberships)) = found else {
        return Ok(None);
    };
    // Also one that was seen while the clock stood ahead: it would not end in time.
    if now.0.abs_diff(row.seen_at.0) > ms(NOTED) {
        let id = row.id;
        let touched = portal.db.write(move |tx| session::touch(tx, id, now));
        // It is noted an hour later, or the session ends early: reading goes on where nothing can be written.
        if let Err(fault) = touched.await {
            tracing::debug!(
                session.id = %id,
                "noting that session {id} is in use: {fault}"
            );
        }
    }
    Ok(Some(Person::new(row, grants, memberships)))
}

/// Sessions that were not seen since then have ended.
#[must_use]
pub(crate) fn oldest(now: Millis) -> Millis {
    now.minus(SESSION.holds())
}

/// Sessions that were not seen since then are cleared away.
#[must_use]
pub(super) fn forgotten(now: Millis) -> Millis {
    oldest(now).minus(CLEARED)
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Of the secret that these headers name as a session's.
pub(crate) fn session(headers: &HeaderMap) -> Option<Digest> {
    let secret = SESSION.secret(headers)?;
    Some(secret.digest(Purpose::Session))
}

/// The log-in, which leads back here.
pub(super) fn to_login(request: &Request) -> Response<Body> {
    let here = match *request.method() {
        Method::GET | Method::HEAD => request.uri().path().to_owned(),
        // What was sent is not sent again: back to the form.
        _ => page_of(request.headers()),
    };
    see_other(&urls::login(Some(&here)))
}

/// The path of the page that sent this; of none that says it, the account's.
fn page_of(headers: &HeaderMap) -> String {
    let page = headers.get(REFERER).and_then(|page| page.to_str().ok());
    let page = page.and_then(|page| page.parse::<Uri>().ok());
    page.as_ref().map_or(urls::ACCOUNT, Uri::path).to_owned()
}

/// For scripts, which would not see where a redirect leads.
fn log_in_first(request: &Request) -> Response<Body> {
    let back = page_of(request.headers());
    let answer = serde_json::json!({ "login": urls::login(Some(&back)) });
    json(StatusCode::UNAUTHORIZED, &answer)
}

/// The value of `Set-Cookie` that tells our scripts whether somebody is logged
/// in, so that those of strangers ask for nothing. It opens nothing.
#[must_use]
pub(crate) fn hint(known: bool) -> String {
    let hint = SetCookie {
        name: "known",
        value: "1",
        age_seconds: if known { SESSION.holds().as_secs() } else { 0 },
        for_scripts: true,
    };
    hint.to_string()
}

/// `303`: the browser goes on to this address of ours with a GET.
#[must_use]
pub(crate) fn see_other(address: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let address = HeaderValue::try_from(address).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, address);
    response
}

/// Only behind the guard: elsewhere there is nobody.
impl FromRequestParts<Arc<Portal>> for Person {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Portal>) -> Result<Self, AppError> {
        let person = parts.extensions.get::<Self>().cloned();
        person.ok_or_else(|| AppError::Defect("a route for everybody asks who it is".to_owned()))
    }
}
