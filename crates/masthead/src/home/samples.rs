use super::pages::HomePage;
use crate::web::samples::{self, Samples};
use crate::web::{Edition, Locale};

impl Samples for HomePage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let usual = Self {
            layout: samples::layout(locale, edition),
            top_stories: samples::cards(locale, 0, 5),
            channels: samples::blocks(locale, 5),
            hot: samples::cards(locale, 3, 10),
            originals: Some(samples::originals(locale)),
            newest: samples::cards(locale, 2, 12),
            older_url: Some("/?before=1000".to_owned()),
        };
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            top_stories: Vec::new(),
            channels: Vec::new(),
            hot: Vec::new(),
            originals: None,
            newest: Vec::new(),
            older_url: None,
        };
        let long = |count| {
            (0..count)
                .map(|number| samples::longest_card(locale, number))
                .collect::<Vec<_>>()
        };
        let longest = Self {
            top_stories: long(8),
            hot: long(10),
            newest: long(20),
            ..usual.clone()
        };
        vec![("empty", empty), ("usual", usual), ("longest", longest)]
    }
}
