use super::pages::{
    ApprovePage, AskedText, ChannelFilter, Fact, ModeratePage, Paragraph, QueueLine, QueuePage,
    ReadPage, Said, TakenLine, TakenPage, TypedDecision,
};
use super::rules::REASONS;
use crate::credit::rules::Kind;
use crate::id::ChannelId;
use crate::publishing::diff;
use crate::web::samples::{self, CLOCK, Samples, either};
use crate::web::{Edition, Layout, Link, Locale, Markup, Trouble, TurnPage};

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

fn title(locale: Locale, size: usize) -> String {
    either(locale, "大桥今天重新开放", "The bridge reopens today").repeat(size)
}

fn creator(locale: Locale, size: usize) -> Link {
    Link {
        url: "/@harbour".to_owned(),
        label: either(locale, "港口日记", "Harbour Notes").repeat(size.max(1)),
    }
}

impl Samples for QueuePage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            waiting: size as i64 * 8,
            unchecked: size as i64,
            afterwards: size > 1,
            lines: (0..size as i64 * 8)
                .map(|number| QueueLine {
                    url: format!("/desk/review/{number}"),
                    title: title(locale, size),
                    creator: creator(locale, size),
                    channel: either(locale, "城事", "City"),
                    is_update: number % 3 == 1,
                    submitted_at: CLOCK,
                    hours: number * 5,
                    claimed_by: (number % 2 == 1).then(|| either(locale, "方澄", "Fang Cheng")),
                    is_mine: number == 3,
                })
                .collect(),
            channels: vec![ChannelFilter {
                id: ChannelId(1),
                name: either(locale, "城事", "City"),
                chosen: size > 1,
            }],
            done: (size == 1).then(|| "accept".to_owned()),
            turn: TurnPage {
                newer_url: None,
                older_url: (size > 1).then(|| "?after=5-3".to_owned()),
            },
        })
    }
}

fn said(locale: Locale, size: usize) -> Vec<Said> {
    let one = Said {
        words: either(
            locale,
            "请补上数据出处。",
            "Please say where the figures come from.",
        )
        .repeat(size),
        author: either(locale, "方澄", "Fang Cheng"),
        at: CLOCK,
    };
    vec![one; size]
}

impl Samples for ReadPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let text = either(
            locale,
            "今天早上，大桥重新开放。",
            "This morning the bridge reopened.",
        );
        three(locale, edition, |layout, size| Self {
            layout,
            url: "/desk/review/1".to_owned(),
            title: title(locale, size),
            creator: creator(locale, size),
            channel: either(locale, "城事", "City"),
            is_update: size > 1,
            public_url: (size > 1).then(|| "/article/1".to_owned()),
            author: either(locale, "记者 林月", "Lin Yue, reporter").repeat(size.max(1)),
            claimed_until: Some(CLOCK),
            submitted_at: CLOCK,
            facts: vec![
                Fact {
                    key: "piece-summary",
                    value: text.repeat(size),
                };
                size.min(1)
            ],
            paragraphs: (0..size as i64 * 3)
                .map(|block| Paragraph {
                    block,
                    html: Markup::from_renderer(format!("<p>{}</p>", text.repeat(size * 3))),
                    said: if block == 1 {
                        said(locale, size)
                    } else {
                        Vec::new()
                    },
                })
                .collect(),
            said: said(locale, size / 2),
            changes: diff::texts(&text, &text.repeat(size.max(1))),
            state: if size == 0 { "accepted" } else { "waiting" }.to_owned(),
            claimed_by: (size > 0).then(|| either(locale, "方澄", "Fang Cheng")),
            is_mine: size > 0,
            may_claim: false,
            wants_second: size > 1,
            is_read: size == 1,
            readings: said(locale, size / 2),
            afterwards: size > 1,
            kinds: Kind::by_hand(),
            reasons: REASONS.to_vec(),
            wrong: (size > 1).then_some(Trouble {
                field: "reason",
                key: "review-reason-missing",
            }),
            typed: TypedDecision {
                link: (size > 1).then(|| "https://news.example/approve/abc".to_owned()),
                words: text.repeat(size),
                ..TypedDecision::default()
            },
            words_most: 2_000,
        })
    }
}

impl Samples for ApprovePage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let read = ReadPage::samples(locale, edition);
        let page = |(name, read): (&'static str, ReadPage)| {
            let asked = AskedText {
                url: "/approve/abc".to_owned(),
                title: read.title,
                creator: read.creator.label,
                approver: either(locale, "周律师", "Ms Zhou, counsel"),
                ends_at: CLOCK,
                facts: read.facts,
                paragraphs: read.paragraphs,
            };
            let page = Self {
                layout: read.layout,
                asked: (name != "empty").then_some(asked),
                is_done: false,
                wrong: (name == "longest").then_some(Trouble {
                    field: "words",
                    key: "approve-words",
                }),
                words: read.typed.words,
                words_most: read.words_most,
            };
            (name, page)
        };
        let mut pages: Vec<_> = read.into_iter().map(page).collect();
        let done = Self {
            is_done: true,
            ..pages[0].1.clone()
        };
        pages.push(("done", done));
        pages
    }
}

impl Samples for TakenPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            lines: (0..size * 8)
                .map(|number| TakenLine {
                    url: format!("/desk/articles/{number}"),
                    title: title(locale, size),
                    creator: creator(locale, size).label,
                })
                .collect(),
            sought: "https://news.example/article/1".repeat(size / 6),
            unknown: size > 1,
            turn: TurnPage {
                newer_url: None,
                older_url: (size > 1).then(|| "/desk/articles?below=1".to_owned()),
            },
        })
    }
}

impl Samples for ModeratePage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            url: "/desk/articles/1".to_owned(),
            title: title(locale, size),
            creator: creator(locale, size),
            stands: if size == 1 { "taken-down" } else { "published" },
            public_url: (size > 1).then(|| "/article/1".to_owned()),
            is_own: size == 0,
            may_take_down: size > 1,
            may_restore: size == 1,
            reason: (size == 1).then(|| "facts".to_owned()),
            said: (size == 1).then(|| either(locale, "数字与来源不符。", "The figures differ.")),
            kinds: Kind::by_hand(),
            reasons: REASONS.to_vec(),
            done: (size == 1).then_some("take_down"),
            wrong: (size > 1).then_some(Trouble {
                field: "reason",
                key: "moderate-reason-missing",
            }),
            typed: TypedDecision {
                words: "长".repeat(size * 100),
                ..TypedDecision::default()
            },
            words_most: 2_000,
        })
    }
}
