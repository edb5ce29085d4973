//! A picture that somebody sends: read where all pictures are, and its bytes kept.

use axum::http::StatusCode;
use bytes::Bytes;
use masthead_db::{Fault, Tx};
use masthead_media::{Limits, Picture, Refusal, read};

use super::pool::{For, Place, Unplaced};
use super::store::put::{self, MediaFields};
use super::sweep::clear;
use crate::id::AccountId;
use crate::portal::{AppError, Portal};
use crate::web::Trouble;

/// What to say to somebody whose picture has no room just now: a locale key, answered `503`.
pub const BUSY: &str = "media-busy";

/// How a form is given back with what is wrong: where something had no room, a moment later it has.
#[must_use]
pub fn status(troubles: &[Trouble]) -> StatusCode {
    match troubles.iter().any(|trouble| trouble.key == BUSY) {
        true => StatusCode::SERVICE_UNAVAILABLE,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// What a file holds. `name` is what its sender calls it.
///
/// # Errors
/// [`AppError::Busy`] where too much waits; a thread that panicked. Inside, why it
/// is no picture that we take.
pub async fn look(
    portal: &Portal,
    account: AccountId,
    name: String,
    bytes: Bytes,
) -> Result<Result<Picture, Refusal>, AppError> {
    let place = match place(portal, account, &name, &bytes).await? {
        Ok(place) => place,
        Err(refusal) => return Ok(Err(refusal)),
    };
    looked(&place, name, bytes).await
}

/// Keeps the bytes of a picture. Its row is written by who calls, with
/// [`put`](super::store::put::put) in a transaction of theirs: bytes without a
/// row are nobody's, a row without bytes would be a hole in a page.
///
/// # Errors
/// As [`look`]; a store that does not take them.
pub async fn keep(
    portal: &Portal,
    account: AccountId,
    name: String,
    bytes: Bytes,
) -> Result<Result<MediaFields, Refusal>, AppError> {
    // Held until the master is on the disk: until then it is in memory.
    let place = match place(portal, account, &name, &bytes).await? {
        Ok(place) => place,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let picture = match looked(&place, name, bytes.clone()).await? {
        Ok(picture) => picture,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let fields = MediaFields::of(&picture, bytes.len());
    let kept = portal.media.put_picture(&picture, bytes).await;
    kept.map_err(|error| AppError::disk("storing a picture", &error))?;
    Ok(Ok(fields))
}

/// Takes bytes off the shelf again whose row was not written. Nobody holds the
/// shelf meanwhile, as for the sweep.
///
/// # Errors
/// What the database says.
pub async fn take_back(portal: &Portal, hash: String) -> Result<(), Fault> {
    let _alone = portal.shelf.write().await;
    let sought = hash.clone();
    let is_kept = move |tx: &mut Tx<'_>| put::is_kept(tx, &sought);
    if !portal.db.read(is_kept).await? {
        clear(&portal.media, &hash).await;
    }
    Ok(())
}

/// A place in the pool for a picture of this account's, or why it is none that we take.
///
/// # Errors
/// As [`look`].
pub async fn place(
    portal: &Portal,
    account: AccountId,
    name: &str,
    bytes: &Bytes,
) -> Result<Result<Place, Refusal>, AppError> {
    let whose = For::Account(account);
    let limits = Limits::default();
    match portal.pool.place(whose, name, bytes, &limits).await {
        Ok(place) => Ok(Ok(place)),
        Err(Unplaced::Refused(refusal)) => Ok(Err(refusal)),
        Err(Unplaced::Busy) => Err(AppError::Busy),
        Err(Unplaced::Ended(error)) => Err(AppError::Defect(error.to_string())),
    }
}

async fn looked(
    place: &Place,
    name: String,
    bytes: Bytes,
) -> Result<Result<Picture, Refusal>, AppError> {
    let look = move || read(&bytes, &name, &Limits::default());
    let looked = place.run(look).await;
    looked.map_err(|error| AppError::Defect(error.to_string()))
}
