//! What is written to people, in the language of the page that they asked on.

use super::rules::Email;
use crate::compose::Room;
use crate::mail::Letter;
use crate::urls;

/// A link holds so long.
pub(super) const HOURS: i64 = 24;

/// To somebody who registers.
pub(super) fn confirm(room: &Room<'_>, email: &Email, path: &str) -> Letter {
    letter(
        room,
        email,
        ("letter-confirm", "letter-confirm-subject"),
        (path, true),
    )
}

/// To somebody who registers with an address that has an account.
pub(super) fn known(room: &Room<'_>, email: &Email) -> Letter {
    letter(
        room,
        email,
        ("letter-known", "letter-known-subject"),
        (urls::LOGIN, false),
    )
}

/// To somebody who forgot the password.
pub(super) fn reset(room: &Room<'_>, email: &Email, path: &str) -> Letter {
    letter(
        room,
        email,
        ("letter-reset", "letter-reset-subject"),
        (path, true),
    )
}

/// To somebody who has no account whose password could be forgotten.
pub(super) fn unknown(room: &Room<'_>, email: &Email) -> Letter {
    letter(
        room,
        email,
        ("letter-unknown", "letter-unknown-subject"),
        (urls::REGISTER, false),
    )
}

fn letter(
    room: &Room<'_>,
    email: &Email,
    (key, subject): (&str, &str),
    (path, ends): (&str, bool),
) -> Letter {
    let site = room.say(&room.front.site.name);
    let mut lines = vec![room.word_with(key, "site", &site), room.absolute(path)];
    if ends {
        lines.push(room.word_with("letter-ends", "hours", &HOURS.to_string()));
    }
    lines.push(room.word("letter-not-you"));
    Letter {
        to: email.as_str().to_owned(),
        subject: room.word_with(subject, "site", &site),
        body: lines.join("\n\n"),
    }
}
