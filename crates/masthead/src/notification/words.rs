//! What an entry says and where it leads, on pages and in letters.

use fluent_bundle::FluentArgs;
use masthead_archive::rows::Localized;

use super::rules::Kind;
use super::store::Entry;
use crate::portal::Zoned;
use crate::urls;
use crate::web::Locale;

pub(super) fn text(zoned: &Zoned, locale: Locale, entry: &Entry) -> String {
    let mut arguments = FluentArgs::new();
    arguments.set("title", entry.title.clone());
    arguments.set("name", name(locale, &entry.creator_name));
    arguments.set("count", entry.number);
    let key = format!("notification-of-{}", entry.kind.name());
    zoned.said(locale, &key, &arguments)
}

/// A stored name in this language.
pub(super) fn name(locale: Locale, stored: &str) -> String {
    let name: Option<Localized> = serde_json::from_str(stored).ok();
    name.map_or_else(String::new, |name| name.get(locale.tag()).to_owned())
}

/// The path.
pub(super) fn url(entry: &Entry) -> String {
    let studio = || entry.article.map(urls::studio_article);
    let article = || entry.article.map(urls::article);
    let creator = || Some(urls::creator(&entry.creator_handle));
    let url = match entry.kind {
        Kind::ApplicationAsked | Kind::ApplicationRejected => Some(urls::APPLICATION.to_owned()),
        Kind::SentBack | Kind::Rejected | Kind::Scheduled | Kind::TakenDown | Kind::Rescheduled => {
            studio()
        }
        Kind::Accepted | Kind::CameOut | Kind::Restored | Kind::Checked | Kind::Following => {
            article()
        }
        Kind::ApplicationAccepted | Kind::Followed => creator(),
        Kind::CredentialConfirmed
        | Kind::CredentialRefused
        | Kind::CredentialRevoked
        | Kind::CredentialEnding
        | Kind::CredentialEnded => Some(urls::credentials(&entry.creator_handle)),
        Kind::Recorded | Kind::AppealWon | Kind::AppealLost | Kind::Trusted | Kind::Untrusted => {
            Some(urls::studio_credit(&entry.creator_handle))
        }
    };
    url.unwrap_or_else(|| urls::NOTIFICATIONS.to_owned())
}
