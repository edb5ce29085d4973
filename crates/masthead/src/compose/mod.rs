//! Composing pages: rows of the store become what templates show, in the
//! reader's language and edition.

mod beside;
mod card;
mod frame;
mod sections;
mod turn;

use jiff::tz::TimeZone;
use masthead_archive::rows::Localized;
use masthead_clock::Millis;
use masthead_document::bidi::closed;

use crate::front::Front;
use crate::portal::{Portal, Reader, Zoned};
use crate::web::{Edition, Locale, Me};

pub use card::ai_label;
pub use frame::Frame;
pub use sections::shown;
pub use turn::{Before, ListQuery, PAGE_AND_ONE};

/// Everything that a page is composed with.
pub struct Room<'a> {
    pub portal: &'a Portal,
    pub front: &'a Front,
    pub zoned: &'a Zoned,
    pub locale: Locale,
    pub edition: Edition,
    /// The path of the page, for links back to it.
    pub path: &'a str,
    pub now: Millis,
    /// Who asks, on a page of their own.
    pub me: Option<Me>,
    /// Characters that were left out of what they sent.
    pub left_out: usize,
}

impl<'a> Room<'a> {
    #[must_use]
    pub fn new(
        portal: &'a Portal,
        front: &'a Front,
        zoned: &'a Zoned,
        locale: Locale,
        reader: &'a Reader,
    ) -> Self {
        Self {
            portal,
            front,
            zoned,
            locale,
            edition: reader.edition,
            path: &reader.path,
            now: portal.clock.now(),
            me: None,
            left_out: reader.left_out.count(),
        }
    }

    /// The reader's language, else the site's own.
    #[must_use]
    pub fn locale(front: &Front, reader: &Reader) -> Locale {
        reader.locale.unwrap_or_else(|| front.own_locale())
    }

    /// A stored name (JSON: a string, or a map from locale to string) in the
    /// page's language.
    #[must_use]
    pub fn name(&self, stored: &str) -> String {
        // Most names are one text for all languages.
        let inner = stored
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        if let Some(plain) = inner.filter(|inner| !inner.contains(['\\', '"'])) {
            return closed(plain).into_owned();
        }
        match serde_json::from_str::<Localized>(stored) {
            Ok(name) => self.say(&name),
            Err(_) => closed(stored).into_owned(),
        }
    }

    #[must_use]
    pub fn say(&self, text: &Localized) -> String {
        closed(text.get(self.locale.tag())).into_owned()
    }

    /// A word of the page's language, for text that no template makes.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.zoned.say(self.locale, key)
    }

    /// As [`Room::word`], with one argument.
    #[must_use]
    pub fn word_with(&self, key: &str, name: &str, value: &str) -> String {
        self.zoned.say_with(self.locale, key, name, value)
    }

    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zoned.zone
    }

    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.portal.base_url(self.front))
    }

    /// The portal's mark: a logo, for whoever describes it.
    #[must_use]
    pub fn logo_url(&self) -> String {
        self.absolute(crate::web::asset_path("mark.svg").unwrap_or_default())
    }

    /// The page's clock in the forms in which templates write it.
    #[must_use]
    pub fn clock_texts(&self) -> Vec<String> {
        let machines = self.zoned.rfc3339(self.now);
        let readers = machines.chars().take(19).collect::<String>();
        vec![readers.replace('T', " "), machines]
    }

    /// The language of a text, where it is not the page's.
    #[must_use]
    pub fn foreign(&self, locale: Option<&String>) -> Option<String> {
        let tag = locale.or(self.front.site.locale.as_ref())?;
        (Locale::from_tag(tag) != Some(self.locale)).then(|| tag.clone())
    }
}
