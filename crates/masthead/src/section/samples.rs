use super::pages::{ParentChoice, SectionLine, SectionList, SectionPage, SectionsPage, SitePage};
use crate::credential::rules::FIELDS;
use crate::web::samples::{self, Samples, either};
use crate::web::{Edition, Locale, Trouble};

impl Samples for SectionsPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let line = |at: usize, times: usize| SectionLine {
            slug: "sports".to_owned(),
            name: either(locale, "体育", "Sports").repeat(times),
            url: format!("/channel/{}", "sports".repeat(times)),
            edit_url: "/desk/sections/channel/sports".to_owned(),
            is_under: at == 2,
            may_rise: at > 0,
            may_sink: at < 3,
        };
        let list = |kind, count: usize, times| SectionList {
            kind,
            lines: (0..count).map(|at| line(at, times)).collect(),
            may_add: times == 1,
        };
        let usual = Self {
            layout: samples::layout(locale, edition),
            lists: vec![list("channel", 4, 1), list("column", 2, 1)],
            done: Some("added".to_owned()),
            refused: None,
        };
        let longest = Self {
            lists: vec![list("channel", 5, 9), list("column", 5, 9)],
            done: None,
            refused: Some("section-in-use"),
            ..usual.clone()
        };
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            lists: vec![list("channel", 0, 1), list("column", 0, 1)],
            done: None,
            ..usual.clone()
        };
        vec![("empty", empty), ("usual", usual), ("longest", longest)]
    }
}

impl Samples for SectionPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let usual = Self {
            layout: samples::layout(locale, edition),
            kind: "channel",
            action: "/desk/sections/channel/sports".to_owned(),
            is_new: false,
            slug: "sports".to_owned(),
            name_zh: "体育".to_owned(),
            name_en: "Sports".to_owned(),
            headline_zh: "体坛要闻".to_owned(),
            headline_en: String::new(),
            parent: "city".to_owned(),
            parents: vec![ParentChoice {
                slug: "city".to_owned(),
                name: either(locale, "本市", "The city"),
            }],
            field: "health".to_owned(),
            papered: FIELDS.to_vec(),
            name_most: 100,
            slug_most: 64,
            troubles: Vec::new(),
        };
        let wrong = [
            ("name_zh", "section-name-missing"),
            ("slug", "section-slug-wrong"),
            ("parent", "section-parent-wrong"),
        ];
        let longest = Self {
            kind: "column",
            is_new: true,
            name_zh: "体".repeat(100),
            slug: "Sports News".to_owned(),
            troubles: wrong.map(|(field, key)| Trouble { field, key }).to_vec(),
            ..usual.clone()
        };
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            is_new: true,
            slug: String::new(),
            name_zh: String::new(),
            name_en: String::new(),
            headline_zh: String::new(),
            parent: String::new(),
            parents: Vec::new(),
            ..usual.clone()
        };
        vec![("empty", empty), ("usual", usual), ("longest", longest)]
    }
}

impl Samples for SitePage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let usual = Self {
            layout: samples::layout(locale, edition),
            name_zh: "望川".to_owned(),
            name_en: "Wangchuan".to_owned(),
            locale: locale.tag().to_owned(),
            time_zone: "Asia/Shanghai".to_owned(),
            notice_zh: "文章只代表作者本人的看法。".to_owned(),
            notice_en: String::new(),
            name_most: 100,
            notice_most: 2_000,
            done: true,
            troubles: Vec::new(),
        };
        let wrong = [
            ("name_zh", "section-name-missing"),
            ("locale", "site-locale-wrong"),
            ("time_zone", "site-zone-wrong"),
            ("notice_zh", "site-notice-long"),
        ];
        let longest = Self {
            time_zone: "Moon/Sea of Rains".to_owned(),
            notice_zh: "文章只代表作者本人的看法。".repeat(40),
            done: false,
            troubles: wrong.map(|(field, key)| Trouble { field, key }).to_vec(),
            ..usual.clone()
        };
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            name_zh: String::new(),
            name_en: String::new(),
            notice_zh: String::new(),
            done: false,
            ..usual.clone()
        };
        vec![("empty", empty), ("usual", usual), ("longest", longest)]
    }
}
