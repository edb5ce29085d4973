use super::carried::{Carried, CarryPage, Why};
use super::pages::{ErrorPage, Problem};
use crate::web::samples::{self, Samples, either};
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

impl Samples for CarryPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let text = either(locale, "今天早上，大桥开放。", "The bridge reopens today.");
        let whys = [Why::Login, Why::Problem(Problem::Fault), Why::Other];
        let layout = samples::layout(locale, edition);
        let page = |layout, size: usize| Self {
            layout,
            why: whys[size.min(2)],
            way: (size != 1).then(|| "/login".to_owned()),
            reference: (size == 1).then(|| "7f3a-91c2".to_owned()),
            carried: Carried {
                had_files: size > 1,
                ..Carried::new(
                    "/studio/article/1/draft".to_owned(),
                    vec![("body".to_owned(), text.repeat(size * 40)); size],
                )
            },
        };
        let fields = vec![("words".to_owned(), text.repeat(40))];
        let refused = Carried::to_copy(fields).map(|carried| Self {
            why: Why::Problem(Problem::Forbidden),
            way: None,
            reference: None,
            carried,
            ..page(layout.clone(), 1)
        });
        let refused = refused.map(|page| ("refused", page));
        let mut all = vec![
            ("empty", page(samples::bare_layout(locale, edition), 0)),
            ("usual", page(layout.clone(), 1)),
            ("longest", page(layout, 6)),
        ];
        all.extend(refused);
        all
    }
}
