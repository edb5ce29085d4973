//! Takes files out of the store that have no row: what a process left that was
//! killed between the file and its row.

use std::collections::BTreeSet;

use masthead_clock::Millis;
use masthead_db::{Fault, FaultKind, Tx, params};
use masthead_log::Reason;
use masthead_media::{Hash, Object, Shelf, StoreError};

use super::private::noted_as;
use super::serve::chain;
use super::store::private;
use super::sweep::{clear, look_at};
use crate::portal::Portal;

/// An import writes files long before their rows: what is younger may be its.
const LEFT_ALONE_MS: i64 = 24 * 3_600_000;

/// Why files without a row stay for now.
#[derive(Debug, thiserror::Error)]
pub enum StrayFault {
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error("the store: {}", chain(.0))]
    Store(#[from] StoreError),
}

impl Reason for StrayFault {
    fn kind(&self) -> Option<FaultKind> {
        match self {
            Self::Fault(fault) => Some(fault.kind()),
            Self::Store(_) => None,
        }
    }
}

/// Looks at the files whose hash begins with `bucket`, with the first also at
/// all private ones, and gives how many were taken away. An operator who keeps
/// all for ever keeps these too.
///
/// # Errors
/// [`StrayFault`]
pub async fn clear_strays(portal: &Portal, bucket: u8) -> Result<usize, StrayFault> {
    let now = portal.clock.now();
    if look_at(portal, now).is_none() {
        return Ok(0);
    }
    let mut cleared = 0;
    for hash in strays(portal, bucket).await? {
        if !is_left(portal, hash, now).await? {
            continue;
        }
        // Nobody stores the same bytes between this look and the end of the file.
        let _alone = portal.shelf.write().await;
        let name = hash.to_string();
        let is_known = move |tx: &mut Tx<'_>| {
            let sql = "SELECT 1 FROM media WHERE hash = $1";
            Ok::<_, Fault>(tx.find(sql, params![&name], |_| Ok(()))?.is_some())
        };
        let is_known = portal.db.read(is_known).await?;
        // Another process may have stored them meanwhile: an import that is run once more.
        if !is_known && is_left(portal, hash, now).await? {
            tracing::info!(%hash, "file {hash} has no row and is taken away");
            clear(&portal.media, &hash.to_string()).await;
            cleared += 1;
        }
    }
    if bucket == 0 {
        cleared += clear_private(portal, now).await?;
    }
    Ok(cleared)
}

/// Private files are noted before they are written: what is in no row was left
/// by a database that was put back to an earlier day.
async fn clear_private(portal: &Portal, now: Millis) -> Result<usize, StrayFault> {
    let mut cleared = 0;
    for name in private_strays(portal).await? {
        let Some(noted) = noted_as(&name).map(str::to_owned) else {
            continue;
        };
        if !is_left_private(portal, &name, now).await? {
            continue;
        }
        let is_known = move |tx: &mut Tx<'_>| private::is_known(tx, &noted);
        let is_known = portal.db.read(is_known).await?;
        if is_known || !is_left_private(portal, &name, now).await? {
            continue;
        }
        match portal.media.delete_private(&name).await {
            Ok(_) => {
                tracing::info!("private file {name} has no row and is taken away");
                cleared += 1;
            }
            Err(error) => tracing::warn!("clearing {name}: {}", chain(&error)),
        }
    }
    Ok(cleared)
}

/// What lies on the private shelf and was in no row a moment ago. What is no
/// file of ours is left alone.
async fn private_strays(portal: &Portal) -> Result<Vec<String>, StrayFault> {
    let mut found = portal.media.list_private().await?;
    if found.is_empty() {
        return Ok(found);
    }
    let known = portal.db.read(private::list_known).await?;
    let known: BTreeSet<String> = known.into_iter().collect();
    found.retain(|name| noted_as(name).is_some_and(|noted| !known.contains(noted)));
    Ok(found)
}

/// As [`is_left`].
async fn is_left_private(portal: &Portal, name: &str, now: Millis) -> Result<bool, StoreError> {
    let head = portal.media.head_private(name).await?;
    Ok(head.is_some_and(|head| now.0 - head.modified_at >= LEFT_ALONE_MS))
}

/// What lies on the shelves and was in no row a moment ago.
async fn strays(portal: &Portal, bucket: u8) -> Result<BTreeSet<Hash>, StrayFault> {
    let mut found = BTreeSet::new();
    for shelf in [Shelf::Original, Shelf::Public] {
        found.extend(portal.media.list(shelf, bucket).await?);
    }
    if found.is_empty() {
        return Ok(found);
    }
    let first = format!("{bucket:02x}");
    let known = move |tx: &mut Tx<'_>| {
        let sql = "SELECT hash FROM media WHERE hash >= $1 AND hash < $2 ORDER BY hash";
        // Behind `abff…` and before `ac` comes no hash.
        let end = format!("{first}g");
        tx.query(sql, params![&first, &end], |row| row.get::<String>(0))
    };
    for hash in portal.db.read(known).await? {
        if let Ok(hash) = hash.parse::<Hash>() {
            found.remove(&hash);
        }
    }
    Ok(found)
}

/// Whether nothing of it was written for a day.
async fn is_left(portal: &Portal, hash: Hash, now: Millis) -> Result<bool, StoreError> {
    let youngest = youngest(portal, hash).await?;
    Ok(youngest.is_some_and(|modified_at| now.0 - modified_at >= LEFT_ALONE_MS))
}

/// When the last of its files was written, in milliseconds since 1970.
async fn youngest(portal: &Portal, hash: Hash) -> Result<Option<i64>, StoreError> {
    let mut objects = portal.media.list_public(hash).await?;
    objects.push(Object::Original);
    let mut youngest = None;
    for object in objects {
        if let Some(head) = portal.media.head(hash, object).await? {
            youngest = youngest.max(Some(head.modified_at));
        }
    }
    Ok(youngest)
}
