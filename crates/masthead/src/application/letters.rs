//! What an applicant is written, in the language in which the form was filled in.

use super::rules::{Application, State};
use crate::compose::Room;
use crate::mail::Letter;
use crate::urls;
use crate::web::Locale;

/// A letter on what the desk did; none where it did nothing to tell of.
pub(super) fn letter(
    room: &Room<'_>,
    to: &str,
    application: &Application,
    words: &str,
) -> Option<(Locale, Letter)> {
    let (key, subject) = match application.state {
        State::Asked => (
            "application-letter-asked",
            "application-letter-asked-subject",
        ),
        State::Accepted => (
            "application-letter-accepted",
            "application-letter-accepted-subject",
        ),
        State::Rejected => (
            "application-letter-rejected",
            "application-letter-rejected-subject",
        ),
        _ => return None,
    };
    let locale = Locale::from_tag(&application.locale).unwrap_or(room.locale);
    let site = room.say(&room.front.site.name);
    let say = |key: &str| room.zoned.say_with(locale, key, "site", &site);
    let mut lines = vec![say(key)];
    if let Some(reason) = application.reason {
        lines.push(say(&format!("application-reason-{}", reason.name())));
    }
    lines.extend(Some(words.trim().to_owned()).filter(|words| !words.is_empty()));
    lines.push(match application.state {
        State::Accepted => room.absolute(&urls::creator(&application.form.handle)),
        _ => room.absolute(urls::APPLICATION),
    });
    let letter = Letter {
        to: to.to_owned(),
        subject: say(subject),
        body: lines.join("\n\n"),
    };
    Some((locale, letter))
}
