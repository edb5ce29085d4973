//! How much a creator may store in a day.

use masthead_db::Tx;

use crate::credit::Calendar;
use crate::id::ArticleId;
use crate::media::store::upload::{Day, fits};
use crate::portal::{AppError, Portal};

/// Why a file is not taken today: a locale key.
pub(super) const DAY_FULL: &str = "media-day-full";

/// What may be stored today, for any creator.
///
/// # Errors
/// Ours.
pub(super) async fn day(portal: &Portal) -> Result<Day, AppError> {
    let front = portal.front().await?;
    let calendar = Calendar(portal.theme(&front)?.zone.clone());
    let now = portal.clock.now();
    Ok(Day {
        since: calendar.begins(calendar.day(now)),
        now,
        most_bytes: portal.settings.upload_day_bytes,
    })
}

/// Whether the creator of this article may store so many bytes more today, as
/// far as can be said before they are looked at: whoever stores them asks again.
///
/// # Errors
/// Ours.
pub(super) async fn has_room(
    portal: &Portal,
    article: ArticleId,
    bytes: u64,
) -> Result<bool, AppError> {
    let day = day(portal).await?;
    let fits = move |tx: &mut Tx<'_>| fits(tx, article, day, bytes);
    Ok(portal.db.read(fits).await?)
}
