//! What is written to people, in the language of the page that they asked on.

use std::sync::Arc;

use masthead_clock::Millis;
use masthead_db::{Fault, Tx};

use super::Person;
use super::compose::has_mail;
use super::rules::Email;
use crate::compose::Room;
use crate::mail::{self, Letter};
use crate::pen::Pen;
use crate::portal::{AppError, Portal, Reader};
use crate::urls;

/// What an owner is told of: the locale key is `letter-way-{name}`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Changed {
    Password,
    FactorOn,
    FactorOff,
    PasskeyAdded,
    PasskeyRemoved,
    OpenIdLinked,
    OpenIdUnlinked,
}

impl Changed {
    fn key(self) -> &'static str {
        match self {
            Self::Password => "letter-way-password",
            Self::FactorOn => "letter-way-factor-on",
            Self::FactorOff => "letter-way-factor-off",
            Self::PasskeyAdded => "letter-way-passkey-added",
            Self::PasskeyRemoved => "letter-way-passkey-removed",
            Self::OpenIdLinked => "letter-way-openid-linked",
            Self::OpenIdUnlinked => "letter-way-openid-unlinked",
        }
    }
}

/// To somebody whose way in or second factor was changed: whoever did not do it
/// has to know. None where no letters go out.
///
/// # Errors
/// What the front and the theme say.
pub(super) async fn changed(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    what: Changed,
) -> Result<Option<Letter>, AppError> {
    changed_at(portal, reader, &person.email, what).await
}

/// The same, to an address.
///
/// # Errors
/// What the front and the theme say.
pub(super) async fn changed_at(
    portal: &Arc<Portal>,
    reader: &Reader,
    to: &str,
    what: Changed,
) -> Result<Option<Letter>, AppError> {
    if !has_mail(portal) {
        return Ok(None);
    }
    let front = portal.front().await?;
    let zoned = portal.theme(&front)?;
    let room = Room::new(portal, &front, &zoned, Room::locale(&front, reader), reader);
    let site = room.say(&room.front.site.name);
    let body = [
        room.word_with(what.key(), "site", &site),
        room.absolute(urls::ACCOUNT),
        room.word("letter-way-not-you"),
    ];
    Ok(Some(Letter {
        to: to.to_owned(),
        subject: room.word_with("letter-way-subject", "site", &site),
        body: body.join("\n\n"),
    }))
}

/// Writes such a letter with what it tells of.
///
/// # Errors
/// What the database says.
pub(super) fn post(tx: &mut Tx<'_>, pen: &Pen, letter: Option<&Letter>) -> Result<(), Fault> {
    match letter {
        Some(letter) => mail::store::write(tx, pen, letter),
        None => Ok(()),
    }
}

/// A link holds so long.
const HOURS: i64 = 24;

/// Until when a link holds that is sent now.
pub(super) fn ends_at(now: Millis) -> Millis {
    Millis(now.0 + HOURS * 3_600_000)
}

/// To somebody who registers.
pub(super) fn confirm(room: &Room<'_>, email: &Email, path: &str) -> Letter {
    let words = LinkWords {
        body: "letter-confirm",
        subject: "letter-confirm-subject",
        ends: true,
    };
    letter(room, email, &words, path)
}

/// To somebody who registers with an address that has an account.
pub(super) fn known(room: &Room<'_>, email: &Email, path: &str) -> Letter {
    let words = LinkWords {
        body: "letter-known",
        subject: "letter-known-subject",
        ends: false,
    };
    letter(room, email, &words, path)
}

/// To somebody who forgot the password.
pub(super) fn reset(room: &Room<'_>, email: &Email, path: &str) -> Letter {
    let words = LinkWords {
        body: "letter-reset",
        subject: "letter-reset-subject",
        ends: true,
    };
    letter(room, email, &words, path)
}

/// To somebody who has no account whose password could be forgotten.
pub(super) fn unknown(room: &Room<'_>, email: &Email) -> Letter {
    let words = LinkWords {
        body: "letter-unknown",
        subject: "letter-unknown-subject",
        ends: false,
    };
    letter(room, email, &words, urls::REGISTER)
}

/// What a letter with a link says: keys of the locale.
struct LinkWords {
    body: &'static str,
    subject: &'static str,
    /// Whether it says that the link holds for a while only.
    ends: bool,
}

fn letter(room: &Room<'_>, email: &Email, words: &LinkWords, path: &str) -> Letter {
    let site = room.say(&room.front.site.name);
    let mut lines = vec![
        room.word_with(words.body, "site", &site),
        room.absolute(path),
    ];
    if words.ends {
        lines.push(room.word_with("letter-ends", "hours", &HOURS.to_string()));
    }
    lines.push(room.word("letter-not-you"));
    Letter {
        to: email.as_str().to_owned(),
        subject: room.word_with(words.subject, "site", &site),
        body: lines.join("\n\n"),
    }
}
