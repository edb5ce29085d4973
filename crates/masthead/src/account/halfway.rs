//! Between the password and the code. Who is here has shown the password; until
//! then nobody learns whether a code will be asked for.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, Response};
use masthead_auth::{Purpose, Secret};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::compose::{Arrival, Troubles, go_on, pen};
use super::cookie::HALFWAY;
use super::enter::{Next, own_path};
use super::known::whence;
use super::network::Whence;
use super::pages::CodePage;
use super::person::see_other;
use super::proof::{self, Proof};
use super::store::halfway::{self, HalfwayRow};
use crate::pen::Pen;
use crate::portal::{AppError, Asked, From, Portal, Reader, Sent, private};
use crate::urls;

/// The way to the code, about to begin.
#[derive(Clone)]
pub(super) struct Halfway(Secret);

impl Halfway {
    pub(super) fn new(portal: &Portal) -> Self {
        Self(Secret::fresh(portal.entry.random()))
    }

    /// The account that acts has shown its password.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn begin(&self, tx: &mut Tx<'_>, pen: &Pen) -> Result<(), Fault> {
        let (account, now) = (pen.account()?, pen.now());
        let digest = self.0.digest(Purpose::Halfway);
        halfway::start(tx, account, digest, now, now.plus(HALFWAY.holds()))
    }

    /// On to the page that asks for the code, and from there to `next`.
    pub(super) fn go_on(&self, next: &str) -> Response<Body> {
        let mut response = see_other(&urls::login_code(next));
        let cookie = HALFWAY.set(Some(&self.0));
        response.headers_mut().insert(SET_COOKIE, cookie);
        response
    }
}

/// Who has come halfway, and by which secret.
struct HalfIn {
    secret: Secret,
    row: HalfwayRow,
}

async fn find(portal: &Arc<Portal>, headers: &HeaderMap) -> Result<Option<HalfIn>, AppError> {
    let Some(secret) = HALFWAY.secret(headers) else {
        return Ok(None);
    };
    let (digest, now) = (secret.digest(Purpose::Halfway), portal.clock.now());
    let found = portal
        .db
        .read(move |tx| halfway::find(tx, digest, now))
        .await?;
    Ok(found.map(|row| HalfIn { secret, row }))
}

/// `GET /login/code`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Asked(Next { next }): Asked<Next>,
) -> Result<Response<Body>, AppError> {
    let next = next.as_deref().map(own_path);
    if find(&portal, &headers).await?.is_none() {
        return Ok(see_other(&urls::login(next)));
    }
    let next = next.unwrap_or(urls::ACCOUNT);
    form(&portal, &reader, next, Troubles::default()).await
}

#[derive(Deserialize)]
pub(super) struct CodeForm {
    code: String,
    #[serde(default)]
    next: String,
}

/// `POST /login/code`: the code of an authenticator, or a recovery code.
pub(super) async fn enter(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    From(from): From,
    headers: HeaderMap,
    Sent(sent): Sent<CodeForm>,
) -> Result<Response<Body>, AppError> {
    let next = own_path(&sent.next).to_owned();
    let Some(who) = find(&portal, &headers).await? else {
        return Ok(see_other(&urls::login(Some(&next))));
    };
    let from = whence(&portal, &headers, from, &who.row.email).await?;
    match come_in(&portal, &headers, from, who, &sent.code).await? {
        Ok(arrival) => {
            let mut response = go_on(&next, Some(&arrival));
            response.headers_mut().append(SET_COOKIE, HALFWAY.set(None));
            Ok(response)
        }
        Err(troubles) => form(&portal, &reader, &next, troubles).await,
    }
}

/// A session, where the code is right.
async fn come_in(
    portal: &Arc<Portal>,
    headers: &HeaderMap,
    from: Whence,
    who: HalfIn,
    code: &str,
) -> Result<Result<Arc<Arrival>, Troubles>, AppError> {
    let wrong = || Ok(Err(Troubles::one("code", "trouble-code")));
    let Some(proof) = Proof::code(code) else {
        return wrong();
    };
    let HalfwayRow { account, email } = who.row;
    if let Err(wait) = proof.take_try(&portal.entry, account, &email, from) {
        return Ok(Err(Troubles::wait("code", wait)));
    }
    let arrival = Arc::new(Arrival::new(portal, headers));
    let (begun, pen) = (Arc::clone(&arrival), pen(portal, Some(account)));
    let digest = who.secret.digest(Purpose::Halfway);
    let came_in = portal.db.write(move |tx| -> Result<bool, Fault> {
        if !proof::holds(tx, &pen, &proof)? || !halfway::end(tx, digest)? {
            return Ok(false);
        }
        begun.begin(tx, &pen)?;
        Ok(true)
    });
    if !came_in.await? {
        return wrong();
    }
    portal.entry.came_in(&email, from);
    portal.entry.showed_code(account, from);
    Ok(Ok(arrival))
}

async fn form(
    portal: &Arc<Portal>,
    reader: &Reader,
    next: &str,
    troubles: Troubles,
) -> Result<Response<Body>, AppError> {
    let response = private(portal, reader, troubles.status(), async |room| {
        Ok(CodePage {
            layout: room.private_layout()?,
            next: next.to_owned(),
            troubles: troubles.all.clone(),
        })
    });
    Ok(troubles.tell(response.await?))
}
