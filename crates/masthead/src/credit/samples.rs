use super::acts::Account;
use super::pages::{
    AppealLine, AppealPage, CreatorCreditPage, CreditPage, EntryLine, KindChoice, LevelChoice,
    LevelForm, LevelNumber, NumberField, OwnCreditPage, PointsField, Rehearsal, RehearsedLine,
    RehearsedSide, RulesPage, Standing, TypedAppeal, TypedDeduction, VersionLine,
};
use super::rules::{AppealState, Kind, Known, Rules};
use super::store::creator::CreatorRow;
use super::view;
use crate::id::{AppealId, CreatorId, CreditEntryId};
use crate::urls;
use crate::web::samples::{self, CLOCK, Samples, either};
use crate::web::{Edition, Layout, Link, Locale, Trouble, TurnPage};

/// A page in its three states: empty, usual, longest.
fn three<P>(
    locale: Locale,
    edition: Edition,
    page: impl Fn(Layout, usize) -> P,
) -> Vec<(&'static str, P)> {
    let layout = samples::layout(locale, edition);
    vec![
        ("empty", page(samples::bare_layout(locale, edition), 0)),
        ("usual", page(layout.clone(), 1)),
        ("longest", page(layout, 6)),
    ]
}

fn name(locale: Locale, size: usize) -> String {
    either(locale, "港口日记", "Harbour Notes").repeat(size.max(1))
}

fn words(locale: Locale, size: usize) -> String {
    either(
        locale,
        "文中的数字没有出处，已请作者更正。",
        "The figures have no source; the author was asked to correct them. ",
    )
    .repeat(size * size)
}

fn creator(locale: Locale, size: usize) -> Link {
    Link {
        url: urls::desk_credit("harbour", None),
        label: name(locale, size),
    }
}

/// A creator to whom nothing ever happened.
fn standing(size: usize) -> Standing {
    let account = Account {
        creator: CreatorRow {
            id: CreatorId(1),
            handle: "harbour".to_owned(),
            name: "\"Harbour\"".to_owned(),
            known: Known {
                articles: 3,
                trusted: size > 1,
            },
        },
        version: 0,
        rules: Rules::default(),
        today: super::rules::Day(20_000),
        rows: Vec::new(),
        entries: Vec::new(),
    };
    view::standing(&account, 2)
}

fn entries(locale: Locale, size: usize) -> Vec<EntryLine> {
    let states = [
        None,
        Some(AppealState::Open),
        Some(AppealState::Won),
        Some(AppealState::Lost),
    ];
    let line = |(at, state): (usize, &Option<AppealState>)| EntryLine {
        id: CreditEntryId(at as i64),
        kind: Kind::ALL[at].name(),
        at: CLOCK,
        cost: 10,
        weighs: 7,
        words: words(locale, size),
        article: (at > 0).then(|| Link {
            url: "/article/1".to_owned(),
            label: name(locale, size),
        }),
        took_down: at == 2,
        annulled: *state == Some(AppealState::Won),
        appeal: *state,
        appeal_words: words(locale, size),
        answer: words(locale, size / 2),
        may_appeal: state.is_none(),
    };
    states.iter().enumerate().take(size).map(line).collect()
}

impl Samples for OwnCreditPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            creators: vec![creator(locale, size); size],
            creator_name: name(locale, size),
            creator_handle: "harbour".to_owned(),
            standing: standing(size),
            entries: entries(locale, size),
            typed: TypedAppeal {
                entry: CreditEntryId(0),
                words: words(locale, size),
                wrong: (size > 1).then_some("credit-words-long"),
            },
            words_most: 2_000,
            done: size == 1,
        })
    }
}

impl Samples for CreditPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let appeal = |size| AppealLine {
            url: urls::desk_appeal(AppealId(1)),
            creator: creator(locale, size),
            words: words(locale, size),
            at: CLOCK,
        };
        three(locale, edition, |layout, size| Self {
            layout,
            open: size as i64,
            appeals: vec![appeal(size); size],
            rules_url: (size > 0).then_some(urls::DESK_CREDIT_RULES),
            sought: "harbour".repeat(size / 2),
            done: (size == 1).then(|| "won".to_owned()),
            turn: TurnPage {
                newer_url: None,
                older_url: (size > 1).then(|| "?after=5-3".to_owned()),
            },
        })
    }
}

impl Samples for CreatorCreditPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let trouble = |(field, key)| Trouble { field, key };
        let troubles = [
            ("kind", "credit-kind-missing"),
            ("article", "credit-article-unknown"),
            ("words", "credit-words-missing"),
        ];
        three(locale, edition, |layout, size| Self {
            layout,
            id: CreatorId(1),
            creator: creator(locale, size),
            standing: standing(size),
            entries: entries(locale, size),
            kinds: Kind::by_hand()
                .into_iter()
                .map(|name| KindChoice { name, points: 10 })
                .collect(),
            typed: TypedDeduction {
                kind: "title".to_owned(),
                article: "/article/1".to_owned(),
                words: words(locale, size),
            },
            troubles: troubles.into_iter().take(size / 2).map(trouble).collect(),
            words_most: 2_000,
            trusted: size > 1,
            may_trust: size > 0,
            is_own: size == 0,
            done: (size == 1).then(|| "deducted".to_owned()),
        })
    }
}

impl Samples for AppealPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let entry = || entries(locale, 2).remove(1);
        three(locale, edition, |layout, size| Self {
            layout,
            url: urls::desk_appeal(AppealId(1)),
            creator: creator(locale, size),
            entry: entry(),
            entry_by: name(locale, size),
            words: words(locale, size),
            at: CLOCK,
            state: AppealState::Open,
            answer: String::new(),
            may_decide: size > 0,
            typed: words(locale, size),
            wrong: (size > 1).then_some("credit-words-long"),
            words_most: 2_000,
        })
    }
}

fn number(name: &'static str) -> NumberField {
    NumberField {
        name,
        value: "10".to_owned(),
        least: 0,
        most: 100,
    }
}

fn level(number_of: usize) -> LevelForm {
    LevelForm {
        number: number_of,
        numbers: vec![LevelNumber {
            of: "quota",
            field: number("quota_1"),
        }],
        choices: vec![LevelChoice {
            of: "at_once",
            name: "at_once_1",
            chosen: number_of > 1,
        }],
    }
}

fn side(score: i64) -> RehearsedSide {
    RehearsedSide {
        score,
        lowest: score / 2,
        level: 2,
        quota: 20,
        at_once: score > 90,
        schedule: score > 60,
        columns: score > 60,
        beyond: 100 - score,
    }
}

impl Samples for RulesPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            version: size as i64,
            basics: ["recovery_points", "recovery_days", "appeal_days"]
                .map(number)
                .to_vec(),
            points: vec![PointsField {
                kind: "facts",
                field: number("points_facts"),
            }],
            levels: vec![level(size)],
            troubles: (size > 1)
                .then_some(Trouble {
                    field: "points_facts",
                    key: "credit-number-100",
                })
                .into_iter()
                .collect(),
            rehearsal: (size > 0).then(|| Rehearsal {
                days: 90,
                looked: 2_000,
                different: size as i64,
                cut: size > 1,
                lines: vec![
                    RehearsedLine {
                        creator: creator(locale, size),
                        days: 12,
                        now: side(100),
                        then: side(60),
                    };
                    size
                ],
            }),
            raced: false,
            versions: vec![
                VersionLine {
                    version: 1,
                    by: name(locale, size),
                    at: CLOCK,
                };
                size
            ],
            done: size == 1,
        })
    }
}
