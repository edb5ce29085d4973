use super::pages::ColumnPage;
use crate::web::samples::{self, Samples, either};
use crate::web::{Edition, Locale, NavLink, SlotBlock, TurnPage};

impl Samples for ColumnPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let column = samples::link(&either(locale, "教育", "Education"), "/column/education");
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            column: column.clone(),
            tabs: Vec::new(),
            headline: None,
            cards: Vec::new(),
            turn: TurnPage::default(),
        };
        let tabs = samples::originals(locale).tabs.into_iter();
        let usual = Self {
            layout: samples::layout(locale, edition),
            tabs: tabs
                .map(|tab| NavLink {
                    current: tab.column.url == column.url,
                    label: tab.column.label,
                    url: tab.column.url,
                })
                .collect(),
            headline: Some(SlotBlock {
                channel: column,
                heading: None,
                cards: samples::cards(locale, 1, 1),
            }),
            cards: samples::cards(locale, 2, 8),
            turn: TurnPage {
                newer_url: None,
                older_url: Some("?before=4".to_owned()),
            },
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
