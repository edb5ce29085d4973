//! Which places there are, and who may fill them.

use crate::account::Person;
use crate::compose::Room;
use crate::front::Front;
use crate::home;
use crate::id::{ChannelId, ColumnId};
use crate::portal::AppError;
use crate::slot::rules::{Place, seen_at_once};
use crate::urls;
use crate::web::Card;

/// Channels above one another: more than any tree has.
const DEPTH: usize = 16;

/// A channel and those above it.
fn line(front: &Front, channel: ChannelId) -> Vec<ChannelId> {
    let above = |id: &ChannelId| front.channel(*id).and_then(|channel| channel.parent);
    std::iter::successors(Some(channel), above)
        .take(DEPTH)
        .collect()
}

/// Whether somebody may place this channel's articles, or those of none.
pub(super) fn may_place(front: &Front, person: &Person, channel: Option<ChannelId>) -> bool {
    let line = channel.map_or_else(Vec::new, |channel| line(front, channel));
    person.may_fill(&line)
}

/// What a place belongs to.
pub(super) enum Of {
    Portal,
    Channel(ChannelId),
    Column(ColumnId),
}

/// A place that is there and that this person may fill.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Forbidden`].
pub(super) fn enter(front: &Front, person: &Person, place: &Place) -> Result<Of, AppError> {
    let of = match place {
        Place::HomeTop | Place::Hot => Of::Portal,
        Place::ChannelHeadline(slug) => {
            let found = front.channels.iter().find(|channel| channel.slug == *slug);
            Of::Channel(found.ok_or(AppError::NotFound)?.id)
        }
        Place::ColumnHeadline(slug) => {
            let found = front.columns.iter().find(|column| column.slug == *slug);
            Of::Column(found.ok_or(AppError::NotFound)?.id)
        }
    };
    let may = match of {
        Of::Channel(id) => may_place(front, person, Some(id)),
        Of::Portal | Of::Column(_) => may_place(front, person, None),
    };
    may.then_some(of).ok_or(AppError::Forbidden)
}

/// Every place that this person may fill, in the site's order.
pub(super) fn all(front: &Front, person: &Person) -> Vec<Place> {
    let channels = front.channels.iter();
    let channels = channels.map(|channel| Place::ChannelHeadline(channel.slug.clone()));
    let columns = front.columns.iter();
    let columns = columns.map(|column| Place::ColumnHeadline(column.slug.clone()));
    [Place::HomeTop, Place::Hot]
        .into_iter()
        .chain(channels)
        .chain(columns)
        .filter(|place| enter(front, person, place).is_ok())
        .collect()
}

/// What the desk calls a place.
pub(super) fn name(room: &Room<'_>, place: &Place) -> String {
    match place {
        Place::HomeTop => room.word("slot-place-home"),
        Place::Hot => room.word("slot-place-hot"),
        Place::ChannelHeadline(slug) => {
            let found = room.front.channels.iter().find(|row| row.slug == *slug);
            let name = found.map_or_else(|| slug.clone(), |row| room.name(&row.name));
            room.word_with("slot-place-channel", "name", &name)
        }
        Place::ColumnHeadline(slug) => {
            let found = room.front.columns.iter().find(|row| row.slug == *slug);
            let name = found.map_or_else(|| slug.clone(), |row| room.name(&row.name));
            room.word_with("slot-place-column", "name", &name)
        }
    }
}

/// The page on which readers see a place.
pub(super) fn page_url(place: &Place) -> String {
    match place {
        Place::HomeTop => urls::HOME.to_owned(),
        Place::Hot => urls::HOT.to_owned(),
        Place::ChannelHeadline(slug) => urls::channel(slug),
        Place::ColumnHeadline(slug) => urls::column(slug),
    }
}

/// What readers see in a place now: what is placed, and the ranking after it.
pub(super) fn seen(room: &Room<'_>, place: &Place) -> Vec<Card> {
    let most = seen_at_once(place);
    let mut cards = match place {
        Place::HomeTop => home::top_stories(room),
        Place::Hot => room.cards(room.front.hot.iter().take(most)),
        Place::ChannelHeadline(slug) => {
            let found = room.front.channels.iter().find(|row| row.slug == *slug);
            found.map_or_else(Vec::new, |row| room.channel_block(row, most).cards)
        }
        Place::ColumnHeadline(slug) => {
            let found = room.front.columns.iter().find(|row| row.slug == *slug);
            found.map_or_else(Vec::new, |row| room.tab(row, most).cards)
        }
    };
    cards.truncate(most);
    cards
}
