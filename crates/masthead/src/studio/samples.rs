use super::pages::{
    Choice, DecisionLine, GivenBack, HistoryPage, ListPage, May, PieceForm, PieceLine, PiecePage,
    RemarkLine, RevisionLine, RevisionPage, Spent, Theirs,
};
use super::view::LIMITS;
use crate::id::{AccountId, CreatorId};
use crate::publishing::diff;
use crate::publishing::typed::Typed;
use crate::web::samples::{self, CLOCK, Samples, either};
use crate::web::{Edition, Layout, Locale, Trouble, TurnPage};

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
    either(
        locale,
        "大桥今天重新开放，通勤缩短一刻钟",
        "The bridge reopens today",
    )
    .repeat(size)
}

fn choice(value: &str, label: String, chosen: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label,
        chosen,
    }
}

impl Samples for ListPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let all = [
            vec!["draft"],
            vec!["published", "update"],
            vec!["waiting"],
            vec!["sent-back"],
            vec!["rejected"],
            vec!["scheduled"],
            vec!["withdrawn"],
            vec!["retracted"],
            vec!["taken-down"],
        ];
        three(locale, edition, |layout, size| Self {
            layout,
            creators: (0..size)
                .map(|at| {
                    choice(
                        &at.to_string(),
                        either(locale, "港口日记", "Harbour"),
                        at == 0,
                    )
                })
                .collect(),
            creator_name: either(locale, "港口日记", "Harbour Notes").repeat(size.max(1)),
            members_url: "/studio/members?creator=harbour".to_owned(),
            creator_url: "/@harbour".to_owned(),
            creator_id: CreatorId(1),
            credit_url: "/studio/credit?creator=harbour".to_owned(),
            credentials_url: Some("/studio/credentials?creator=harbour".to_owned()),
            recent: lines(locale, size, &all).take(size % 4).collect(),
            is_full: size > 1,
            drafts_most: 500,
            pieces: lines(locale, size, &all).take(size * 3).collect(),
            filters: vec![choice("draft", String::new(), size == 6)],
            query: String::new(),
            cut: size == 6,
            turn: TurnPage {
                newer_url: None,
                older_url: (size == 6).then(|| "?below=3".to_owned()),
            },
        })
    }
}

