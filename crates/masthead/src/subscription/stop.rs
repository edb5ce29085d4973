//! The link at the foot of a letter. Its seal proves that it came with one, so
//! it works without a log-in; a program that looks at links ends nothing, as
//! only a POST does: that of the page, or of a mail program (RFC 8058).

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};

use super::pages::StopPage;
use super::rules::{Ending, LetterEnding, SealedLink};
use super::store;
use crate::account::pen;
use crate::portal::{AppError, Portal, Reader, private};

/// `GET /unsubscribe/{link}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Path(link): Path<String>,
) -> Result<Response<Body>, AppError> {
    let ends = find(&portal, &link).await?;
    page(&portal, &reader, ends.ending, false).await
}

/// `POST /unsubscribe/{link}`: no such letters from now on. Whatever else is
/// sent with it says nothing.
pub(super) async fn stop(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Path(link): Path<String>,
) -> Result<Response<Body>, AppError> {
    let LetterEnding { account, ending } = find(&portal, &link).await?;
    let pen = pen(&portal, Some(account));
    let write = move |tx: &mut Tx<'_>| store::end(tx, &pen, ending);
    portal.db.write(write).await?;
    page(&portal, &reader, ending, true).await
}

/// Whose letters a link ends, and which.
async fn find(portal: &Portal, link: &str) -> Result<LetterEnding, AppError> {
    let SealedLink { ends, text, seal } = SealedLink::parse(link).ok_or(AppError::NotFound)?;
    let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
        match store::is_account(tx, ends.account)? {
            true => store::find_seal(tx),
            false => Ok(None),
        }
    };
    let secret = portal.db.read(read).await?.ok_or(AppError::NotFound)?;
    match secret.is_seal(text, seal) {
        true => Ok(ends),
        false => Err(AppError::NotFound),
    }
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    ending: Ending,
    done: bool,
) -> Result<Response<Body>, AppError> {
    private(portal, reader, StatusCode::OK, async |room| {
        Ok(StopPage {
            layout: room.private_layout()?,
            what: ending.name(),
            action: reader.path.clone(),
            done,
        })
    })
    .await
}
