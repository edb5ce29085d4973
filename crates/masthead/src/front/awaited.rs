use std::cmp::Reverse;

use super::Front;
use crate::article::store::{AwaitedRow, CardRow};

impl Front {
    /// Adds what is scheduled, and belongs there, to a list by time. On the
    /// front that readers see there is none.
    pub fn add_awaited(&self, rows: &mut Vec<CardRow>, belongs: impl Fn(&AwaitedRow) -> bool) {
        add(rows, &self.awaited, belongs);
    }
}

pub(super) fn add(
    rows: &mut Vec<CardRow>,
    awaited: &[AwaitedRow],
    belongs: impl Fn(&AwaitedRow) -> bool,
) {
    let length = rows.len();
    let more = awaited.iter().filter(|row| belongs(row));
    rows.extend(more.map(|row| row.card.clone()));
    if rows.len() > length {
        rows.sort_by_key(|row| Reverse((row.published_at, row.id)));
    }
}
