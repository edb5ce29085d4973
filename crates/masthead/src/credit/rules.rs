//! What points come to, and what a level opens: pure, from the table of an operator, dated entries, and a day.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A creator who never lost a point has so many; nobody has more.
pub const FULL: i64 = 100;
/// Levels in a table, from 1.
pub const LEVELS: usize = 4;
/// A new version is tried on so many days, the last of which is today.
pub const REHEARSED_DAYS: i64 = 90;

/// Characters of what the desk and creators write to each other: letters hold them.
pub const WORDS_CHARS: usize = 2_000;

/// A day of the site's calendar, counted from the first of 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

/// What somebody did wrong. The locale key is `credit-kind-{name}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Untrue, or its source is.
    Facts,
    /// A title that promises another text.
    Title,
    /// Somebody else's work.
    Rights,
    /// Advertising that does not say so.
    Advertising,
    /// Generated text or pictures that are not labelled.
    Unlabelled,
    /// Abuse of people, or of the portal: insults, flooding, bought readers.
    Conduct,
    /// Against the law.
    Law,
    /// The desk rejected a text: written down by itself.
    Rejected,
}

impl Kind {
    pub const ALL: [Self; 8] = [
        Self::Facts,
        Self::Title,
        Self::Rights,
        Self::Advertising,
        Self::Unlabelled,
        Self::Conduct,
        Self::Law,
        Self::Rejected,
    ];

