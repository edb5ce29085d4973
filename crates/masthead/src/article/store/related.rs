use masthead_db::{Fault, Param, Tx, params};

use super::list::{BY_CHANNEL, BY_CREATOR};
use super::{CardRow, Key, card_from_row};
use crate::id::{ArticleId, ChannelId, CreatorId};

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
    channel: Option<ChannelId>,
    creator: CreatorId,
    start: Key,
    most: usize,
    stands: impl Fn(ArticleId) -> bool,
) -> Result<Vec<CardRow>, Fault> {
    let (sql, of): (_, Param) = match channel {
        Some(channel) => (BY_CHANNEL, channel.into()),
        None => (BY_CREATOR, creator.into()),
    };
    let params = params![of, start.at, start.id, SEEN];
    tx.pick(sql, params, most, |row| match stands(row.get(0)?) {
        true => Ok(None),
        false => card_from_row(row).map(Some),
    })
}
