//! Somebody who was invited joins.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_auth::{Digest, Purpose, Secret};
use masthead_db::{Fault, Tx};

use super::pages::{AskedTo, InvitationPage};
use super::store;
use crate::account::store::{language, member};
use crate::account::{Person, pen, see_other};
use crate::portal::{AppError, Portal, Reader, private};
use crate::urls;

fn digest(secret: &str) -> Option<Digest> {
    Secret::parse(secret).map(|secret| secret.digest(Purpose::Invite))
}

/// `GET /invitation/{secret}`: who invites, and to what.
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Path(secret): Path<String>,
) -> Result<Response<Body>, AppError> {
    private(&portal, &reader, StatusCode::OK, async |room| {
        let (digest, now) = (digest(&secret), room.now);
        let find = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            match digest {
                Some(digest) => store::find(tx, digest, now),
                None => Ok(None),
            }
        };
        let found = portal.db.read(find).await?;
        let asked = found.map(|row| AskedTo {
            url: urls::invitation(&secret),
            creator_name: room.name(&row.creator_name),
            creator_url: urls::creator(&row.handle),
            by: room.name(&row.by),
            role: row.role.name(),
            ends_at: row.ends_at.0,
        });
        Ok(InvitationPage {
            layout: room.private_layout()?,
            asked,
        })
    })
    .await
}

/// `POST /invitation/{secret}`: joins. The link ends; one that has ended leads
/// to the page that says so.
pub(super) async fn join(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(secret): Path<String>,
) -> Result<Response<Body>, AppError> {
    let Some(digest) = digest(&secret) else {
        return Ok(see_other(&urls::invitation(&secret)));
    };
    let (pen, locale) = (pen(&portal, Some(person.account)), reader.locale);
    let write = move |tx: &mut Tx<'_>| -> Result<Option<String>, Fault> {
        let Some(row) = store::find(tx, digest, pen.now())? else {
            return Ok(None);
        };
        // Whoever invited may be parted with in this moment: then it is not there any more.
        store::lock(tx, row.creator)?;
        if !store::end(tx, digest)? {
            return Ok(None);
        }
        language::put_first(tx, person.account, locale)?;
        // Whoever is more already stays that.
        let of = member::find(tx, row.creator, person.account)?;
        if of.is_none_or(|role| role < row.role) {
            member::put(tx, &pen, row.creator, person.account, row.role)?;
        }
        Ok(Some(row.handle))
    };
    Ok(match portal.db.write(write).await? {
        Some(handle) => see_other(&urls::studio_list(&handle, "", "", None)),
        None => see_other(&urls::invitation(&secret)),
    })
}
