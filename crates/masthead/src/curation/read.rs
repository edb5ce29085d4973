//! What the page of a place reads.

use std::collections::HashSet;

use masthead_clock::Millis;
use masthead_db::{Fault, Tx};

use super::access::Of;
use crate::article::store::{self as articles, CardRow, Key};
use crate::compose::PAGE_AND_ONE;
use crate::id::ArticleId;
use crate::slot::store::candidate;
use crate::slot::store::open::{self, OpenRow};
use crate::slot::store::version::{self, VersionRow};

/// Versions on one page.
pub(super) const VERSIONS: usize = 10;
/// Behind a conflict stand at most so many changes of others.
const SINCE: i64 = 20;

/// What is asked for.
pub(super) struct Asked {
    pub(super) place: String,
    pub(super) of: Of,
    pub(super) now: Millis,
    /// Where the list of candidates begins.
    pub(super) from: Key,
    /// Versions below this one are listed.
    pub(super) below: i64,
    /// Others have changed the place since this version.
    pub(super) since: Option<i64>,
}

pub(super) struct Found {
    pub(super) version: i64,
    pub(super) open: Vec<OpenRow>,
    pub(super) candidates: Vec<CardRow>,
    pub(super) with_film: HashSet<ArticleId>,
    /// One more than a page, to tell what the last one changed.
    pub(super) versions: Vec<VersionRow>,
    pub(super) since: Vec<VersionRow>,
}

/// At most eleven queries: version, fillings, candidates, their films (40
/// fillings and 21 candidates, 12 at a time), versions, and those of a conflict.
pub(super) fn read(tx: &mut Tx<'_>, asked: &Asked) -> Result<Found, Fault> {
    let (place, from) = (asked.place.as_str(), asked.from);
    let open = open::list_of(tx, place, asked.now)?;
    let candidates = match asked.of {
        Of::Portal => articles::list_newest(tx, from, PAGE_AND_ONE)?,
        Of::Channel(id) => articles::list_by_channel(tx, id, from, PAGE_AND_ONE)?,
        Of::Column(id) => articles::list_by_column(tx, id, from, PAGE_AND_ONE)?,
    };
    let placed = open.iter().map(|row| row.filling.article);
    let shown: Vec<ArticleId> = placed.chain(candidates.iter().map(|row| row.id)).collect();
    let since = match asked.since {
        Some(since) => {
            let mut rows = version::list(tx, place, i64::MAX, SINCE)?;
            rows.retain(|row| row.version >= since);
            rows
        }
        None => Vec::new(),
    };
    Ok(Found {
        version: version::find(tx, place)?,
        with_film: candidate::with_film(tx, &shown)?,
        versions: version::list(tx, place, asked.below, VERSIONS as i64 + 1)?,
        open,
        candidates,
        since,
    })
}