    /// Those for which somebody at the desk takes points.
    #[must_use]
    pub fn by_hand() -> Vec<&'static str> {
        let by_hand = Self::ALL.iter().filter(|kind| **kind != Self::Rejected);
        by_hand.map(|kind| kind.name()).collect()
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Title => "title",
            Self::Rights => "rights",
            Self::Advertising => "advertising",
            Self::Unlabelled => "unlabelled",
            Self::Conduct => "conduct",
            Self::Law => "law",
            Self::Rejected => "rejected",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Where an appeal stands. The locale key is `credit-appeal-{name}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AppealState {
    /// The desk has not decided.
    Open,
    Won,
    Lost,
}

impl AppealState {
    pub const ALL: [Self; 3] = [Self::Open, Self::Won, Self::Lost];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What a level asks for and opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    pub least_score: i64,
    /// Published pieces.
    pub least_articles: i64,
    /// Only for whom the desk trusts.
    pub trusted: bool,
    /// Pieces that may be handed in on a day.
    pub quota: i64,
    /// Whether they come out at once and are checked afterwards.
    pub at_once: bool,
    /// Whether a time may be set at which a piece comes out.
    pub schedule: bool,
    /// Whether columns may be asked for.
    pub columns: bool,
}

/// What a level opens, whatever it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Opens {
    quota: i64,
    at_once: bool,
    schedule: bool,
    columns: bool,
}

impl Level {
    fn opens(&self) -> Opens {
        Opens {
            quota: self.quota,
            at_once: self.at_once,
            schedule: self.schedule,
            columns: self.columns,
        }
    }
}

/// An operator's table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// What each kind costs; one that is not here costs nothing.
    pub points: BTreeMap<Kind, i64>,
    /// So many points of each entry come back…
    pub recovery_points: i64,
    /// …after every so many days.
    pub recovery_days: i64,
    /// An entry can be appealed against for so many days.
    pub appeal_days: i64,
    /// From the lowest; the first is everybody's.
    pub levels: [Level; LEVELS],
}

/// A violation, as far as it weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: Kind,
    pub day: Day,
    /// An appeal was won.
    pub annulled: bool,
}

/// A creator, as far as levels ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    pub articles: i64,
    pub trusted: bool,
}

/// What a creator has and may on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub score: i64,
    /// From 1.
    pub level: usize,
    pub open: Level,
}

impl Default for Rules {
    fn default() -> Self {
        let level = |least_score, least_articles, quota| Level {
            least_score,
            least_articles,
            trusted: false,
            quota,
            at_once: false,
            schedule: true,
            columns: true,
        };
        let stopped = Level {
            schedule: false,
            columns: false,
            ..level(0, 0, 1)
        };
        let trusted = Level {
            trusted: true,
            at_once: true,
            ..level(90, 0, 100)
        };
        let points = [
            (Kind::Facts, 10),
            (Kind::Title, 5),
            (Kind::Rights, 15),
            (Kind::Advertising, 10),
            (Kind::Unlabelled, 5),
            (Kind::Conduct, 20),
            (Kind::Law, 50),
            (Kind::Rejected, 0),
        ];
        Self {
            points: points.into_iter().collect(),
            recovery_points: 1,
            recovery_days: 1,
            appeal_days: 30,
            levels: [stopped, level(60, 0, 20), level(80, 20, 50), trusted],
        }
    }
}

impl Rules {
    /// What a kind costs on the day itself.
    #[must_use]
    pub fn cost(&self, kind: Kind) -> i64 {
        self.points.get(&kind).copied().unwrap_or(0)
    }

    /// What is left of an entry. Each recovers for itself, so that neither
    /// their order nor their number changes how long one weighs.
    #[must_use]
    pub fn weigh(&self, entry: &Entry, today: Day) -> i64 {
        if entry.annulled || entry.day > today {
            return 0;
        }
        let steps = (today.0 - entry.day.0) / self.recovery_days.max(1);
        let back = steps.saturating_mul(self.recovery_points);
        self.cost(entry.kind).saturating_sub(back).max(0)
    }

    /// After so many days nothing weighs any more.
    #[must_use]
    pub fn lasts_days(&self) -> i64 {
        let dearest = self.points.values().copied().max().unwrap_or(0);
        let each = self.recovery_points.max(1);
        (dearest + each - 1) / each * self.recovery_days.max(1)
    }

    #[must_use]
    pub fn score(&self, entries: &[Entry], today: Day) -> i64 {
        let lost: i64 = entries.iter().map(|entry| self.weigh(entry, today)).sum();
        (FULL - lost).clamp(0, FULL)
    }

    #[must_use]
    pub fn standing(&self, known: Known, entries: &[Entry], today: Day) -> Standing {
        let score = self.score(entries, today);
        let has = |level: &Level| {
            score >= level.least_score
                && known.articles >= level.least_articles
                && (known.trusted || !level.trusted)
        };
        // The first is everybody's, whatever its row says.
        let at = self.levels.iter().rposition(has).unwrap_or(0);
        Standing {
            score,
            level: at + 1,
            open: self.levels[at],
        }
    }

    /// The next day on which another piece can be handed in, where `used` were
    /// today; none where no day of recovery brings one.
    #[must_use]
    pub fn opens(&self, known: Known, entries: &[Entry], today: Day, used: i64) -> Option<Day> {
        let quota = |day| self.standing(known, entries, day).open.quota;
        if used < quota(today) {
            return Some(today);
        }
        let days = 1..=self.lasts_days().max(1);
        days.map(|later| Day(today.0 + later))
            .find(|day| quota(*day) > 0)
    }
}

/// A creator's last days, on which a table is tried.
#[derive(Clone, Debug)]
pub struct Past {
    pub known: Known,
    pub entries: Vec<Entry>,
    /// How many pieces were handed in on a day.
    pub handed_in: Vec<(Day, i64)>,
}

/// What a table made of a creator's last days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub today: Standing,
    pub lowest: i64,
    /// Pieces that went beyond a day's quota.
    pub beyond: i64,
}

/// The same days by the table that counts, and by another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rehearsed {
    pub now: Outcome,
    pub then: Outcome,
    /// Days on which score, level or what it opens were different.
    pub days: i64,
}

/// Tries `other` beside the `rules` that count, on the last days of a creator up to `today`.
#[must_use]
pub fn rehearse(rules: &Rules, other: &Rules, past: &Past, today: Day) -> Rehearsed {
    let first = today.0 - REHEARSED_DAYS + 1;
    let days = (first..=today.0).map(Day).filter(|day| {
        let at = |rules: &Rules| {
            let standing = rules.standing(past.known, &past.entries, *day);
            (standing.score, standing.level, standing.open.opens())
        };
        at(rules) != at(other)
    });
    Rehearsed {
        now: outcome(rules, past, today),
        then: outcome(other, past, today),
        days: i64::try_from(days.count()).unwrap_or(REHEARSED_DAYS),
    }
}

fn outcome(rules: &Rules, past: &Past, today: Day) -> Outcome {
    let at = |day| rules.standing(past.known, &past.entries, day);
    let days = (today.0 - REHEARSED_DAYS + 1..=today.0).map(Day);
    let beyond = past.handed_in.iter().filter(|(day, _)| *day <= today);
    Outcome {
        today: at(today),
        lowest: days.map(|day| at(day).score).min().unwrap_or(FULL),
        beyond: beyond
            .map(|(day, pieces)| (pieces - at(*day).open.quota).max(0))
            .sum(),
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
