use super::pages::{FollowPage, Followed, FollowingPage};
use crate::creator::pages::PastTitle;
use crate::web::samples::{self, Samples, either};
use crate::web::{Edition, Line, Locale, TurnPage};

impl Samples for FollowPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let page = |layout, times: usize, follows| {
            let line = samples::creator(locale, 0);
            Self {
                layout,
                name: line.name.repeat(times),
                follow_url: format!("{}/follow", line.url),
                url: line.url,
                follows,
                refused: (times > 1).then_some("follow-too-many"),
                most: super::MOST,
            }
        };
        let layout = samples::layout(locale, edition);
        let bare = samples::bare_layout(locale, edition);
        vec![
            ("empty", page(bare, 1, false)),
            ("usual", page(layout.clone(), 1, true)),
            ("longest", page(layout, 12, false)),
        ]
    }
}

fn followed(locale: Locale, number: usize, times: usize) -> Followed {
    let line = samples::creator(locale, number);
    let title = either(
        locale,
        "老码头的最后一盏灯",
        "The last lamp of the old pier",
    );
    let title = PastTitle {
        line: Line {
            url: "/article/7".to_owned(),
            title: title.repeat(times),
            lang: None,
            labels: Vec::new(),
        },
        at: samples::CLOCK,
    };
    Followed {
        name: line.name.repeat(times),
        follow_url: format!("{}/follow", line.url),
        url: line.url,
        avatar: samples::picture(number + 4),
        titles: vec![title; number % 4],
    }
}

impl Samples for FollowingPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let layout = samples::layout(locale, edition);
        let page = |creators| Self {
            layout: layout.clone(),
            creators,
            turn: TurnPage::default(),
        };
        let usual = (0..4).map(|number| followed(locale, number, 1)).collect();
        let long = (0..20).map(|number| followed(locale, number, 6)).collect();
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            creators: Vec::new(),
            turn: TurnPage::default(),
        };
        let turn = TurnPage {
            newer_url: Some("/account/following".to_owned()),
            older_url: Some("/account/following?before=5-7".to_owned()),
        };
        vec![
            ("empty", empty),
            ("usual", page(usual)),
            ("longest", Self { turn, ..page(long) }),
        ]
    }
}
