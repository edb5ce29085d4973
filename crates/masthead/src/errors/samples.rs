use super::pages::{ErrorPage, Problem};
use crate::web::samples::{self, Samples};
use crate::web::{Edition, Locale};

impl Samples for ErrorPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let page = |problem| Self {
            layout: samples::layout(locale, edition),
            problem,
            reference: (problem == Problem::Fault).then(|| "7f3a-91c2".to_owned()),
            hot: if problem == Problem::NotFound {
                samples::cards(locale, 0, 10)
            } else {
                Vec::new()
            },
        };
        let names = ["400", "404", "414", "500"];
        let mut all: Vec<_> = names.into_iter().zip(Problem::ALL.map(page)).collect();
        let layout = samples::bare_layout(locale, edition);
        all.push((
            "empty",
            Self {
                layout,
                problem: Problem::NotFound,
                reference: None,
                hot: Vec::new(),
            },
        ));
        let hot = (0..10)
            .map(|number| samples::longest_card(locale, number))
            .collect();
        all.push((
            "longest",
            Self {
                reference: Some("7".repeat(64)),
                hot,
                ..page(Problem::NotFound)
            },
        ));
        all
    }
}
