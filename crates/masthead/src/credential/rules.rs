//! The states of a credential, and what its form must say. Pure.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use masthead_clock::Millis;

use crate::web::Trouble;

/// Fields in which papers are asked for.
pub const FIELDS: [&str; 4] = ["finance", "education", "health", "law"];
/// Characters of a paper's name.
pub const NAME_CHARS: usize = 120;
/// Characters of words to a decision.
pub const WORDS_CHARS: usize = 1_000;
/// Days before its end that its creator is reminded of it.
pub const WARNED_DAYS: i64 = 30;
/// A paper that holds longer than this was mistyped.
const LONGEST_YEARS: i64 = 50;

/// Where a credential stands. The locale key is `credential-state-{name}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The desk has not looked at it.
    Waiting,
    Confirmed,
    Refused,
    /// The desk took its confirmation back.
    Revoked,
    /// Its last day is over.
    Ended,
    /// Another was sent in its place before the desk had looked.
    Replaced,
}

impl State {
    pub const ALL: [Self; 6] = [
        Self::Waiting,
        Self::Confirmed,
        Self::Refused,
        Self::Revoked,
        Self::Ended,
        Self::Replaced,
    ];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Revoked => "revoked",
            Self::Ended => "ended",
            Self::Replaced => "replaced",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// What the desk's decision makes of it; none where it comes too late.
    #[must_use]
    pub fn after(self, decision: Decision) -> Option<Self> {
        match (self, decision) {
            (Self::Waiting, Decision::Confirm) => Some(Self::Confirmed),
            (Self::Waiting, Decision::Refuse) => Some(Self::Refused),
            (Self::Confirmed, Decision::Revoke) => Some(Self::Revoked),
            _ => None,
        }
    }
}

/// What the desk decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Confirm,
    Refuse,
    Revoke,
}

impl Decision {
    pub const ALL: [Self; 3] = [Self::Confirm, Self::Refuse, Self::Revoke];

    /// The locale key is `credential-{name}`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Refuse => "refuse",
            Self::Revoke => "revoke",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|decision| decision.name() == name)
    }

    /// Whether whoever sent the paper has to be told why.
    #[must_use]
    pub fn needs_words(self) -> bool {
        self != Self::Confirm
    }
}

/// A form, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub field: String,
    pub name: String,
    /// `2026-01-18`
    pub until: String,
}

/// What a form says that is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub field: &'static str,
    pub name: String,
    /// The last day on which it holds.
    pub until: Date,
}

impl Typed {
    /// # Errors
    /// What has to be put right.
    pub fn claim(&self, today: Date) -> Result<Claim, Vec<Trouble>> {
        let mut troubles = Vec::new();
        let mut add = |field, key| troubles.push(Trouble { field, key });
        let field = FIELDS.into_iter().find(|field| *field == self.field);
        if field.is_none() {
            add("field", "apply-trouble-choose");
        }
        let name = self.name.trim();
        if name.is_empty() {
            add("credential_name", "apply-trouble-missing");
        } else if name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
            add("credential_name", "credential-name-wrong");
        }
        let until = last_day(&self.until, today);
        if until.is_none() {
            add("credential_until", "apply-trouble-until");
        }
        match (field, until, troubles.is_empty()) {
            (Some(field), Some(until), true) => Ok(Claim {
                field,
                name: name.to_owned(),
                until,
            }),
            _ => Err(troubles),
        }
    }
}

/// The day that a form names, where a paper can end on it: not over yet, and
/// in no far future.
#[must_use]
pub fn last_day(typed: &str, today: Date) -> Option<Date> {
    let until: Date = typed.trim().parse().ok()?;
    let furthest = today.saturating_add(jiff::Span::new().years(LONGEST_YEARS));
    (today <= until && until <= furthest).then_some(until)
}

/// The day on which something comes out, where the site is: now, or once its embargo ends.
#[must_use]
pub fn day(now: Millis, embargo: Option<Millis>, zone: &TimeZone) -> Date {
    embargo.map_or(now, |at| at.max(now)).zoned(zone).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 1, 18);

    fn typed(field: &str, name: &str, until: &str) -> Typed {
        let [field, name, until] = [field, name, until].map(str::to_owned);
        Typed { field, name, until }
    }

    #[test]
    fn a_paper_holds_on_its_last_day_and_not_after_it() {
        let claim = typed("health", " 医师执业证 ", "2026-01-18").claim(TODAY);
        let claim = claim.expect("it ends today");
        assert_eq!((claim.field, &*claim.name), ("health", "医师执业证"));
        for until in ["2026-01-17", "2076-01-19", "18.1.2026", ""] {
            let wrong = typed("health", "x", until).claim(TODAY);
            let wrong = wrong.expect_err("no such day");
            assert_eq!(wrong[0].field, "credential_until", "{until}");
        }
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let wrong = typed("sports", "", "x").claim(TODAY).expect_err("wrong");
        let fields: Vec<_> = wrong.iter().map(|trouble| trouble.field).collect();
        assert_eq!(fields, ["field", "credential_name", "credential_until"]);
    }

    #[test]
    fn the_desk_decides_once_and_may_take_a_confirmation_back() {
        for state in State::ALL {
            assert_eq!(State::from_name(state.name()), Some(state));
            let open = Decision::ALL.map(|decision| state.after(decision).is_some());
            let expected = match state {
                State::Waiting => [true, true, false],
                State::Confirmed => [false, false, true],
                _ => [false; 3],
            };
            assert_eq!(open, expected, "{state:?}");
        }
    }
}
