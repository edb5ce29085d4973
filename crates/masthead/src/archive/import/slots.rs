use std::sync::Arc;

use masthead_archive::rows::{Place, Slot};
use masthead_clock::Millis;
use masthead_db::Tx;

use super::batch::Unwritten;
use super::desk::Desk;
use super::lookup::Lookups;
use super::people::{millis, plain};
use super::report::Hall;
use super::{ImportError, Job};
use crate::id::{ChannelId, ColumnId};
use crate::pen::{Change, Pen};
use crate::slot;
use crate::slot::rules::FOREVER;
use crate::slot::store::put::SlotFields;

pub(super) fn slots(
    job: &Arc<Job>,
    desk: &mut Desk<'_, '_>,
    hall: &mut Hall<'_>,
) -> Result<(), ImportError> {
    plain(job, desk, hall, put_slot)
}

fn put_slot(
    tx: &mut Tx<'_>,
    lookups: &mut Lookups,
    pen: &Pen,
    row: &Slot,
) -> Result<Change, Unwritten> {
    match &row.place {
        Place::ChannelHeadline(slug) => drop(lookups.id::<ChannelId>(tx, "place", slug)?),
        Place::ColumnHeadline(slug) => drop(lookups.id::<ColumnId>(tx, "place", slug)?),
        Place::HomeTop | Place::Hot => {}
    }
    let article = lookups.id(tx, "article", &row.article)?;
    let title = row.title.as_ref();
    let fields = SlotFields {
        place: row.place.to_string(),
        article,
        from_at: row.from.map_or(Millis(0), millis),
        title: title.map(|title| serde_json::to_string(title).expect("a title is plain data")),
        until_at: row.until.map_or(Millis(FOREVER), millis),
        position: row.position.unwrap_or(0).into(),
    };
    Ok(slot::store::put::put(tx, pen, &fields)?)
}
