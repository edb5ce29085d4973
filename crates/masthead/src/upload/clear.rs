use masthead_db::{Fault, Tx};
use masthead_log::Actor;

use super::store;
use crate::id::UploadId;
use crate::pen::Pen;
use crate::portal::Portal;

/// At one tick: the next comes soon.
const AT_ONCE: i64 = 20;

/// Clears uploads whose time is over: one look at an index while there are
/// none. What the folder refuses is tried again at the next tick.
///
/// # Errors
/// What the database says.
pub async fn clear_due(portal: &Portal) -> Result<(), Fault> {
    let now = portal.clock.now();
    let due = move |tx: &mut Tx<'_>| store::list_due(tx, now, AT_ONCE);
    for upload in portal.db.read(due).await? {
        clear(portal, upload, Actor::Platform).await?;
    }
    Ok(())
}

/// Ends an upload before its time.
///
/// # Errors
/// What the database says.
pub async fn end(portal: &Portal, upload: UploadId, actor: Actor) -> Result<(), Fault> {
    // First nothing more may come: a part that came between would be left over.
    let close = move |tx: &mut Tx<'_>| store::close(tx, upload);
    portal.db.write(close).await?;
    clear(portal, upload, actor).await
}

/// The parts first: without its row nobody would know of them.
async fn clear(portal: &Portal, upload: UploadId, actor: Actor) -> Result<(), Fault> {
    if let Err(error) = portal.media.delete_parts(&upload.to_string()).await {
        tracing::warn!(%upload, "clearing upload {upload}: {error}");
        return Ok(());
    }
    let pen = Pen {
        log: portal.log.clone(),
        ids: portal.ids.clone(),
        clock: portal.clock.clone(),
        actor,
    };
    portal
        .db
        .write(move |tx| store::end(tx, &pen, upload))
        .await
}