fn lines(
    locale: Locale,
    size: usize,
    all: &[Vec<&'static str>],
) -> impl Iterator<Item = PieceLine> {
    all.iter().map(move |marks| PieceLine {
        url: "/studio/article/1".to_owned(),
        title: title(locale, size / 2),
        marks: marks.clone(),
        at: Some(CLOCK),
        public_url: (marks[0] == "published").then(|| "/article/1".to_owned()),
        views: 1_204,
        comments: 7,
    })
}

fn remark(locale: Locale, size: usize) -> RemarkLine {
    RemarkLine {
        quote: either(
            locale,
            "这一段说明不清来源…",
            "This paragraph gives no source…",
        ),
        words: either(
            locale,
            "请补上数据出处。\n",
            "Please say where the figures come from.\n",
        )
        .repeat(size),
        author: either(locale, "方澄", "Fang Cheng"),
        at: CLOCK,
    }
}

fn decisions(locale: Locale, size: usize) -> Vec<DecisionLine> {
    let line = |state: &str| DecisionLine {
        state: state.to_owned(),
        submitted_at: CLOCK,
        decided_at: Some(CLOCK),
        restored_at: (state == "accepted").then_some(CLOCK),
        reason: (state == "sent_back").then(|| "source".to_owned()),
        words: either(
            locale,
            "写得很好，还差一点。",
            "Well written, nearly there.",
        )
        .repeat(size),
        remarks: vec![remark(locale, size); size],
    };
    let states = ["sent_back", "rejected", "accepted", "recalled", "waiting"];
    states.into_iter().take(size).map(line).collect()
}

fn form(locale: Locale, size: usize) -> PieceForm {
    let text = either(
        locale,
        "今天早上，大桥重新开放。",
        "This morning the bridge reopened.",
    );
    PieceForm {
        typed: Typed {
            summary: text.clone(),
            tags: either(locale, "大桥，交通", "bridge, traffic"),
            origin: "reprint".to_owned(),
            ..Typed::default()
        },
        title: title(locale, size),
        markdown: text.repeat(size * 20),
        is_raw: size > 1,
        document: r#"{"version":1,"blocks":[]}"#.to_owned(),
        shown: "{}".to_owned(),
        version: 3,
        saved_at: CLOCK,
        channels: vec![choice("1", either(locale, "城事", "City"), true)],
        columns: (0..size)
            .map(|at| choice(&at.to_string(), either(locale, "周末", "Weekend"), at == 0))
            .collect(),
        is_update: size > 1,
    }
}

impl Samples for PiecePage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let wrong = [
            ("title", "piece-title-missing"),
            ("body", "piece-alt-missing"),
            ("channel", "piece-channel-missing"),
            ("source_url", "piece-url"),
        ];
        three(locale, edition, |layout, size| Self {
            layout,
            url: "/studio/article/1".to_owned(),
            title: title(locale, size),
            creator_name: either(locale, "港口日记", "Harbour Notes"),
            marks_of: if size > 1 {
                vec!["published", "sent-back"]
            } else {
                vec!["draft"]
            },
            public_url: (size > 1).then(|| "/article/1".to_owned()),
            is_standing: size > 1,
            embargo_at: (size > 1).then_some(CLOCK),
            may: May {
                write: size > 0,
                update: size == 0,
                recall: size == 0,
                withdraw: size > 1,
                retract: size > 1,
                unschedule: size > 1,
                discard: size > 0,
                resume: size == 0,
            },
            form: (size > 0).then(|| form(locale, size)),
            queue: (size == 0).then_some(2),
            decisions: decisions(locale, size),
            troubles: wrong
                .iter()
                .filter(|_| size > 1)
                .map(|(field, key)| Trouble { field, key })
                .collect(),
            refused: (size > 1).then_some("publishing-raced"),
            spent: (size > 1).then_some(Spent {
                quota: 20,
                opens_at: Some(CLOCK),
            }),
            credit_url: "/studio/credit?creator=harbour".to_owned(),
            credentials_url: "/studio/credentials?creator=harbour".to_owned(),
            held: (size > 1).then(|| super::pages::Held {
                by: either(locale, "林月", "Lin Yue").repeat(size),
                since: samples::CLOCK,
            }),
            done: (size == 1).then(|| "saved".to_owned()),
            theirs: (size > 1).then(|| Theirs {
                by: either(locale, "林月", "Lin Yue"),
                at: CLOCK,
                title: title(locale, 1),
                text: either(locale, "另一份正文。", "Another text.").repeat(40),
            }),
            given_back: (size == 0).then(|| GivenBack {
                body: either(locale, "没有存下的正文。", "A text that was not saved.").repeat(40),
                fields: vec![("piece-title", title(locale, 1))],
            }),
            is_unsaved: size > 1,
            words_typed: either(locale, "数字有误。", "The figures are wrong.").repeat(size),
            limits: LIMITS,
            words: "{}".to_owned(),
            account: AccountId(1),
            zone: "Asia/Shanghai".to_owned(),
            preview_link: (size > 1)
                .then(|| format!("https://news.example/preview/{}", "x".repeat(43))),
            picture: (size > 1).then(|| "a".repeat(64)),
            film: (size > 1).then(|| format!("<video src=\"{}\"></video>", "a".repeat(64))),
        })
    }
}

impl Samples for HistoryPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            piece_url: "/studio/article/1".to_owned(),
            title: title(locale, size),
            revisions: (0..size as i64 * 4)
                .map(|number| RevisionLine {
                    url: format!("/studio/article/1/history/{number}"),
                    number,
                    title: title(locale, size / 2),
                    at: CLOCK,
                    author: either(locale, "林月", "Lin Yue"),
                    is_public: number == 2,
                })
                .collect(),
            turn: TurnPage::default(),
        })
    }
}

impl Samples for RevisionPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let before = either(
            locale,
            "大桥今天开放。\n不收费。\n",
            "The bridge opens today.\nIt is free.\n",
        );
        let after = either(
            locale,
            "大桥明天开放。\n不收费。\n",
            "The bridge opens tomorrow.\nIt is free.\n",
        );
        three(locale, edition, |layout, size| Self {
            layout,
            piece_url: "/studio/article/1".to_owned(),
            history_url: "/studio/article/1/history".to_owned(),
            url: "/studio/article/1/history/2".to_owned(),
            number: 2,
            at: CLOCK,
            author: either(locale, "林月", "Lin Yue"),
            title: diff::texts(&title(locale, size), &title(locale, size * 2)),
            lines_of: diff::texts(&before.repeat(size), &after.repeat(size)),
            may_restore: size > 0,
        })
    }
}
