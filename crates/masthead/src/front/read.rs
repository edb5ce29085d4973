use std::collections::HashMap;

use masthead_archive::rows::{Localized, Site};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};

use super::around::AroundChannels;
use super::awaited;
use super::beside::BesideByVariant;
use super::cards::ReadyCards;
use super::rules::hot_list;
use crate::article::store::{self as articles, AwaitedRow, CardRow, Key, TitleRow};
use crate::channel::store::{self as channels, ChannelRow};
use crate::column::store::{self as columns, ColumnRow};
use crate::id::{ArticleId, ChannelId, ColumnId, CreatorId};
use crate::site::{rules::address, store as sites};
use crate::slot::rules::HOT as HOT_PLACE;
use crate::slot::store::{self as slots, SlotRow};
use crate::web::Locale;

/// The hot list that pages choose from: twenty are shown, less those that
/// stand elsewhere on the page.
const HOT: usize = 60;
/// Looked through to find them, so that a busy creator can be passed over.
const HOT_CANDIDATES: i64 = 400;
/// A look ahead counts in so many scheduled articles.
const AWAITED: i64 = 200;
const NEWEST: i64 = 20;
const IN_CHANNEL: i64 = 7;
const IN_COLUMN: i64 = 4;

/// What many pages show of the portal as a whole.
pub struct Front {
    pub site: Site,
    /// Where the site says that it is. An archive may come from a portal below a path: no link of ours would lead there.
    pub address: Option<String>,
    pub channels: Vec<ChannelRow>,
    pub columns: Vec<ColumnRow>,
    pub hot: Vec<CardRow>,
    pub newest: Vec<CardRow>,
    /// In a look ahead: what is scheduled and will be out by then.
    pub awaited: Vec<AwaitedRow>,
    filled: HashMap<String, Vec<SlotRow>>,
    by_channel: HashMap<ChannelId, Vec<CardRow>>,
    by_column: HashMap<ColumnId, Vec<CardRow>>,
    /// When the next slot begins or ends.
    pub(super) next_change_at: Option<Millis>,
    pub(super) beside: BesideByVariant,
    /// Pictures above titles, for [`crate::compose::Room::tile`].
    pub tiles: ReadyCards<CardRow>,
    /// Titles alone, for [`crate::compose::Room::line`].
    pub lines: ReadyCards<TitleRow>,
    pub(super) around: AroundChannels,
}

impl Front {
    /// Whether pages made of the two show the same.
    pub(super) fn shows_the_same(&self, other: &Self) -> bool {
        self.site == other.site
            && self.channels == other.channels
            && self.columns == other.columns
            && self.hot == other.hot
            && self.newest == other.newest
            && self.filled == other.filled
            && self.by_channel == other.by_channel
            && self.by_column == other.by_column
    }

    /// The site's own language, else Chinese.
    #[must_use]
    pub fn own_locale(&self) -> Locale {
        let own = || Locale::from_tag(self.site.locale.as_deref()?);
        own().unwrap_or_default()
    }

    #[must_use]
    pub fn shows_article(&self, id: ArticleId) -> bool {
        self.shown().any(|card| card.id == id)
    }

    #[must_use]
    pub fn shows_creator(&self, id: CreatorId) -> bool {
        self.shown().any(|card| card.creator == id)
    }

    fn shown(&self) -> impl Iterator<Item = &CardRow> {
        let filled = self.filled.values().flatten().map(|slot| &slot.card);
        let sections = self.by_channel.values().chain(self.by_column.values());
        let lists = self.hot.iter().chain(&self.newest);
        lists.chain(filled).chain(sections.flatten())
    }

    /// What editors have placed there, in their order.
    #[must_use]
    pub fn filled(&self, place: &str) -> &[SlotRow] {
        self.filled.get(place).map_or(&[], Vec::as_slice)
    }

