//! What a rehearsal reads: the entries and submissions of many creators at once.

use std::collections::{HashMap, HashSet};

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::credit::Calendar;
use crate::credit::rules::{Day, Entry, Kind};
use crate::id::{ArticleId, CreatorId};

/// Creators that a rehearsal looks at.
pub const CREATORS: i64 = 2_000;
/// Rows of either table that it looks at.
const ROWS: i64 = 50_000;

pub const ENTRIES: &str = "SELECT creator, kind, made_at FROM credit_entry
    WHERE made_at >= $1 AND annulled_at IS NULL
    ORDER BY made_at DESC
    LIMIT $2";

/// The entries since then, by creator, newest first where there are too many.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn entries(
    tx: &mut Tx<'_>,
    since: Millis,
    calendar: &Calendar,
) -> Result<HashMap<CreatorId, Vec<Entry>>, Fault> {
    let rows = tx.query(ENTRIES, params![since, ROWS], |row| {
        Ok((row.get::<CreatorId>(0)?, row.get::<String>(1)?, row.get(2)?))
    })?;
    let mut all: HashMap<CreatorId, Vec<Entry>> = HashMap::new();
    for (creator, kind, at) in rows {
        if let Some(kind) = Kind::from_name(&kind) {
            let day = calendar.day(at);
            all.entry(creator).or_default().push(Entry {
                kind,
                day,
                annulled: false,
            });
        }
    }
    Ok(all)
}

pub const HANDED_IN: &str = "SELECT creator, article, submitted_at FROM submission
    WHERE submitted_at >= $1
    ORDER BY submitted_at DESC
    LIMIT $2";

/// How many pieces each creator handed in on each day since then.
///
/// # Errors
/// What the database says.
pub fn handed_in(
    tx: &mut Tx<'_>,
    since: Millis,
    calendar: &Calendar,
) -> Result<HashMap<CreatorId, Vec<(Day, i64)>>, Fault> {
    let rows = tx.query(HANDED_IN, params![since, ROWS], |row| {
        Ok((
            row.get::<CreatorId>(0)?,
            row.get::<ArticleId>(1)?,
            row.get(2)?,
        ))
    })?;
    let mut seen = HashSet::new();
    let mut counts: HashMap<CreatorId, HashMap<Day, i64>> = HashMap::new();
    for (creator, article, at) in rows {
        let day = calendar.day(at);
        if seen.insert((article, day)) {
            *counts.entry(creator).or_default().entry(day).or_default() += 1;
        }
    }
    let all = counts.into_iter();
    Ok(all
        .map(|(creator, days)| (creator, days.into_iter().collect()))
        .collect())
}
