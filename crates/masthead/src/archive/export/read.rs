use std::collections::HashSet;
use std::sync::mpsc::SyncSender;

use masthead_archive::rows::{
    Article, Channel, Column, Comment, Creator, Follower, Localized, Site, Slot, User,
};
use masthead_archive::{Fault as RowFault, FileKind};
use masthead_db::{Fault, Tx};

use super::rows;
use crate::id::CommentId;
use crate::{account, article, channel, column, comment, creator, media, site, slot};

/// A row on its way to the writer, in the order of the archive's files.
pub(super) enum Item {
    Site(Box<Site>),
    Channels(Vec<Channel>),
    Columns(Vec<Column>),
    User(User),
    Creator(Creator),
    Follower(Follower),
    /// With what its text names and no archive carries.
    Article {
        row: Box<Article>,
        losses: Vec<String>,
    },
    Comment {
        row: Comment,
        turn: Turn,
    },
    Slot(Slot),
    Media {
        hash: String,
        format: String,
    },
    /// A row that no archive can say.
    Unsaid {
        file: FileKind,
        row: String,
        fault: RowFault,
    },
}

/// When a comment comes to the sieve. One that is left out takes its replies
/// along, so it is sifted before them, also where it is written after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Where it is written, for the first time.
    Own,
    /// Before that, since a reply is written before it.
    Ahead,
    /// Where it is written, after it was sifted ahead.
    Again,
}

/// Sends everything, in one snapshot. Ends early, and well, where nobody
/// listens any more: the writer has failed and says why.
pub(super) fn all(tx: &mut Tx<'_>, to: &SyncSender<Item>) -> Result<(), Fault> {
    let send = |item| drop(to.send(item));
    send(Item::Site(Box::new(site(tx)?)));
    let channels = channel::store::export::list(tx)?;
    send(Item::Channels(
        channels.into_iter().map(rows::channel).collect(),
    ));
    let columns = column::store::export::list(tx)?;
    send(Item::Columns(
        columns.into_iter().map(rows::column).collect(),
    ));
    people(tx, send)?;
    for id in article::store::export::list_ids(tx)? {
        let record = article::store::export::get(tx, id)?;
        let name = record.external_id.clone();
        let item = match rows::article(record) {
            Ok((row, losses)) => Item::Article {
                row: Box::new(row),
                losses,
            },
            Err(fault) => Item::Unsaid {
                file: FileKind::Articles,
                row: name,
                fault,
            },
        };
        if to.send(item).is_err() {
            return Ok(());
        }
    }
    comments(tx, send)?;
    for (article, fields) in slot::store::export::list(tx)? {
        let place = fields.place.clone();
        send(match rows::slot(article, fields) {
            Ok(row) => Item::Slot(row),
            Err(fault) => Item::Unsaid {
                file: FileKind::Slots,
                row: place,
                fault,
            },
        });
    }
    media::store::export::each_shown(tx, |hash, format| {
        send(Item::Media { hash, format });
        Ok(())
    })
}

fn people(tx: &mut Tx<'_>, send: impl Fn(Item)) -> Result<(), Fault> {
    for id in account::store::export::list_ids(tx)? {
        let (external_id, fields) = account::store::export::get(tx, id)?;
        send(Item::User(rows::user(external_id, fields)));
    }
    for id in creator::store::export::list_ids(tx)? {
        send(Item::Creator(rows::creator(creator::store::export::get(
            tx, id,
        )?)));
    }
    creator::store::export::each_follow(tx, |creator, user, since| {
        let since = since.map(rows::time);
        send(Item::Follower(Follower {
            creator,
            user,
            since,
        }));
        Ok(())
    })
}

/// In memory are the ids of all, and once more of those that came ahead: of
/// replies that sort before what they answer, and there are few.
fn comments(tx: &mut Tx<'_>, send: impl Fn(Item)) -> Result<(), Fault> {
    let mut ahead = HashSet::new();
    for id in comment::store::export::list_ids(tx)? {
        let row = rows::comment(comment::store::export::get(tx, id)?);
        if row.parent.as_ref().is_some_and(|parent| *parent > row.id) {
            for id in above(tx, id, &row.id, &mut ahead)? {
                let row = rows::comment(comment::store::export::get(tx, id)?);
                let turn = Turn::Ahead;
                send(Item::Comment { row, turn });
            }
        }
        let turn = match ahead.contains(&id) {
            true => Turn::Again,
            false => Turn::Own,
        };
        send(Item::Comment { row, turn });
    }
    Ok(())
}

/// What stands above a comment and has not been sifted: the topmost first.
/// Names sort as Rust sorts them, by their bytes; what sorts before this one
/// has had its turn.
fn above(
    tx: &mut Tx<'_>,
    id: CommentId,
    name: &str,
    ahead: &mut HashSet<CommentId>,
) -> Result<Vec<CommentId>, Fault> {
    let mut found = Vec::new();
    let mut at = comment::store::put::find_parent(tx, id)?;
    while let Some(id) = at {
        let is_past = comment::store::export::get(tx, id)?.external_id.as_str() <= name;
        if is_past || !ahead.insert(id) {
            break;
        }
        found.push(id);
        at = comment::store::put::find_parent(tx, id)?;
    }
    found.reverse();
    Ok(found)
}

/// A portal that was never set up still has a name.
fn site(tx: &mut Tx<'_>) -> Result<Site, Fault> {
    let stored = site::store::find(tx)?;
    let stored = stored.and_then(|body| serde_json::from_str(&body).ok());
    Ok(stored.unwrap_or_else(|| Site::new(Localized::from("Masthead"))))
}
