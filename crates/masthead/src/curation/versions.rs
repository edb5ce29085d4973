//! How a place stood before, and what others did to it meanwhile.

use super::pages::{Conflict, VersionLine};
use super::place::title;
use super::read::Found;
use crate::compose::Room;
use crate::slot::rules::differences;
use crate::slot::store::version::VersionRow;

/// Each with what it changed: the last of them has nothing to compare it with.
pub(super) fn versions(room: &Room<'_>, rows: &[VersionRow], current: i64) -> Vec<VersionLine> {
    let line = |(at, row): (usize, &VersionRow)| VersionLine {
        version: row.version,
        at: row.at.0,
        by: row.by.as_deref().map(|name| room.name(name)),
        act: row.act.clone(),
        differences: rows.get(at + 1).map_or_else(Vec::new, |before| {
            differences(&before.fillings, &row.fillings)
        }),
        titles: row
            .fillings
            .iter()
            .map(|filling| title(room, filling))
            .collect(),
        current: row.version == current,
    };
    rows.iter().enumerate().map(line).collect()
}

/// What was done since that version; `kept` where something had been typed.
pub(super) fn conflict(room: &Room<'_>, found: &Found, since: i64, kept: bool) -> Conflict {
    let mut versions = versions(room, &found.since, found.version);
    versions.retain(|line| line.version > since);
    Conflict { versions, kept }
}
