//! What each kind of page is made of: the one place where it is declared.

use super::{Thing, Use};

/// Every kind of page that the press keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Home,
    Hot,
    Channel,
    Column,
    Article,
    ShareCode,
    Creator,
    CreatorArchive,
    Creators,
    Search,
    Join,
    Accessibility,
    SiteFeed,
    ChannelFeed,
    ColumnFeed,
    CreatorFeed,
    SitemapIndex,
    SitemapPages,
    SitemapNews,
    SitemapRange,
    Robots,
}

/// What a kind of page shows of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Site,
    Front,
    Newest,
    Article,
    Channel,
    /// The columns of [`Subject::columns`].
    Columns,
    Creator,
    /// All creators, as a list.
    Creators,
    /// The creators named beside other articles: [`Subject::bylines`].
    Bylines,
    /// The accounts of those who comment.
    Commenters,
}

/// How much of a page a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// What the page is about: something new there shows at once.
    Own,
    /// What stands beside it: something new there shows within a second.
    Aside,
}

use crate::id::{AccountId, ArticleId, ChannelId, ColumnId, CreatorId};
use Part::{
    Article, Bylines, Channel, Columns, Commenters, Creator, Creators, Front, Newest, Site,
};
use Role::{Aside, Own};

impl Kind {
    pub const ALL: [Self; 21] = [
        Self::Home,
        Self::Hot,
        Self::Channel,
        Self::Column,
        Self::Article,
        Self::ShareCode,
        Self::Creator,
        Self::CreatorArchive,
        Self::Creators,
        Self::Search,
        Self::Join,
        Self::Accessibility,
        Self::SiteFeed,
        Self::ChannelFeed,
        Self::ColumnFeed,
        Self::CreatorFeed,
        Self::SitemapIndex,
        Self::SitemapPages,
        Self::SitemapNews,
        Self::SitemapRange,
        Self::Robots,
    ];

    /// Everything that a change of can make a page of this kind wrong.
    #[must_use]
    pub const fn made_of(self) -> &'static [(Part, Role)] {
        match self {
            Self::Home => &[(Site, Own), (Front, Own), (Newest, Own)],
            Self::Hot => &[(Site, Own), (Front, Own)],
            Self::Channel => &[
                (Site, Own),
                (Channel, Own),
                (Bylines, Aside),
                (Front, Aside),
            ],
            Self::Column => &[
                (Site, Own),
                (Columns, Own),
                (Bylines, Aside),
                (Front, Aside),
            ],
            Self::Article => &[
                (Site, Own),
                (Article, Own),
                (Creator, Aside),
                (Channel, Aside),
                (Bylines, Aside),
                (Commenters, Aside),
                (Front, Aside),
            ],
            Self::ShareCode => &[(Site, Own), (Article, Own)],
            Self::Creator | Self::CreatorArchive => &[(Site, Own), (Creator, Own)],
            Self::Creators => &[(Site, Own), (Creators, Own), (Bylines, Aside)],
            Self::Search | Self::Join | Self::Accessibility | Self::Robots => &[(Site, Own)],
            Self::SiteFeed => &[(Site, Own), (Newest, Own), (Bylines, Aside)],
            Self::ChannelFeed => &[(Site, Own), (Channel, Own), (Bylines, Aside)],
            Self::ColumnFeed => &[(Site, Own), (Columns, Own), (Bylines, Aside)],
            Self::CreatorFeed => &[(Site, Own), (Creator, Own)],
            Self::SitemapPages => &[(Site, Own), (Newest, Aside)],
            Self::SitemapIndex | Self::SitemapNews | Self::SitemapRange => {
                &[(Site, Own), (Newest, Aside)]
            }
        }
    }

    /// Whether a view of such a page is a view of its article.
    #[must_use]
    pub fn counts_views(self) -> bool {
        self == Self::Article
    }
}

/// Which article, channel, … one page is about, as far as its kind asks.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    pub article: Option<ArticleId>,
    pub channel: Option<ChannelId>,
    pub columns: Vec<ColumnId>,
    pub creator: Option<CreatorId>,
    pub bylines: Vec<CreatorId>,
    pub commenters: Vec<AccountId>,
}

impl Subject {
    /// What a page of this kind about this subject is made of.
    pub(super) fn uses(&self, kind: Kind) -> Vec<Use> {
        let mut uses = Vec::new();
        for (part, role) in kind.made_of() {
            for thing in self.things(*part) {
                let of = Use { thing, role: *role };
                if !uses.contains(&of) {
                    uses.push(of);
                }
            }
        }
        uses
    }

    fn things(&self, part: Part) -> Vec<Thing> {
        match part {
            Part::Site => vec![Thing::Site],
            Part::Front => vec![Thing::Front],
            Part::Newest => vec![Thing::Newest],
            Part::Creators => vec![Thing::Creators],
            Part::Article => each(self.article.as_slice(), Thing::Article),
            Part::Channel => each(self.channel.as_slice(), Thing::Channel),
            Part::Columns => each(&self.columns, Thing::Column),
            Part::Creator => each(self.creator.as_slice(), Thing::Creator),
            Part::Bylines => each(&self.bylines, Thing::Creator),
            Part::Commenters => each(&self.commenters, Thing::Account),
        }
    }
}

fn each<I: Copy>(ids: &[I], thing: fn(I) -> Thing) -> Vec<Thing> {
    ids.iter().copied().map(thing).collect()
}
