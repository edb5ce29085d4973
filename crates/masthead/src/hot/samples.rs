use super::pages::HotPage;
use crate::web::samples::{self, Samples};
use crate::web::{Edition, Locale};

impl Samples for HotPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let layout = || samples::layout(locale, edition);
        let long = (0..50)
            .map(|number| samples::longest_card(locale, number))
            .collect();
        vec![
            (
                "empty",
                Self {
                    layout: samples::bare_layout(locale, edition),
                    cards: Vec::new(),
                },
            ),
            (
                "usual",
                Self {
                    layout: layout(),
                    cards: samples::cards(locale, 0, 20),
                },
            ),
            (
                "longest",
                Self {
                    layout: layout(),
                    cards: long,
                },
            ),
        ]
    }
}
