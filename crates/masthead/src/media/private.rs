//! Files that only some may see: pictures and papers that were sent to the desk.
//!
//! Each is noted before its bytes are written. What nothing came to name, since the form was refused, another window was
//! quicker or the process ended in between, is found by its note and taken away.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use masthead_auth::Secret;
use masthead_db::{Fault, Tx};
use masthead_media::{Picture, StoreError};

use super::serve::chain;
use super::store::private::{self as store, New};
use super::stream::Stored;
use crate::id::AccountId;
use crate::portal::{AppError, Portal};

/// Ends the name of the copy of a picture that is shown.
const SHOWN: &str = "-shown";
/// What an account may send to the desk in a day: every file of an application twice over.
pub const DAY_MIB: u64 = 150;
/// Longer than any request takes to name what it has sent.
const UNNAMED: Duration = Duration::from_secs(24 * 3_600);
/// At one tick: the next comes soon.
const AT_ONCE: i64 = 20;
/// What the store did not give up is tried again, behind all others.
const LATER: Duration = Duration::from_secs(3_600);

/// Keeps a paper under a name that nobody guesses. Gives the name; none where
/// the account has sent as much today as it may.
///
/// # Errors
/// A store or a database that cannot be written.
pub async fn keep_paper(
    portal: &Portal,
    account: AccountId,
    bytes: Bytes,
) -> Result<Option<String>, AppError> {
    let Some(name) = note(portal, account, None, bytes.len()).await? else {
        return Ok(None);
    };
    put(portal, &name, bytes).await?;
    Ok(Some(name))
}

/// As [`keep_paper`]; beside the original lies the copy that is shown, freed of
/// where it was taken.
///
/// # Errors
/// A store or a database that cannot be written.
pub async fn keep_picture(
    portal: &Portal,
    account: AccountId,
    picture: Picture,
    original: Bytes,
) -> Result<Option<String>, AppError> {
    let shown_type = Some(picture.master_format.media_type());
    let Some(name) = note(portal, account, shown_type, original.len()).await? else {
        return Ok(None);
    };
    put(portal, &name, original).await?;
    put(portal, &shown(&name), picture.master).await?;
    Ok(Some(name))
}

async fn note(
    portal: &Portal,
    account: AccountId,
    shown_type: Option<&'static str>,
    size_bytes: usize,
) -> Result<Option<String>, AppError> {
    let front = portal.front().await?;
    let now = portal.clock.now();
    let day = now.zoned(&portal.theme(&front)?.zone).date().to_string();
    let new = New {
        stored_as: Secret::fresh(portal.entry.random()).text(),
        account,
        shown_type,
        look_at: now.plus(UNNAMED),
    };
    let name = new.stored_as.clone();
    let write = move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
        let size = i64::try_from(size_bytes).unwrap_or(i64::MAX);
        let most = i64::try_from(DAY_MIB * 1024 * 1024).unwrap_or(i64::MAX);
        let fits = store::count(tx, account, &day, size, most)?;
        if fits {
            store::insert(tx, &new)?;
        }
        Ok(fits)
    };
    let fits = portal.db.write(write).await?;
    Ok(fits.then_some(name))
}

async fn put(portal: &Portal, name: &str, bytes: Bytes) -> Result<(), AppError> {
    let put = portal.media.put_private(name, bytes).await;
    put.map_err(|error| AppError::disk("keeping a private file", &error))
}

/// The name of the copy that is shown.
fn shown(name: &str) -> String {
    format!("{name}{SHOWN}")
}

/// The name that a row knows a file by; none where it is no file of ours.
pub(super) fn noted_as(file: &str) -> Option<&str> {
    let name = file.strip_suffix(SHOWN).unwrap_or(file);
    Secret::parse(name).map(|_| name)
}

/// A picture as it is shown to those who may see it, still in the store.
pub struct Shown {
    pub media_type: String,
    pub stored: Stored,
    pub size_bytes: u64,
}

/// The picture of an application by its name; none where the store does not have it.
///
/// # Errors
/// A store or a database that cannot be read.
pub async fn find_picture(portal: &Portal, name: String) -> Result<Option<Shown>, AppError> {
    let copy = shown(&name);
    let head = portal.media.head_private(&copy).await;
    let head = head.map_err(|error| AppError::disk("opening a picture", &error))?;
    let find = move |tx: &mut Tx<'_>| store::find_shown_type(tx, &name);
    let shown_type = portal.db.read(find).await?;
    Ok(shown_type.zip(head).map(|(media_type, head)| Shown {
        media_type,
        stored: Stored::Private(copy),
        size_bytes: head.size_bytes,
    }))
}

/// The picture as it was sent.
///
/// # Errors
/// A store that cannot be read.
pub async fn original(portal: &Portal, name: &str) -> Result<Option<Bytes>, AppError> {
    let found = portal.media.get_private(name).await;
    found.map_err(|error| AppError::disk("opening a picture", &error))
}

/// What a sending has kept, and the sending has ended: what nothing names of it
/// goes at the next tick.
///
/// # Errors
/// What the database says.
pub async fn settle(portal: &Arc<Portal>, names: Vec<String>) -> Result<(), Fault> {
    if names.is_empty() {
        return Ok(());
    }
    let now = portal.clock.now();
    let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
        names
            .iter()
            .try_for_each(|name| store::let_go(tx, name, now))
    };
    portal.db.write(write).await
}

/// Takes away what nothing names: one look at an index while there is nothing.
///
/// # Errors
/// What the database says.
pub(super) async fn sweep(portal: &Portal) -> Result<(), Fault> {
    let now = portal.clock.now();
    let due = move |tx: &mut Tx<'_>| store::list_due(tx, now, AT_ONCE);
    for name in portal.db.read(due).await? {
        let asked = name.clone();
        let named = portal.db.write(move |tx| store::keep_named(tx, &asked));
        if named.await? {
            continue;
        }
        // The bytes first: without the row nobody would know of them.
        if let Err(error) = clear(portal, &name).await {
            tracing::warn!("a private file stays for now: {}", chain(&error));
            let later = now.plus(LATER);
            let put_off = move |tx: &mut Tx<'_>| store::let_go(tx, &name, later);
            portal.db.write(put_off).await?;
            continue;
        }
        portal.db.write(move |tx| store::remove(tx, &name)).await?;
    }
    Ok(())
}

async fn clear(portal: &Portal, name: &str) -> Result<(), StoreError> {
    portal.media.delete_private(&shown(name)).await?;
    portal.media.delete_private(name).await.map(drop)
}
