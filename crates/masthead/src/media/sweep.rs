//! Takes files out of the store that were stored in the studio and used by nothing for some days.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx};
use masthead_log::Actor;
use masthead_media::{Hash, Object, Store, StoreError};

use super::serve::chain;
use super::store::upload;
use crate::pen::Pen;
use crate::portal::Portal;

/// At one tick: the next comes soon.
const AT_ONCE: i64 = 20;

/// When a file that is stored now is looked at; never, where the operator keeps all.
#[must_use]
pub fn look_at(portal: &Portal, now: Millis) -> Option<Millis> {
    portal.settings.keep_unused.map(|days| now.plus(days))
}

/// Looks at what is due: one look at an index while there is nothing.
///
/// # Errors
/// What the database says.
pub async fn sweep(portal: &Portal) -> Result<(), Fault> {
    let now = portal.clock.now();
    let Some(again) = look_at(portal, now) else {
        return Ok(());
    };
    let due = move |tx: &mut Tx<'_>| upload::list_due(tx, now, AT_ONCE);
    for hash in portal.db.read(due).await? {
        // Nobody stores the same bytes between the end of their row and their own.
        let _alone = portal.shelf.write().await;
        let pen = Pen {
            log: portal.log.clone(),
            ids: portal.ids.clone(),
            clock: portal.clock.clone(),
            actor: Actor::Platform,
        };
        let gone = hash.clone();
        let removed = portal
            .db
            .write(move |tx| upload::remove(tx, &pen, &gone))
            .await;
        match removed {
            Ok(true) => clear(&portal.media, &hash).await,
            Ok(false) => {}
            Err(fault) if upload::is_used(&fault) => {
                let put_off = move |tx: &mut Tx<'_>| upload::put_off(tx, &hash, again);
                portal.db.write(put_off).await?;
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

/// What cannot be deleted is nobody's, and no address leads to it: `masthead check` names it.
pub(super) async fn clear(store: &Store, hash: &str) {
    let Ok(name) = hash.parse::<Hash>() else {
        return;
    };
    let delete = async || -> Result<(), StoreError> {
        for object in store.list_public(name).await? {
            store.delete(name, object).await?;
        }
        store.delete(name, Object::Original).await.map(drop)
    };
    if let Err(error) = delete().await {
        tracing::warn!("clearing {hash}: {}", chain(&error));
    }
}
