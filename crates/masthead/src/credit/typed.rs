//! The form of the operator's table.

use std::ops::RangeInclusive;

use serde::Deserialize;

use super::rules::{Kind, LEVELS, Level, Rules};
use crate::web::Trouble;

/// A number of the form, and what it may be.
pub(super) struct Number {
    pub field: &'static str,
    pub range: RangeInclusive<i64>,
}

impl Number {
    const fn new(field: &'static str, range: RangeInclusive<i64>) -> Self {
        Self { field, range }
    }
}

pub(super) const RECOVERY_POINTS: Number = Number::new("recovery_points", 1..=100);
pub(super) const RECOVERY_DAYS: Number = Number::new("recovery_days", 1..=30);
pub(super) const APPEAL_DAYS: Number = Number::new("appeal_days", 1..=365);
const POINTS: RangeInclusive<i64> = 0..=100;
const ARTICLES: RangeInclusive<i64> = 0..=100_000;
const QUOTA: RangeInclusive<i64> = 0..=1_000;

/// The field in which a kind's points are typed.
pub(super) fn points_field(kind: Kind) -> &'static str {
    match kind {
        Kind::Facts => "points_facts",
        Kind::Title => "points_title",
        Kind::Rights => "points_rights",
        Kind::Advertising => "points_advertising",
        Kind::Unlabelled => "points_unlabelled",
        Kind::Conduct => "points_conduct",
        Kind::Law => "points_law",
        Kind::Rejected => "points_rejected",
    }
}

/// The fields of a level: three numbers and four choices.
pub(super) struct LevelFields {
    pub score: &'static str,
    pub articles: &'static str,
    pub quota: &'static str,
    pub trusted: &'static str,
    pub at_once: &'static str,
    pub schedule: &'static str,
    pub columns: &'static str,
}

macro_rules! level_fields {
    ($number:literal) => {
        LevelFields {
            score: concat!("score_", $number),
            articles: concat!("articles_", $number),
            quota: concat!("quota_", $number),
            trusted: concat!("trusted_", $number),
            at_once: concat!("at_once_", $number),
            schedule: concat!("schedule_", $number),
            columns: concat!("columns_", $number),
        }
    };
}

pub(super) const LEVEL_FIELDS: [LevelFields; LEVELS] = [
    level_fields!("1"),
    level_fields!("2"),
    level_fields!("3"),
    level_fields!("4"),
];

/// What was sent: the fields and their text.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Typed(pub Vec<(String, String)>);

impl Typed {
    pub(super) fn value(&self, field: &str) -> &str {
        let found = self.0.iter().find(|(name, _)| name == field);
        found.map_or("", |(_, value)| value.trim())
    }

    /// The form of a table.
    pub(super) fn of(rules: &Rules) -> Self {
        let mut all = vec![
            (RECOVERY_POINTS.field, rules.recovery_points),
            (RECOVERY_DAYS.field, rules.recovery_days),
            (APPEAL_DAYS.field, rules.appeal_days),
        ];
        all.extend(Kind::ALL.map(|kind| (points_field(kind), rules.cost(kind))));
        let mut choices = Vec::new();
        for (fields, level) in LEVEL_FIELDS.iter().zip(&rules.levels) {
            all.extend([
                (fields.score, level.least_score),
                (fields.articles, level.least_articles),
                (fields.quota, level.quota),
            ]);
            choices.extend([
                (fields.trusted, level.trusted),
                (fields.at_once, level.at_once),
                (fields.schedule, level.schedule),
                (fields.columns, level.columns),
            ]);
        }
        let numbers = all.into_iter().map(|(name, n)| (name, n.to_string()));
        let chosen = choices.into_iter().filter(|(_, is)| *is);
        let chosen = chosen.map(|(name, _)| (name, "1".to_owned()));
        let all = numbers.chain(chosen);
        Self(all.map(|(name, text)| (name.to_owned(), text)).collect())
    }

    /// The table that was typed.
    pub(super) fn read(&self) -> Result<Rules, Vec<Trouble>> {
        let mut troubles = Vec::new();
        let mut number = |field: &'static str, range: RangeInclusive<i64>| {
            let found = self.value(field).parse().ok();
            let found = found.filter(|number| range.contains(number));
            found.unwrap_or_else(|| {
                let key = match *range.end() {
                    30 => "credit-number-30",
                    100 if *range.start() == 1 => "credit-number-least",
                    100 => "credit-number-100",
                    365 => "credit-number-365",
                    1_000 => "credit-number-1000",
                    _ => "credit-number-many",
                };
                troubles.push(Trouble { field, key });
                *range.start()
            })
        };
        let (recovery_points, recovery_days, appeal_days) = (
            number(RECOVERY_POINTS.field, RECOVERY_POINTS.range),
            number(RECOVERY_DAYS.field, RECOVERY_DAYS.range),
            number(APPEAL_DAYS.field, APPEAL_DAYS.range),
        );
        let points = Kind::ALL.map(|kind| (kind, number(points_field(kind), POINTS)));
        let is = |field| !self.value(field).is_empty();
        let levels = LEVEL_FIELDS.map(|fields| Level {
            least_score: number(fields.score, POINTS),
            least_articles: number(fields.articles, ARTICLES),
            quota: number(fields.quota, QUOTA),
            trusted: is(fields.trusted),
            at_once: is(fields.at_once),
            schedule: is(fields.schedule),
            columns: is(fields.columns),
        });
        if !troubles.is_empty() {
            return Err(troubles);
        }
        Ok(Rules {
            points: points.into_iter().collect(),
            recovery_points,
            recovery_days,
            appeal_days,
            levels,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_back_from_its_form_as_it_was() {
        let rules = Rules::default();
        assert_eq!(Typed::of(&rules).read().expect("numbers"), rules);
    }

    #[test]
    fn each_number_that_cannot_be_is_named_at_its_field() {
        let mut typed = Typed::of(&Rules::default());
        for (field, text) in &mut typed.0 {
            match field.as_str() {
                "recovery_days" => *text = "0".to_owned(),
                "points_law" => *text = "101".to_owned(),
                "quota_3" => *text = "many".to_owned(),
                _ => {}
            }
        }
        let troubles = typed.read().expect_err("three");
        let fields: Vec<_> = troubles.iter().map(|trouble| trouble.field).collect();
        assert_eq!(fields, ["recovery_days", "points_law", "quota_3"]);
    }
}
