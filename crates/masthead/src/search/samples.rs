use super::pages::SearchPage;
use crate::web::samples::{self, Samples};
use crate::web::{Edition, Locale};

impl Samples for SearchPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let asked = |query: String| {
            let mut layout = samples::layout(locale, edition);
            layout.query = query;
            Self {
                layout,
                is_too_long: false,
                most: 100,
                places: samples::channels(locale),
            }
        };
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            is_too_long: false,
            most: 100,
            places: Vec::new(),
        };
        let too_long = Self {
            is_too_long: true,
            ..asked("桥".repeat(101))
        };
        vec![
            ("empty", empty),
            ("usual", asked("<b>桥 & \"bridge\"".to_owned())),
            ("longest", asked("桥".repeat(100))),
            ("too long", too_long),
        ]
    }
}
