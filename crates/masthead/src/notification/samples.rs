use super::pages::{Item, NotificationsPage};
use super::rules::{FOLLOWING_DAYS, KEPT_DAYS};
use crate::web::samples::{self, Samples, either};
use crate::web::{Edition, Locale, TurnPage};

fn item(locale: Locale, number: i64, times: usize) -> Item {
    let text = either(
        locale,
        "《大桥重新开放》请修改后再投",
        "“Bridge reopens”: the desk asks for changes",
    );
    Item {
        key: format!("e{number}"),
        text: text.repeat(times),
        url: "/studio/article/7".to_owned(),
        remarks: number % 3,
        at: samples::CLOCK,
        is_unread: number % 2 == 0,
        reason: (number == 1).then(|| {
            let reason = either(
                locale,
                "事实有误或无法核实",
                "Facts are wrong or cannot be checked",
            );
            reason.repeat(times)
        }),
        words: (number == 1).then(|| {
            let words = either(
                locale,
                "数字与来源不符。",
                "The figures are not those of the source.",
            );
            words.repeat(times)
        }),
        appeal_url: (number == 1).then(|| "/studio/credit?creator=harbour".to_owned()),
    }
}

impl Samples for NotificationsPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let layout = samples::layout(locale, edition);
        let page = |items| Self {
            layout: layout.clone(),
            items,
            until: samples::CLOCK,
            kept_days: KEPT_DAYS,
            following_days: FOLLOWING_DAYS,
            turn: TurnPage::default(),
        };
        let many = |count, times| (0..count).map(|n| item(locale, n, times)).collect();
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            ..page(Vec::new())
        };
        let turn = TurnPage {
            newer_url: Some("/account/notifications".to_owned()),
            older_url: Some("/account/notifications?before=5-7".to_owned()),
        };
        vec![
            ("empty", empty),
            ("usual", page(many(4, 1))),
            (
                "longest",
                Self {
                    turn,
                    ..page(many(20, 8))
                },
            ),
        ]
    }
}
