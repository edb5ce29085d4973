//! What pages are made of, and what may happen to it.

use std::time::Duration;

use masthead_press::Haste;

use super::Role;
use crate::id::{AccountId, ArticleId, ChannelId, ColumnId, CreatorId};

/// What pages are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thing {
    /// The site's name, sections and footer: part of every page.
    Site,
    /// Headlines, hot list and columns as many pages show them.
    Front,
    /// The newest articles of the whole site.
    Newest,
    /// The list of all creators.
    Creators,
    Article(ArticleId),
    Creator(CreatorId),
    Channel(ChannelId),
    Column(ColumnId),
    Account(AccountId),
}

/// A thing in a page, and how much of the page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Use {
    pub thing: Thing,
    pub role: Role,
}

/// What happened to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum News {
    /// Readers saw it a while ago; a count that moves by every reader.
    Viewed,
    /// A count or a rank moved.
    Counted,
    /// Something joined it.
    Grew,
    /// An editor or its creator changed it, or took something away.
    Changed,
}

/// What happened to which thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    pub thing: Thing,
    pub news: News,
}

impl Thing {
    #[must_use]
    pub const fn has(self, news: News) -> Touch {
        Touch { thing: self, news }
    }
}

/// Ordinary changes show within this time of their event. A little less than
/// the second that readers are promised, for the event's way here.
const SOON: Duration = Duration::from_millis(900);
/// A number of views may be older: pages are not made anew for each of them.
const VIEWS: Haste = Haste::Within {
    renew: Duration::from_millis(3_300),
    drop: Duration::from_millis(3_900),
};

impl News {
    /// How soon it has to show where the thing has this role, `ago` after it
    /// happened.
    pub(crate) fn haste(self, role: Role, ago: Duration) -> Haste {
        match (self, role) {
            (Self::Changed, _) | (Self::Grew, Role::Own) => Haste::AtOnce,
            (Self::Grew, Role::Aside) | (Self::Counted, _) => {
                Haste::within(SOON.saturating_sub(ago))
            }
            (Self::Viewed, _) => VIEWS,
        }
    }
}
