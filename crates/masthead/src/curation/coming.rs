//! What will happen in places by the time alone.

use masthead_clock::Millis;

use super::pages::Coming;
use crate::article::store::AwaitedRow;
use crate::compose::Room;
use crate::slot::rules::{FOREVER, local};
use crate::slot::store::open::OpenRow;
use crate::urls;

/// So many are listed: a day of a busy page.
const MOST: usize = 24;
/// The rest of a minute: a look ahead shows what its minute brings.
const REST_MS: i64 = 59_999;

/// Collects what comes; `place` is what the links show.
pub(super) struct Ahead<'r> {
    pub(super) room: &'r Room<'r>,
    pub(super) place: &'r str,
    /// Really now, whatever the page shows.
    pub(super) now: Millis,
    /// The minute that is shown, as fields have it.
    pub(super) shown: &'r str,
}

impl Ahead<'_> {
    pub(super) fn list<'a>(
        &self,
        rows: impl Iterator<Item = &'a OpenRow>,
        awaited: impl Iterator<Item = &'a AwaitedRow>,
    ) -> Vec<Coming> {
        let mut all: Vec<Coming> = rows.flat_map(|row| self.of(row)).flatten().collect();
        all.extend(awaited.filter_map(|row| {
            let (at, title) = (row.card.published_at, &row.card.title);
            self.at(at, "out", title)
        }));
        all.sort_by_key(|coming| coming.at);
        all.truncate(MOST);
        all
    }

    /// The beginning and the end of a filling, where they are to come.
    pub(super) fn of(&self, row: &OpenRow) -> [Option<Coming>; 2] {
        let title = row.filling.title.as_deref();
        let title = title.map_or_else(|| row.filling.name.clone(), |title| self.room.name(title));
        [
            self.at(row.filling.from_at, "begins", &title),
            self.at(row.filling.until_at, "ends", &title),
        ]
    }

    fn at(&self, at: Millis, kind: &'static str, title: &str) -> Option<Coming> {
        if at <= self.now || at.0 == FOREVER {
            return None;
        }
        let minute = local(Millis(at.0.saturating_add(REST_MS)), self.room.zone());
        Some(Coming {
            at: at.0,
            kind,
            title: title.to_owned(),
            url: urls::desk_preview(self.place, Some(&minute)),
            current: minute == self.shown,
        })
    }
}
