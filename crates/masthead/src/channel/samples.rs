use super::pages::ChannelPage;
use crate::web::samples::{self, Samples, either};
use crate::web::{Edition, Locale, NavLink, SlotBlock, TurnPage};

impl Samples for ChannelPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let channel = samples::link(&either(locale, "体育", "Sports"), "/channel/sports");
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            channel: channel.clone(),
            children: Vec::new(),
            headline: None,
            cards: Vec::new(),
            turn: TurnPage::default(),
            hot: Vec::new(),
        };
        let child = NavLink {
            label: either(locale, "足球", "Football"),
            url: "/channel/football".to_owned(),
            current: false,
        };
        let usual = Self {
            layout: samples::layout(locale, edition),
            children: vec![child; 3],
            headline: Some(SlotBlock {
                channel,
                heading: None,
                cards: samples::cards(locale, 3, 1),
            }),
            cards: samples::cards(locale, 4, 12),
            turn: TurnPage {
                newer_url: Some("?after=9".to_owned()),
                older_url: Some("?before=4".to_owned()),
            },
            hot: samples::cards(locale, 0, 10),
            ..empty.clone()
        };
        let cards = (0..20)
            .map(|number| samples::longest_card(locale, number))
            .collect();
        let longest = Self {
            cards,
            ..usual.clone()
        };
        vec![("empty", empty), ("usual", usual), ("longest", longest)]
    }
}
