//! How much a creator may store in a day.

use masthead_db::Tx;

use crate::credit::Calendar;
use crate::media::store::upload;
use crate::portal::{Portal, Stop};

/// Why a file is not taken today: a locale key.
pub(super) const DAY_FULL: &str = "media-day-full";

/// Whether the creator of this article may store so many bytes more today. Of
/// files that are sent side by side the last may go over it.
///
/// # Errors
/// Ours.
pub(super) async fn has_room(portal: &Portal, article: i64, bytes: u64) -> Result<bool, Stop> {
    let front = portal.front().await?;
    let calendar = Calendar(portal.theme(&front)?.zone.clone());
    let now = portal.clock.now();
    let since = calendar.begins(calendar.day(now));
    let used = move |tx: &mut Tx<'_>| upload::used(tx, article, (since, now));
    let used = portal.db.read(used).await?.unsigned_abs();
    Ok(used.saturating_add(bytes) <= portal.settings.upload_day_bytes)
}
