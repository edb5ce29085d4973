//! Words and addresses that are the same on every page, put into a template's text before it is compiled: a page asks
//! for a hundred of them.

use fluent_bundle::FluentArgs;

use super::{Words, assets};

/// `template` with each `{{ t("key") }}` and `{{ asset("name") }}` replaced by what it prints, where that needs no
/// argument. What cannot be said stays, and fails where the page is rendered.
pub(super) fn said(template: &str, words: &Words) -> String {
    let word = |key: &str| words.say(key, &FluentArgs::new()).ok();
    let address = |name: &str| assets::path(name).map(str::to_owned);
    replaced(&replaced(template, "{{ t(\"", word), "{{ asset(\"", address)
}

fn replaced(template: &str, opening: &str, print: impl Fn(&str) -> Option<String>) -> String {
    let mut parts = template.split(opening);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let text = part
            .split_once("\") }}")
            .filter(|(name, _)| !name.contains('"'))
            .and_then(|(name, rest)| Some((print(name)?, rest)))
            .filter(|(text, _)| is_plain(text));
        match text {
            Some((text, rest)) => out.extend([&text, rest]),
            None => out.extend([opening, part]),
        }
    }
    out
}

/// Nothing in it is markup, or would be read as template.
fn is_plain(text: &str) -> bool {
    !text.contains(['&', '<', '>', '"', '\'', '{', '}', '#', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Locale;

    #[test]
    fn words_without_arguments_are_said_once_for_all_pages() {
        let words = Words::load(Locale::En).unwrap();
        let template = "<b>{{ t(\"nav-hot\") }}</b>{{ t(\"month\", year=1, month=2) }}";
        assert_eq!(
            said(template, &words),
            "<b>Most read</b>{{ t(\"month\", year=1, month=2) }}"
        );
    }

    #[test]
    fn what_cannot_be_said_stays() {
        let words = Words::load(Locale::En).unwrap();
        for template in [
            "{{ t(\"no-such-key\") }}",
            "{{ t(\"month\") }}",
            "{{ asset(\"no.css\") }}",
            "{{ t(\"a\" ~ \"b\") }}",
            "{{ t(\"open",
        ] {
            assert_eq!(said(template, &words), template);
        }
    }
}