    /// The hottest of a channel.
    #[must_use]
    pub fn in_channel(&self, channel: ChannelId) -> &[CardRow] {
        self.by_channel.get(&channel).map_or(&[], Vec::as_slice)
    }

    /// The newest of a column.
    #[must_use]
    pub fn in_column(&self, column: ColumnId) -> &[CardRow] {
        self.by_column.get(&column).map_or(&[], Vec::as_slice)
    }

    /// The channel at the top of the tree that this one is, or stands under.
    #[must_use]
    pub fn top_of(&self, channel: ChannelId) -> ChannelId {
        let parent = self.channel(channel).and_then(|channel| channel.parent);
        parent.unwrap_or(channel)
    }

    #[must_use]
    pub fn channel(&self, id: ChannelId) -> Option<&ChannelRow> {
        self.channels.iter().find(|channel| channel.id == id)
    }
}

/// One query for each section (there are tens) and a handful more: the sum
/// does not grow with the articles, and is paid at most once a second.
pub(super) fn read(tx: &mut Tx<'_>, now: Millis) -> Result<Front, Fault> {
    let filled = slots::list_filled(tx, now)?;
    read_with(tx, now, filled)
}

/// The front as it will be at a later time, as far as one can know: with what
/// editors have placed for it and what is scheduled until then. Ranks are those
/// of now; what nobody has read yet has none.
pub(super) fn read_ahead(tx: &mut Tx<'_>, at: Millis) -> Result<Front, Fault> {
    let filled = slots::list_ahead(tx, at)?;
    let mut front = read_with(tx, at, filled)?;
    front.awaited = articles::list_awaited(tx, at, AWAITED)?;
    let Front {
        awaited, newest, ..
    } = &mut front;
    awaited::add(newest, awaited, |_| true);
    newest.truncate(NEWEST as usize);
    for (column, cards) in &mut front.by_column {
        awaited::add(cards, &front.awaited, |row| row.columns.contains(column));
        cards.truncate(IN_COLUMN as usize);
    }
    Ok(front)
}

fn read_with(tx: &mut Tx<'_>, now: Millis, placed: Vec<SlotRow>) -> Result<Front, Fault> {
    let site = sites::find(tx)?;
    let channels = channels::list(tx)?;
    let columns = columns::list(tx)?;
    let mut filled: HashMap<String, Vec<SlotRow>> = HashMap::new();
    for slot in placed {
        filled.entry(slot.place.clone()).or_default().push(slot);
    }
    let pins = filled.get(HOT_PLACE).into_iter().flatten();
    let pins = pins.map(|slot| slot.card.clone()).collect();
    let hot = hot_list(pins, articles::hot(tx, now, HOT_CANDIDATES)?, HOT);
    let mut by_channel = HashMap::new();
    for channel in &channels {
        let cards = articles::hot_in_channel(tx, channel.id, now, IN_CHANNEL)?;
        by_channel.insert(channel.id, cards);
    }
    let mut by_column = HashMap::new();
    for column in &columns {
        let cards = articles::list_by_column(tx, column.id, Key::start(now), IN_COLUMN)?;
        by_column.insert(column.id, cards);
    }
    let site = site.map_or_else(unnamed, |body| known(&body));
    let address = site.base_url.as_deref().map(address);
    Ok(Front {
        address: address.and_then(Result::ok),
        site,
        next_change_at: slots::next_change(tx, now)?,
        newest: articles::list_newest(tx, Key::start(now), NEWEST)?,
        channels,
        columns,
        hot,
        awaited: Vec::new(),
        filled,
        by_channel,
        by_column,
        beside: BesideByVariant::default(),
        tiles: ReadyCards::default(),
        lines: ReadyCards::default(),
        around: AroundChannels::default(),
    })
}

fn known(body: &str) -> Site {
    serde_json::from_str(body).unwrap_or_else(|_| unnamed())
}

/// Before the first archive is imported.
fn unnamed() -> Site {
    Site::new(Localized::One("Masthead".to_owned()))
}
