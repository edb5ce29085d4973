use crate::id::AccountId;
use jiff::tz::TimeZone;
use masthead_clock::Millis;
use serde::{Serialize, Serializer};

/// The hour of the site's zone at which daily letters go out.
pub const DIGEST_HOUR: i8 = 8;

/// What letters tell of. The locale key is `topic-{name}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// The desk decided on one's application, or asks.
    Application,
    /// The desk decided on one's article.
    Review,
    /// One's scheduled article came out.
    Published,
    /// Somebody follows one's creator.
    Followed,
    /// A creator whom one follows published.
    Following,
}

/// How somebody is told. The locale key is `way-{name}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    None,
    /// A letter for each.
    Now,
    /// One letter a day for all.
    Digest,
}

impl Topic {
    pub const ALL: [Self; 5] = [
        Self::Application,
        Self::Review,
        Self::Published,
        Self::Followed,
        Self::Following,
    ];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Review => "review",
            Self::Published => "published",
            Self::Followed => "followed",
            Self::Following => "following",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name() == name)
    }

    /// For who said nothing: what one waits for comes at once, and nobody gets
    /// letters about others without asking for them.
    #[must_use]
    pub fn usual(self) -> Way {
        match self {
            Self::Application | Self::Review | Self::Published => Way::Now,
            Self::Followed | Self::Following => Way::None,
        }
    }
}

impl Way {
    pub const ALL: [Self; 3] = [Self::None, Self::Now, Self::Digest];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Now => "now",
            Self::Digest => "digest",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }
}

impl Serialize for Topic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Serialize for Way {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// How somebody is told of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopicWay {
    pub topic: Topic,
    pub way: Way,
}

/// What a link in a letter ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    One(Topic),
    /// Every daily letter.
    Digest,
}

impl Ending {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::One(topic) => topic.name(),
            Self::Digest => "digest",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        match name {
            "digest" => Some(Self::Digest),
            name => Topic::from_name(name).map(Self::One),
        }
    }
}

/// Whose letters are ended, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterEnding {
    pub account: AccountId,
    pub ending: Ending,
}

impl LetterEnding {
    /// What is sealed, and stands in the link before its seal.
    #[must_use]
    pub fn text(self) -> String {
        format!("{}.{}", self.account, self.ending.name())
    }
}

/// What a link says, before its seal was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedLink<'a> {
    pub ends: LetterEnding,
    /// What was sealed.
    pub text: &'a str,
    pub seal: &'a str,
}

impl<'a> SealedLink<'a> {
    #[must_use]
    pub fn parse(link: &'a str) -> Option<Self> {
        let (text, seal) = link.rsplit_once('.')?;
        let (account, name) = text.split_once('.')?;
        let ends = LetterEnding {
            account: account.parse().ok()?,
            ending: Ending::from_name(name)?,
        };
        Some(Self { ends, text, seal })
    }
}

/// Daily letters wait so long after their hour, for what happened just before.
const WAIT_MS: i64 = 60_000;

/// The last hour of daily letters before `now`, on the clocks of this zone.
#[must_use]
pub fn digest_before(now: Millis, zone: &TimeZone) -> Millis {
    let today = Millis(now.0 - WAIT_MS).zoned(zone).date();
    let hour = |date: jiff::civil::Date| {
        let at = date.at(DIGEST_HOUR, 0, 0, 0).to_zoned(zone.clone());
        at.map_or(Millis(0), |at| Millis::from(at.timestamp()))
    };
    let at = hour(today);
    if at.0 <= now.0 - WAIT_MS {
        return at;
    }
    today.yesterday().map_or(Millis(0), hour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_daily_letter_has_its_hour_on_the_clocks_of_the_site() {
        let zone = TimeZone::get("Asia/Shanghai").expect("bundled");
        let at = |text: &str| -> Millis {
            let at: jiff::Timestamp = text.parse().expect("a time");
            at.into()
        };
        let before = |text: &str| digest_before(at(text), &zone);
        let yesterday = at("2026-01-17T08:00:00+08:00");
        assert_eq!(before("2026-01-18T04:35:00+08:00"), yesterday);
        assert_eq!(before("2026-01-18T08:00:59+08:00"), yesterday);
        let today = at("2026-01-18T08:00:00+08:00");
        assert_eq!(before("2026-01-18T08:01:00+08:00"), today);
        assert_eq!(before("2026-01-19T07:59:00+08:00"), today);
    }

    #[test]
    fn names_lead_back() {
        for topic in Topic::ALL {
            assert_eq!(Topic::from_name(topic.name()), Some(topic));
            let ends = LetterEnding {
                account: AccountId(7),
                ending: Ending::One(topic),
            };
            let text = ends.text();
            let link = format!("{text}.seal");
            let seal = "seal";
            let text = &*text;
            assert_eq!(
                SealedLink::parse(&link),
                Some(SealedLink { ends, text, seal })
            );
        }
        for way in Way::ALL {
            assert_eq!(Way::from_name(way.name()), Some(way));
        }
        for other in ["", "7", "7.review", "x.review.seal", "7.nothing.seal"] {
            assert_eq!(SealedLink::parse(other), None, "{other:?}");
        }
    }
}
