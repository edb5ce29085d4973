use super::pages::{Choice, Language, SettingsPage, StopPage};
use super::rules::{DIGEST_HOUR, Topic, Way};
use crate::web::samples::{self, Samples};
use crate::web::{Edition, Layout, Locale};

impl Samples for SettingsPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let choices = Topic::ALL.map(|topic| Choice {
            topic,
            way: topic.usual(),
        });
        let page = |layout: Layout, times: usize| Self {
            layout,
            email: format!("{}@example.org", "lin.yue".repeat(times + 1)),
            choices: choices.to_vec(),
            ways: Way::ALL.to_vec(),
            languages: vec![
                Language {
                    tag: Locale::ZhCn,
                    label: "中文",
                    chosen: true,
                },
                Language {
                    tag: Locale::En,
                    label: "English",
                    chosen: false,
                },
            ],
            hour: DIGEST_HOUR,
            zone: "Asia/Shanghai".to_owned(),
            has_mail: times > 0,
            done: times > 0,
        };
        let layout = samples::layout(locale, edition);
        vec![
            ("empty", page(samples::bare_layout(locale, edition), 0)),
            ("usual", page(layout.clone(), 1)),
            ("longest", page(layout, 6)),
        ]
    }
}

impl Samples for StopPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let page = |layout, what, done| Self {
            layout,
            what,
            action: "/unsubscribe/7.review.seal".to_owned(),
            done,
        };
        let layout = samples::layout(locale, edition);
        let bare = samples::bare_layout(locale, edition);
        vec![
            ("empty", page(bare, "review", false)),
            ("usual", page(layout.clone(), "digest", true)),
            ("longest", page(layout, "following", true)),
        ]
    }
}
