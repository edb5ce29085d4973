use masthead_db::{Fault, Tx, params};

use super::list::{BY_CHANNEL, BY_CREATOR};
use super::{CardRow, Key, card_from_row};

/// Articles looked at to find those that do not stand on the page already.
const SEEN: i64 = 13;

/// What stands beside an article of `channel`: the channel's newest, or the
/// creator's where there is no channel. At most `most`, without those that
/// `stands` knows; what is not shown is hardly read.
///
/// # Errors
/// What the database says.
pub fn list_related(
    tx: &mut Tx<'_>,
    (channel, creator): (Option<i64>, i64),
    start: Key,
    most: usize,
    stands: impl Fn(i64) -> bool,
) -> Result<Vec<CardRow>, Fault> {
    let (sql, of) = match channel {
        Some(channel) => (BY_CHANNEL, channel),
        None => (BY_CREATOR, creator),
    };
    let params = params![of, start.at, start.id, SEEN];
    tx.pick(sql, params, most, |row| match stands(row.get(0)?) {
        true => Ok(None),
        false => card_from_row(row).map(Some),
    })
}
