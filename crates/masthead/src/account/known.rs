//! Browsers that somebody has come in with before. One of them is not counted
//! with strangers: guesses of others never keep the holder of an account out.

use std::net::IpAddr;

use axum::http::HeaderMap;
use masthead_auth::{Digest, Purpose};

use super::cookie::DEVICE;
use super::network::Whence;
use super::rules::Email;
use super::store::known;
use crate::portal::{AppError, Portal};

/// Where somebody comes from who says to be the holder of this address.
///
/// # Errors
/// What the database says.
pub(super) async fn whence(
    portal: &Portal,
    headers: &HeaderMap,
    from: IpAddr,
    email: &Email,
) -> Result<Whence, AppError> {
    let network = from.into();
    let Some(digest) = device(headers) else {
        let device = None;
        return Ok(Whence { network, device });
    };
    let (email, since) = (email.clone(), portal.clock.now().minus(DEVICE.holds()));
    let is_known = portal
        .db
        .read(move |tx| known::is_known(tx, digest, &email, since));
    let device = is_known.await?.then_some(digest);
    Ok(Whence { network, device })
}

/// Of the browser, as it says.
pub(super) fn device(headers: &HeaderMap) -> Option<Digest> {
    let secret = DEVICE.secret(headers)?;
    Some(secret.digest(Purpose::Device))
}
