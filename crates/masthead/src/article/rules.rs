//! What an article is, and how it ranks.

use masthead_clock::Millis;
use serde::{Deserialize, Serialize};

/// What was wrong and is right now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// UTC milliseconds.
    pub at: i64,
    pub text: String,
}

/// Where an article stands, in the one word that its row has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredState {
    Draft,
    Submitted,
    Scheduled,
    Published,
    Rejected,
    /// Also what its creator disowned: the row says when.
    Withdrawn,
    TakenDown,
}

impl StoredState {
    const ALL: [Self; 7] = [
        Self::Draft,
        Self::Submitted,
        Self::Scheduled,
        Self::Published,
        Self::Rejected,
        Self::Withdrawn,
        Self::TakenDown,
    ];

    /// As the table's CHECK lists it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::TakenDown => "taken_down",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// What becomes of the pictures and films of an article that comes to stand so.
    #[must_use]
    pub fn serving(self) -> Serving {
        match self {
            Self::Published => Serving::Served,
            Self::TakenDown => Serving::Withheld,
            Self::Draft | Self::Submitted | Self::Scheduled | Self::Rejected | Self::Withdrawn => {
                Serving::AsBefore
            }
        }
    }
}

/// Whether anybody is served what an article shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serving {
    /// To all.
    Served,
    /// To nobody, unless another article shows it.
    Withheld,
    /// What was served is served still: whoever has an address keeps it.
    AsBefore,
}

/// Interest that halves in this time.
pub const HOT_HALF_LIFE_MS: f64 = 12.0 * 3_600_000.0;
/// How many views a comment is worth.
pub const VIEWS_PER_COMMENT: f64 = 12.0;

/// The rank of an article in the hot list: the higher, the hotter.
///
/// The score is `(1 + views + 12 × comments) · 2^((published − now) / half-life)`. Its
/// logarithm is this value minus the same `now / half-life` for all articles,
/// so the order never changes by time alone: it can stand in an index, and is
/// written only when a count changes. Milliseconds. Source: exponential decay
/// as in Cormode et al., "Forward Decay", 2009.
#[must_use]
pub fn hot(published_at: Millis, views: i64, comments: i64) -> i64 {
    let interest = 1.0 + views.max(0) as f64 + VIEWS_PER_COMMENT * comments.max(0) as f64;
    published_at.0 + (interest.log2() * HOT_HALF_LIFE_MS) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    #[test]
    fn twice_the_views_make_up_for_one_half_life() {
        let older = hot(Millis(0), 1_999, 0);
        let newer = hot(Millis(DAY / 2), 999, 0);
        assert!((older - newer).abs() < 2, "{older} {newer}");
    }

    #[test]
    fn a_comment_weighs_twelve_views() {
        assert_eq!(hot(Millis(5), 12, 0), hot(Millis(5), 0, 1));
        assert!(hot(Millis(5), 0, 1) > hot(Millis(5), 11, 0));
    }
}
