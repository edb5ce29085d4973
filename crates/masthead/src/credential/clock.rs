//! What the calendar does to credentials.

use jiff::civil::Date;
use masthead_db::{Fault, Tx};
use masthead_log::Actor;

use super::rules::WARNED_DAYS;
use super::store;
use crate::pen::Pen;
use crate::portal::{AppError, Portal};

/// Credentials in one transaction.
const AT_ONCE: i64 = 50;

/// Ends the credentials whose last day is over, and tells of those that end
/// soon: two looks at an index while there are none. What may be published
/// does not wait for it: that asks for the day itself.
///
/// # Errors
/// What the database says.
pub async fn turn(portal: &Portal) -> Result<(), AppError> {
    let front = portal.front().await?;
    let zone = portal.theme(&front)?.zone.clone();
    let today = portal.clock.now().zoned(&zone).date();
    let soon = today.saturating_add(jiff::Span::new().days(WARNED_DAYS));
    let look = move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
        let over = store::list_ended(tx, today, 1)?;
        Ok(!over.is_empty() || !store::list_ending(tx, soon, 1)?.is_empty())
    };
    if !portal.db.read(look).await? {
        return Ok(());
    }
    let pen = Pen {
        log: portal.log.clone(),
        ids: portal.ids.clone(),
        clock: portal.clock.clone(),
        actor: Actor::Platform,
    };
    portal
        .db
        .write(move |tx| write(tx, &pen, today, soon))
        .await?;
    Ok(())
}

fn write(tx: &mut Tx<'_>, pen: &Pen, today: Date, soon: Date) -> Result<(), Fault> {
    for due in store::list_ended(tx, today, AT_ONCE)? {
        store::end(tx, pen, &due)?;
    }
    for due in store::list_ending(tx, soon, AT_ONCE)? {
        store::warn(tx, pen, &due, soon)?;
    }
    Ok(())
}
