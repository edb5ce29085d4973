use crate::urls;

/// What the portal is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An article has one.
    Channel,
    /// A curated series; an article may be in several.
    Column,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Channel, Self::Column];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Column => "column",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Where readers find it.
    #[must_use]
    pub fn url(self, slug: &str) -> String {
        match self {
            Self::Channel => urls::channel(slug),
            Self::Column => urls::column(slug),
        }
    }
}
