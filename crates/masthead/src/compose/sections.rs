use std::collections::HashSet;

use super::Room;
use crate::article::store::CardRow;
use crate::channel::store::ChannelRow;
use crate::column::store::ColumnRow;
use crate::id::ArticleId;
use crate::slot::rules as places;
use crate::slot::store::SlotRow;
use crate::urls;
use crate::web::{Card, Link, Originals, SlotBlock, Tab};

/// Headlines beside an article: more channels than this belong on the home page.
const HEADLINES: usize = 12;

impl Room<'_> {
    #[must_use]
    pub fn channel_link(&self, channel: &ChannelRow) -> Link {
        Link {
            label: self.name(&channel.name),
            url: urls::channel(&channel.slug),
        }
    }

    #[must_use]
    pub fn column_link(&self, column: &ColumnRow) -> Link {
        Link {
            label: self.name(&column.name),
            url: urls::column(&column.slug),
        }
    }

    /// A filled place's cards; the editor's own title rules over the article's.
    #[must_use]
    pub fn filled(&self, place: &str) -> Vec<Card> {
        let slots = self.front.filled(place).iter();
        let card = |slot: &SlotRow| self.placed(slot, self.wide_card(&slot.card));
        slots.map(card).collect()
    }

    fn placed(&self, slot: &SlotRow, mut card: Card) -> Card {
        if let Some(title) = &slot.title {
            card.title = self.name(title);
            card.lang = None;
        }
        card
    }

    /// A channel's block: what the editor placed, else the hottest there.
    #[must_use]
    pub fn channel_block(&self, channel: &ChannelRow, length: usize) -> SlotBlock {
        let mut cards = self.filled(&places::channel_headline(&channel.slug));
        let placed = shown(&cards);
        let ranked = self.front.in_channel(channel.id).iter();
        let more = ranked
            .filter(|row| !placed.contains(&row.id))
            .map(|row| self.wide_card(row));
        let missing = length.saturating_sub(cards.len());
        cards.extend(more.take(missing));
        cards.truncate(length);
        SlotBlock {
            channel: self.channel_link(channel),
            heading: channel
                .headline_title
                .as_deref()
                .map(|title| self.name(title)),
            cards,
        }
    }

    /// The headline of each channel that has one.
    #[must_use]
    pub fn headlines(&self) -> Vec<SlotBlock> {
        let top = self.front.channels.iter();
        top.filter(|channel| channel.parent.is_none())
            .map(|channel| self.channel_block(channel, 1))
            .filter(|block| !block.cards.is_empty())
            .take(HEADLINES)
            .collect()
    }

    /// The original columns with their tabs: the columns below a parent, or
    /// where none has a parent, all of them.
    #[must_use]
    pub fn originals(&self, per_tab: usize) -> Option<Originals> {
        let columns = &self.front.columns;
        let parent = columns
            .iter()
            .find(|column| columns.iter().any(|child| child.parent == Some(column.id)));
        let title = match (&self.front.site.original_title, parent) {
            (Some(title), _) => Some(self.say(title)),
            (None, Some(parent)) => Some(self.name(&parent.name)),
            (None, None) => None,
        };
        let tabs: Vec<Tab> = columns
            .iter()
            .filter(|column| column.parent == parent.map(|parent| parent.id))
            .map(|column| self.tab(column, per_tab))
            .filter(|tab| !tab.cards.is_empty())
            .collect();
        let url = parent.map_or_else(
            || urls::HOME.to_owned(),
            |parent| urls::column(&parent.slug),
        );
        let title = title.or_else(|| tabs.first().map(|tab| tab.column.label.clone()))?;
        (!tabs.is_empty()).then_some(Originals {
            title: Link { label: title, url },
            tabs,
        })
    }

    /// A column's tab: what the editor placed, else the newest there.
    #[must_use]
    pub fn tab(&self, column: &ColumnRow, length: usize) -> Tab {
        let slots = self.front.filled(&places::column_headline(&column.slug));
        let filled = slots.iter();
        let mut cards: Vec<Card> = filled
            .map(|slot| self.placed(slot, self.card(&slot.card)))
            .collect();
        let placed = shown(&cards);
        let newest = self.front.in_column(column.id).iter();
        let more = newest
            .filter(|row| !placed.contains(&row.id))
            .map(|row| self.card(row));
        cards.extend(more.take(length));
        cards.truncate(length);
        Tab {
            column: self.column_link(column),
            heading: column
                .headline_title
                .as_deref()
                .map(|title| self.name(title)),
            cards,
        }
    }

    /// The hot list without what stands elsewhere on the page.
    #[must_use]
    pub fn hot(&self, length: usize, shown: &HashSet<ArticleId>) -> Vec<Card> {
        let hot = self.front.hot.iter();
        hot.filter(|row: &&CardRow| !shown.contains(&row.id))
            .take(length)
            .map(|row| self.card(row))
            .collect()
    }
}

/// The articles whose cards stand on a page already.
#[must_use]
pub fn shown<'c>(cards: impl IntoIterator<Item = &'c Card>) -> HashSet<ArticleId> {
    cards.into_iter().map(|card| card.id).collect()
}
