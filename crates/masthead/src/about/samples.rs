use super::pages::AccessibilityPage;
use crate::web::samples::{self, Samples};
use crate::web::{Edition, Link, Locale};

pub(crate) fn contact(name: &str) -> Option<Link> {
    Some(samples::link(
        &format!("{name}@example.org"),
        &format!("mailto:{name}@example.org"),
    ))
}

impl Samples for AccessibilityPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let layout = samples::layout(locale, edition);
        vec![
            (
                "empty",
                Self {
                    layout: samples::bare_layout(locale, edition),
                    contact: None,
                },
            ),
            (
                "usual",
                Self {
                    layout: layout.clone(),
                    contact: contact("desk"),
                },
            ),
            (
                "longest",
                Self {
                    layout,
                    contact: contact(&"desk".repeat(15)),
                },
            ),
        ]
    }
}
