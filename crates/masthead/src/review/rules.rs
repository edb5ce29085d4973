//! What a reviewer may decide, and why.

use std::time::Duration;

use crate::credit::rules::Kind;
use crate::publishing::acts::Verdict;
use crate::publishing::rules::Act;
use crate::web::Trouble;

/// A claim holds so long after the last thing that its reviewer did.
pub const CLAIM: Duration = Duration::from_secs(30 * 60);

/// Characters of a remark, and of what is said with a decision.
pub const WORDS: usize = 2_000;

/// Why a text is not taken. The locale keys are `reason-{name}`.
pub const REASONS: [&str; 11] = [
    "facts",
    "source",
    "title",
    "language",
    "pictures",
    "channel",
    "duplicate",
    "rights",
    "advertising",
    "law",
    "other",
];

/// Why a text is sent back that an approver objected to.
pub const APPROVER: &str = "approver";

/// Whether two have to read what is for the channel with this slug. `*` among
/// the operator's channels stands for all.
#[must_use]
pub fn wants_second(channels: &[String], slug: Option<&str>) -> bool {
    let named = |channel: &String| channel == "*" || slug == Some(channel.as_str());
    channels.iter().any(named)
}

/// Whether one more reading is enough, after so many.
#[must_use]
pub fn is_enough(wants_second: bool, before: usize) -> bool {
    !wants_second || before >= 1
}

/// What a reviewer decided.
#[derive(Clone, Debug)]
pub enum Decision {
    Accept {
        words: String,
    },
    Decline(Verdict),
    /// What was published at once may stand.
    Confirm {
        words: String,
    },
    /// What was published at once goes.
    TakeDown(Takedown),
}

/// Why an article is taken from its readers.
#[derive(Clone, Debug)]
pub struct Takedown {
    pub verdict: Verdict,
    /// The violation for which points are taken besides.
    pub kind: Option<Kind>,
}

/// A decision as its form says it.
#[derive(Clone, Copy, Debug)]
pub struct DecisionFields<'a> {
    pub act: &'a str,
    pub reason: &'a str,
    pub words: &'a str,
    /// Of a takedown.
    pub kind: Option<Kind>,
}

impl Decision {
    /// Reads the form of a decision.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(fields: DecisionFields<'_>) -> Result<Self, Trouble> {
        let wrong = |field, key| Err(Trouble { field, key });
        let words = fields.words.trim().to_owned();
        if words.chars().count() > WORDS {
            return wrong("words", "review-words-long");
        }
        let act = match fields.act {
            "accept" => return Ok(Self::Accept { words }),
            "confirm" => return Ok(Self::Confirm { words }),
            "send_back" => Act::SendBack,
            "reject" => Act::Reject,
            "take_down" => Act::TakeDown,
            _ => return wrong("act", "review-act-missing"),
        };
        let Some(reason) = REASONS.into_iter().find(|name| *name == fields.reason) else {
            let key = match act {
                Act::TakeDown => "moderate-reason-missing",
                _ => "review-reason-missing",
            };
            return wrong("reason", key);
        };
        if reason == "other" && words.is_empty() {
            return wrong("words", "review-words-missing");
        }
        let verdict = Verdict {
            act,
            reason: Some(reason.to_owned()),
            words,
        };
        Ok(match act {
            Act::TakeDown => Self::TakeDown(Takedown {
                verdict,
                kind: fields.kind,
            }),
            _ => Self::Decline(verdict),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_read_where_the_operator_wants_it() {
        let some = ["city".to_owned()];
        assert!(wants_second(&some, Some("city")) && !wants_second(&some, Some("sports")));
        assert!(!wants_second(&some, None) && !wants_second(&[], Some("city")));
        assert!(wants_second(&["*".to_owned()], None));
        assert!(is_enough(false, 0) && !is_enough(true, 0) && is_enough(true, 1));
    }

    #[test]
    fn who_declines_says_why() {
        let wrong = |act, reason, words| {
            let fields = DecisionFields {
                act,
                reason,
                words,
                kind: None,
            };
            let trouble = Decision::read(fields).err()?;
            Some((trouble.field, trouble.key))
        };
        assert!(wrong("accept", "", "").is_none());
        assert!(wrong("send_back", "source", "").is_none());
        assert_eq!(wrong("", "", ""), Some(("act", "review-act-missing")));
        assert!(wrong("confirm", "", "").is_none());
        for (act, key) in [
            ("send_back", "review-reason-missing"),
            ("reject", "review-reason-missing"),
            ("take_down", "moderate-reason-missing"),
        ] {
            let reason = Some(("reason", key));
            assert_eq!(wrong(act, "", "no"), reason);
            assert_eq!(wrong(act, "whim", "no"), reason);
            assert_eq!(
                wrong(act, "other", " "),
                Some(("words", "review-words-missing"))
            );
        }
        let long = "长".repeat(WORDS + 1);
        assert_eq!(
            wrong("accept", "", &long),
            Some(("words", "review-words-long"))
        );
    }
}
