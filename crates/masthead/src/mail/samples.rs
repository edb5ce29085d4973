use super::pages::{BodyLine, LetterView, OutboxPage};
use crate::web::samples::{self, Samples, either};
use crate::web::{Edition, Locale};

fn letter(locale: Locale, times: usize) -> LetterView {
    let line = |text: String, is_link| BodyLine { text, is_link };
    LetterView {
        to: format!("{}@example.org", "lin".repeat(times)),
        subject: either(locale, "确认你的邮箱", "Confirm your e-mail address").repeat(times),
        lines: vec![
            line(
                either(locale, "打开这个地址：", "Open this address:"),
                false,
            ),
            line(
                format!("https://example.org/confirm/{}", "a".repeat(43 * times)),
                true,
            ),
        ],
        at: samples::CLOCK,
    }
}

impl Samples for OutboxPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let layout = samples::layout(locale, edition);
        let page = |letters| Self {
            layout: layout.clone(),
            letters,
        };
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            letters: Vec::new(),
        };
        vec![
            ("empty", empty),
            ("usual", page(vec![letter(locale, 1); 3])),
            ("longest", page(vec![letter(locale, 6); 20])),
        ]
    }
}
