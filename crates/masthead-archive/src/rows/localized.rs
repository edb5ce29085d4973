use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::syntax::{self, Checked, refuse};
use crate::limits::list;

/// A text: one string for every locale, or a map from locale to string, as in
/// `{"zh-CN": "体育", "en": "Sports"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Localized {
    One(String),
    Each(BTreeMap<String, String>),
}

impl Localized {
    /// The text for `locale`: the entry itself, else one of the same language (`zh` or `zh-TW` for
    /// `zh-CN`), else the first by locale.
    pub fn get(&self, locale: &str) -> &str {
        let texts = match self {
            Localized::One(text) => return text,
            Localized::Each(texts) => texts,
        };
        let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
        let wanted = language(locale);
        texts
            .get(locale)
            .or_else(|| {
                texts
                    .iter()
                    .find(|(tag, _)| language(tag) == wanted)
                    .map(|(_, text)| text)
            })
            .or_else(|| texts.values().next())
            .map_or("", String::as_str)
    }

    /// Checks each text as one line of at most `limit` characters.
    pub(super) fn check(&self, key: &str, limit: usize) -> Checked {
        self.each(key, |key, text| syntax::line(key, text, limit))
    }

    /// Checks each text, line breaks allowed.
    pub(super) fn check_lines(&self, key: &str, limit: usize) -> Checked {
        self.each(key, |key, text| syntax::lines(key, text, limit))
    }

    fn each(&self, key: &str, check: impl Fn(&str, &str) -> Checked) -> Checked {
        let texts = match self {
            Localized::One(text) => return check(key, text),
            Localized::Each(texts) => texts,
        };
        if texts.is_empty() {
            return refuse(key, "has no text in any locale");
        }
        if texts.len() > list::LOCALES {
            return refuse(
                key,
                format!(
                    "has {} locales; the limit is {}",
                    texts.len(),
                    list::LOCALES
                ),
            );
        }
        texts.iter().try_for_each(|(tag, text)| {
            syntax::locale(key, tag)?;
            check(&format!("{key}.{tag}"), text)
        })
    }
}

impl From<&str> for Localized {
    fn from(text: &str) -> Self {
        Localized::One(text.to_owned())
    }
}

impl From<String> for Localized {
    fn from(text: String) -> Self {
        Localized::One(text)
    }
}

// By hand, because serde's untagged enums answer every mistake with "did not match any variant".
impl<'de> Deserialize<'de> for Localized {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Localized;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string, or a map from locale to string")
            }

            fn visit_str<E>(self, text: &str) -> Result<Localized, E> {
                Ok(text.into())
            }

            fn visit_string<E>(self, text: String) -> Result<Localized, E> {
                Ok(text.into())
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Localized, A::Error> {
                BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(Localized::Each)
            }
        }
        deserializer.deserialize_any(Text)
    }
}
