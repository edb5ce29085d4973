//! What each kind of page is made of: its feature declares it.

use super::{Thing, Use};
use crate::id::{AccountId, ArticleId, ChannelId, ColumnId, CreatorId};

/// A kind of page that the press keeps.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub name: &'static str,
    /// Everything that a change of can make a page of this kind wrong.
    pub made_of: &'static [MadeOf],
    /// Whether a view of such a page is a view of its article.
    pub counts_views: bool,
}

impl Kind {
    #[must_use]
    pub const fn new(name: &'static str, made_of: &'static [MadeOf]) -> Self {
        Self {
            name,
            made_of,
            counts_views: false,
        }
    }

    /// The same, whose views are those of its article.
    #[must_use]
    pub const fn counting_views(self) -> Self {
        Self {
            counts_views: true,
            ..self
        }
    }
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

/// What a page shows, and how much of the page it is.
#[derive(Clone, Copy, Debug)]
pub struct MadeOf {
    pub part: Part,
    pub role: Role,
}

impl Part {
    /// As what the page is about.
    #[must_use]
    pub const fn own(self) -> MadeOf {
        MadeOf {
            part: self,
            role: Role::Own,
        }
    }

    /// As what stands beside it.
    #[must_use]
    pub const fn aside(self) -> MadeOf {
        MadeOf {
            part: self,
            role: Role::Aside,
        }
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
        for MadeOf { part, role } in kind.made_of {
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
