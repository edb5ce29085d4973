//! What is written to a creator when the desk has decided.

use masthead_archive::rows::Localized;

use super::rules::Decision;
use crate::mail::Letter;
use crate::publishing::rules::Act;
use crate::publishing::store::submission::{Addressee, SubmissionRow};
use crate::subscription::Envelope;
use crate::urls;
use crate::web::Locale;

pub(super) fn decided(
    envelope: &Envelope,
    locale: Locale,
    to: Addressee,
    row: &SubmissionRow,
    decision: &Decision,
) -> Letter {
    let (zoned, base_url) = (&envelope.zoned, &envelope.base_url);
    let name: Option<Localized> = serde_json::from_str(&to.name).ok();
    let name = name.map_or_else(String::new, |name| name.get(locale.tag()).to_owned());
    let (key, reason, words, path) = match decision {
        Decision::Accept { words } => ("letter-accepted", None, words, urls::article(row.article)),
        Decision::Confirm { words } => {
            ("letter-confirmed", None, words, urls::article(row.article))
        }
        Decision::TakeDown(takedown) => (
            "letter-taken-down",
            takedown.verdict.reason.as_deref(),
            &takedown.verdict.words,
            urls::studio_article(row.article),
        ),
        Decision::Decline(verdict) => (
            match verdict.act {
                Act::Reject => "letter-rejected",
                _ => "letter-sent-back",
            },
            verdict.reason.as_deref(),
            &verdict.words,
            urls::studio_article(row.article),
        ),
    };
    let mut lines = vec![
        zoned.say_with(locale, "letter-hello", "name", &name),
        zoned.say_with(locale, key, "title", &row.title),
    ];
    lines.extend(reason.map(|reason| zoned.say(locale, &format!("reason-{reason}"))));
    lines.extend((!words.is_empty()).then(|| words.clone()));
    lines.push(format!("{base_url}{path}"));
    if matches!(decision, Decision::TakeDown(_)) {
        let url = format!("{base_url}{}", urls::studio_credit(&row.creator_handle));
        lines.push(zoned.say_with(locale, "letter-taken-down-way", "url", &url));
    }
    Letter {
        to: to.email,
        subject: zoned.say_with(locale, &format!("{key}-subject"), "title", &row.title),
        body: lines.join("\n\n"),
    }
}
