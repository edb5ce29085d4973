//! Places on pages that an editor fills, and how a filling changes.

mod difference;
mod filling;
mod window;

use masthead_archive::limits::text;
pub use masthead_archive::rows::Place;

pub use difference::{Difference, differences};
pub use filling::{Filling, New, fill, move_by_one, remove, reorder, restore, revise};
pub use window::{Local, Window, local};

/// The `place` of the home page's lead stories.
pub const HOME_TOP: &str = "home/top";
/// The `place` of an editor's pins in the hot list.
pub const HOT: &str = "hot";

/// The `place` of a channel's headline.
#[must_use]
pub fn channel_headline(slug: &str) -> String {
    format!("channel/{slug}/headline")
}

/// The `place` of a column's headline.
#[must_use]
pub fn column_headline(slug: &str) -> String {
    format!("column/{slug}/headline")
}

/// A slot without an end.
pub const FOREVER: i64 = i64::MAX;

/// Fillings that may stand in one place or be to come there: what an editor
/// can oversee, and what a version of the place takes to be kept.
pub const MOST_FILLINGS: usize = 40;

/// Characters of a title for a place.
pub const TITLE_MOST: usize = text::TITLE;

/// So many of a place's fillings are seen at one time: its first ones.
#[must_use]
pub fn seen_at_once(place: &Place) -> usize {
    match place {
        Place::HomeTop | Place::ChannelHeadline(_) => 5,
        Place::ColumnHeadline(_) => 3,
        Place::Hot => 10,
    }
}

/// What was done to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Filled,
    Revised,
    Removed,
    Moved,
    Restored,
}

impl Act {
    /// As versions and events name it; the locale key is `slot-act-{name}`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Filled => "filled",
            Self::Revised => "revised",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Restored => "restored",
        }
    }
}

/// How a place was found by the first change that versions know of: no act.
pub const FOUND: &str = "found";

/// Why a place stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("what was typed names no article")]
    NoArticle,
    #[error("the article belongs to a channel of others")]
    OtherChannel,
    #[error("the article is not published by then")]
    Unpublished,
    #[error("the article stands there at that time already")]
    Twice,
    #[error("the place holds as much as it may")]
    Full,
    #[error("what was typed is no time")]
    NoTime,
    #[error("the beginning lies in the past")]
    FromPast,
    #[error("what stands already has begun")]
    Begun,
    #[error("the end lies in the past")]
    UntilPast,
    #[error("the end is not after the beginning")]
    EndsBefore,
    #[error("a title is too long")]
    TitleLong,
}

impl Refusal {
    /// The locale key of the reason and the way out.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NoArticle => "slot-trouble-no-article",
            Self::OtherChannel => "slot-trouble-other-channel",
            Self::Unpublished => "slot-trouble-unpublished",
            Self::Twice => "slot-trouble-twice",
            Self::Full => "slot-trouble-full",
            Self::NoTime => "slot-trouble-no-time",
            Self::FromPast => "slot-trouble-from-past",
            Self::Begun => "slot-trouble-begun",
            Self::UntilPast => "slot-trouble-until-past",
            Self::EndsBefore => "slot-trouble-ends-before",
            Self::TitleLong => "slot-trouble-title-long",
        }
    }
}
