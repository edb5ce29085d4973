//! Places for pages that give long forms back.

use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::error::Elapsed;
use tokio::time::timeout;

use super::carried::Carried;

/// Long forms whose page is being made at one time: strangers may send them, and the longest becomes a page of eighty
/// megabytes. They have been read by then: whoever drips one keeps nobody waiting.
static PLACES: Semaphore = Semaphore::const_new(2);
/// A page of less is made at once.
const SHORT_BYTES: usize = 256 * 1024;
/// A page takes a second at most; so many may be ahead.
const WAIT: Duration = Duration::from_secs(60);

/// A place for a long form, once one is free; a short one needs none.
///
/// # Errors
/// None was free for a minute.
pub async fn place(carried: &Carried) -> Result<Option<SemaphorePermit<'static>>, Elapsed> {
    if carried.bytes() <= SHORT_BYTES {
        return Ok(None);
    }
    let place = timeout(WAIT, PLACES.acquire()).await?;
    Ok(place.ok())
}
