use std::collections::HashSet;
use std::hash::Hash;
use std::sync::Arc;

use masthead_archive::rows::{Channel, Column, Localized, Row};
use masthead_archive::{Fault as LineFault, FileKind, LineError, Lines};
use masthead_db::{Fault, Tx};

use super::batch::{Put, Unwritten, refuse, write_batch};
use super::desk::Desk;
use super::lookup::{Lookups, Named};
use super::order::{Nested, Numbered, parents_first};
use super::report::Hall;
use super::{ImportError, Job};
use crate::channel::store::put::ChannelFields;
use crate::column::store::put::ColumnFields;
use crate::id::{ChannelId, ColumnId};
use crate::pen::{Change, Pen};
use crate::{channel, column, section, site};

/// A stored name: JSON, a string or a map from locale to string.
pub(super) fn json(name: &Localized) -> String {
    serde_json::to_string(name).expect("a name is plain data")
}

/// `site.json` itself was read when the archive was opened.
pub(super) fn site(
    job: &Arc<Job>,
    desk: &mut Desk<'_, '_>,
    hall: &mut Hall<'_>,
) -> Result<(), ImportError> {
    let body = serde_json::to_string(job.source.site()).expect("a site is plain data");
    let pen = job.pen.clone();
    let change = desk.write(move |tx| {
        section::take_turn(tx)?;
        site::store::put::put(tx, &pen, &body)
    })?;
    let cleaned = job.source.cleaned_site();
    hall.read(Vec::new(), cleaned.cloned().into_iter().collect());
    let line = cleaned.map_or(1, |error| error.line);
    hall.taken(FileKind::Site, line, change);
    Ok(())
}

pub(super) fn channels(
    job: &Arc<Job>,
    desk: &mut Desk<'_, '_>,
    hall: &mut Hall<'_>,
) -> Result<(), ImportError> {
    let lines = job.source.lines::<Channel>()?;
    sections(job, desk, hall, lines, put_channel)
}

pub(super) fn columns(
    job: &Arc<Job>,
    desk: &mut Desk<'_, '_>,
    hall: &mut Hall<'_>,
) -> Result<(), ImportError> {
    let lines = job.source.lines::<Column>()?;
    sections(job, desk, hall, lines, put_column)
}

/// Sections are few: the file is read whole, since a parent may stand below
/// its children.
fn sections<R: Row + Nested + Send + Sync + 'static>(
    job: &Arc<Job>,
    desk: &mut Desk<'_, '_>,
    hall: &mut Hall<'_>,
    mut lines: Lines<R>,
    put: Put<R>,
) -> Result<(), ImportError> {
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    for (line, row) in &mut lines {
        match row {
            Ok(row) => rows.push(Numbered { line, row }),
            Err(error) => refused.push(error),
        }
    }
    hall.read(refused, lines.take_cleaned());
    let ordered = parents_first(rows);
    refuse_circular(hall, &ordered.circular);
    write_batch(job, desk, hall, &Arc::new(ordered.rows), put)?;
    let bytes = job.source.bytes(R::FILE);
    hall.progress(R::FILE, bytes);
    hall.end_of_file(bytes);
    Ok(())
}

pub(super) fn refuse_circular<R: Row>(hall: &mut Hall<'_>, rows: &[Numbered<R>]) {
    for Numbered { line, .. } in rows {
        let fault = LineFault::new("parent", CIRCLE);
        hall.refused(LineError::new(R::FILE, *line, fault));
    }
}

pub(super) const CIRCLE: &str =
    "goes round in a circle: following the parents leads back to the row";

/// As forms do, each row takes the turn of sections first, and keeps it until
/// its transaction ends: there are tens, and it is one small write for each.
fn put_channel(
    tx: &mut Tx<'_>,
    lookups: &mut Lookups,
    pen: &Pen,
    row: &Channel,
) -> Result<Change, Unwritten> {
    section::take_turn(tx)?;
    let parent = lookups.optional(tx, "parent", row.parent.as_ref())?;
    let above = channel::store::put::find_parent;
    refuse_own_parent::<ChannelId>(tx, &row.id, parent, above)?;
    let fields = ChannelFields {
        name: json(&row.name),
        headline_title: row.headline_title.as_ref().map(json),
        parent,
        position: row.position.unwrap_or(0).into(),
    };
    Ok(channel::store::put::put(tx, pen, &row.id, &fields)?)
}

fn put_column(
    tx: &mut Tx<'_>,
    lookups: &mut Lookups,
    pen: &Pen,
    row: &Column,
) -> Result<Change, Unwritten> {
    section::take_turn(tx)?;
    let parent = lookups.optional(tx, "parent", row.parent.as_ref())?;
    let above = column::store::put::find_parent;
    refuse_own_parent::<ColumnId>(tx, &row.id, parent, above)?;
    let fields = ColumnFields {
        name: json(&row.name),
        headline_title: row.headline_title.as_ref().map(json),
        parent,
        position: row.position.unwrap_or(0).into(),
    };
    Ok(column::store::put::put(tx, pen, &row.id, &fields)?)
}

/// A circle may also close through rows that stand already, or be among them.
fn refuse_own_parent<I: Named + Eq + Hash>(
    tx: &mut Tx<'_>,
    slug: &str,
    parent: Option<I>,
    above: fn(&mut Tx<'_>, I) -> Result<Option<I>, Fault>,
) -> Result<(), Unwritten> {
    let own = I::find(tx, slug)?;
    let mut seen = HashSet::new();
    let mut at = parent;
    while let Some(id) = at {
        if own == Some(id) || !seen.insert(id) {
            return refuse("parent", CIRCLE);
        }
        at = above(tx, id)?;
    }
    Ok(())
}
