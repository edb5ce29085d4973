//! Letters that the clerk writes.

use std::sync::Arc;

use super::store::Entry;
use super::store::letter::Recipient;
use super::words;
use crate::front::Front;
use crate::mail::Letter;
use crate::subscription::Envelope;
use crate::web::Locale;

/// What letters are written with.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) front: Arc<Front>,
    pub(super) envelope: Envelope,
}

impl Desk {
    /// The language of somebody's letters.
    pub(super) fn locale(&self, known: Option<Locale>) -> Locale {
        known.unwrap_or_else(|| self.front.own_locale())
    }

    /// On one thing.
    pub(super) fn one(&self, locale: Locale, to: &Recipient, entry: &Entry) -> Letter {
        let text = words::text(&self.envelope.zoned, locale, entry);
        let lines = [self.hello(locale, to), self.line(locale, entry)];
        Letter {
            to: to.email.clone(),
            subject: text,
            body: lines.join("\n\n"),
        }
    }

    /// On what a day brought.
    pub(super) fn digest(&self, locale: Locale, to: &Recipient, entries: &[Entry]) -> Letter {
        let site = self.front.site.name.get(locale.tag()).to_owned();
        let zoned = &self.envelope.zoned;
        let mut lines = vec![
            self.hello(locale, to),
            zoned.say_with(locale, "letter-digest", "site", &site),
        ];
        lines.extend(entries.iter().map(|entry| self.line(locale, entry)));
        Letter {
            to: to.email.clone(),
            subject: zoned.say_with(locale, "letter-digest-subject", "site", &site),
            body: lines.join("\n\n"),
        }
    }

    fn hello(&self, locale: Locale, to: &Recipient) -> String {
        let name = words::name(locale, &to.name);
        self.envelope
            .zoned
            .say_with(locale, "letter-hello", "name", &name)
    }

    fn line(&self, locale: Locale, entry: &Entry) -> String {
        let text = words::text(&self.envelope.zoned, locale, entry);
        format!("{text}\n{}{}", self.envelope.base_url, words::url(entry))
    }
}
