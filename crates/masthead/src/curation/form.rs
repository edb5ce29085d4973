//! What an editor types, and what it means.

use std::collections::BTreeMap;

use masthead_archive::rows::Localized;
use serde::Deserialize;

use super::pages::{FieldTrouble, FillingForm};
use crate::id::{ArticleId, SlotId};
use crate::slot::rules::{Refusal, TITLE_MOST};
use crate::web::Locale;

/// A filling as its form sends it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Typed {
    pub(super) place: String,
    /// What the editor saw.
    pub(super) version: i64,
    /// None for a new one.
    pub(super) slot: Option<SlotId>,
    #[serde(default)]
    pub(super) article: String,
    /// A candidate's button; it rules over what is typed.
    pub(super) pick: Option<ArticleId>,
    #[serde(default)]
    pub(super) title_zh: String,
    #[serde(default)]
    pub(super) title_en: String,
    #[serde(default)]
    pub(super) from: String,
    #[serde(default)]
    pub(super) until: String,
    /// `first` or `last`.
    #[serde(default)]
    pub(super) at: String,
}

impl Typed {
    /// The article that is meant: by its id, or an address of its page.
    pub(super) fn article(&self) -> Option<ArticleId> {
        self.pick.or_else(|| article(&self.article))
    }

    /// The titles as they are stored: none, one for both languages, or one for each.
    pub(super) fn title(&self) -> Result<Option<String>, (&'static str, Refusal)> {
        let (zh, en) = (line(&self.title_zh), line(&self.title_en));
        for (field, title) in [("title_zh", &zh), ("title_en", &en)] {
            if title.chars().count() > TITLE_MOST {
                return Err((field, Refusal::TitleLong));
            }
        }
        let title = match (zh.is_empty(), en.is_empty()) {
            (true, true) => return Ok(None),
            (false, true) => Localized::One(zh),
            (true, false) => Localized::One(en),
            (false, false) => Localized::Each(BTreeMap::from([
                (Locale::ZhCn.tag().to_owned(), zh),
                (Locale::En.tag().to_owned(), en),
            ])),
        };
        Ok(Some(
            serde_json::to_string(&title).expect("a title is plain data"),
        ))
    }

    /// The form as it was sent.
    pub(super) fn form(&self, mark: String, troubles: Vec<FieldTrouble>) -> FillingForm {
        let article = match self.pick {
            Some(id) => id.to_string(),
            None => self.article.clone(),
        };
        FillingForm {
            mark,
            article,
            title_zh: self.title_zh.clone(),
            title_en: self.title_en.clone(),
            from: self.from.clone(),
            until: self.until.clone(),
            first: self.at != "last",
            troubles,
        }
    }
}

/// A stored title as the two fields have it; one for both languages stands in
/// that of the site's own.
pub(super) fn titles(stored: Option<&str>, own: Locale) -> (String, String) {
    let title = stored.map(|stored| {
        let parsed = serde_json::from_str(stored);
        parsed.unwrap_or_else(|_| Localized::One(stored.to_owned()))
    });
    match title {
        None => (String::new(), String::new()),
        Some(Localized::One(title)) => match own {
            Locale::ZhCn => (title, String::new()),
            Locale::En => (String::new(), title),
        },
        Some(Localized::Each(titles)) => {
            let of = |locale: Locale| titles.get(locale.tag()).cloned().unwrap_or_default();
            (of(Locale::ZhCn), of(Locale::En))
        }
    }
}

fn article(text: &str) -> Option<ArticleId> {
    let text = text.trim();
    let id = text.rsplit_once("/article/").map_or(text, |(_, rest)| rest);
    let end = id.find(|c: char| !c.is_ascii_digit()).unwrap_or(id.len());
    let rest = &id[end..];
    let ends = rest.is_empty() || (id.len() < text.len() && rest.starts_with(['/', '?', '#']));
    id[..end].parse().ok().filter(|_| ends)
}

/// One line: what a browser lets through in breaks becomes spaces.
fn line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_named_by_its_id_or_its_address() {
        for text in [
            "42",
            " 42 ",
            "/article/42",
            "https://news.example/article/42",
            "https://news.example/article/42/bridge?lang=en#top",
        ] {
            assert_eq!(article(text), Some(ArticleId(42)), "{text}");
        }
        for text in [
            "",
            "bridge",
            "42 bridges",
            "4.2",
            "/article/",
            "/article/x42",
            "/42",
            "-42",
        ] {
            assert_eq!(article(text), None, "{text}");
        }
    }

    #[test]
    fn titles_come_back_into_their_fields() {
        let typed = |zh: &str, en: &str| Typed {
            place: String::new(),
            version: 0,
            slot: None,
            article: String::new(),
            pick: None,
            title_zh: zh.to_owned(),
            title_en: en.to_owned(),
            from: String::new(),
            until: String::new(),
            at: String::new(),
        };
        let pair = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        for (zh, en) in [("", ""), ("大桥", ""), ("大桥", "The bridge")] {
            let stored = typed(zh, en).title().expect("short");
            assert_eq!(titles(stored.as_deref(), Locale::ZhCn), pair(zh, en));
        }
        let stored = typed("  大\n桥 ", "").title().expect("short");
        assert_eq!(stored.as_deref(), Some("\"大 桥\""));
        let long = "桥".repeat(TITLE_MOST + 1);
        let refused = typed("", &long).title();
        assert_eq!(refused, Err(("title_en", Refusal::TitleLong)));
    }
}
