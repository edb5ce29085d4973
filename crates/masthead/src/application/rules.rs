//! The states of an application. Pure.

use masthead_clock::Millis;
use serde::{Deserialize, Serialize};

use super::form::Form;
use crate::id::{AccountId, ApplicationId, CreatorId};

/// The text of the terms that is in force.
pub const AGREEMENT: i64 = 1;
/// A reviewer holds an application so long: 30 minutes.
pub const LEASE_MS: i64 = 30 * 60 * 1_000;
/// Characters of a question, an answer, or words to a decision.
pub const WORDS_CHARS: usize = 1_000;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($variant),+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.name() == name)
            }
        }
    };
}

words! {
    /// Where an application stands.
    State {
        Drafting "drafting",
        Waiting "waiting",
        Asked "asked",
        Accepted "accepted",
        Rejected "rejected",
        Withdrawn "withdrawn",
    }
}

words! {
    /// Why an application is rejected: the locale key is `application-reason-{name}`.
    Reason {
        Incomplete "incomplete",
        Identity "identity",
        Name "name",
        Field "field",
        Content "content",
        Other "other",
    }
}

words! {
    /// What one side writes to the other: the locale key is `application-word-{name}`.
    WordKind {
        Question "question",
        Answer "answer",
        Accepted "accepted",
        Rejected "rejected",
    }
}

words! {
    /// What a person has to look at before anybody accepts.
    Flag {
        StateOrgan "state_organ",
        Media "media",
        Place "place",
        Credential "credential",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub by: AccountId,
    pub until: Millis,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Application {
    pub id: ApplicationId,
    pub account: AccountId,
    /// Goes up with every write: who read an older one does not write.
    pub version: i64,
    pub state: State,
    pub form: Form,
    /// The language in which the applicant is written to.
    pub locale: String,
    /// The name of the picture in the private store, until the desk accepts.
    pub picture: Option<String>,
    /// The hash of the picture that readers have: once it was accepted.
    pub avatar: Option<String>,
    /// The version of the terms that were accepted.
    pub agreement: Option<i64>,
    pub flags: Vec<Flag>,
    pub created_at: Millis,
    /// Since when it waits; of one that no longer does, since when it did.
    pub waiting_since: Option<Millis>,
    pub claim: Option<Claim>,
    pub reason: Option<Reason>,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<Millis>,
    /// What it became.
    pub creator: Option<CreatorId>,
}

/// What is done to an application; `by` is the reviewer.
#[derive(Clone, Debug)]
pub enum Act {
    Send {
        agreement: i64,
        flags: Vec<Flag>,
    },
    Withdraw,
    Take {
        by: AccountId,
    },
    GiveBack {
        by: AccountId,
    },
    Ask {
        by: AccountId,
        words: String,
    },
    Accept {
        by: AccountId,
        words: String,
    },
    Reject {
        by: AccountId,
        reason: Reason,
        words: String,
    },
}

impl Act {
    fn words(&self) -> &str {
        match self {
            Self::Ask { words, .. } | Self::Accept { words, .. } | Self::Reject { words, .. } => {
                words.trim()
            }
            Self::Send { .. } | Self::Withdraw | Self::Take { .. } | Self::GiveBack { .. } => "",
        }
    }

    /// The words that were typed for it, and the reason that was chosen.
    #[must_use]
    pub fn typed(&self) -> (String, String) {
        match self {
            Self::Ask { words, .. } | Self::Accept { words, .. } => (words.clone(), String::new()),
            Self::Reject { words, reason, .. } => (words.clone(), reason.name().to_owned()),
            _ => (String::new(), String::new()),
        }
    }
}

/// Why an application stays as it is: `application-refused-{…}` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("its state does not allow it")]
    NotNow,
    #[error("another reviewer holds it")]
    Held,
    #[error("it has to be taken first")]
    NotTaken,
    #[error("nobody decides on an application of one's own")]
    Own,
    #[error("words are missing")]
    Wordless,
    #[error("the words are too long")]
    Long,
}

impl Refusal {
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NotNow => "application-refused-state",
            Self::Held => "application-refused-held",
            Self::NotTaken => "application-refused-untaken",
            Self::Own => "application-refused-own",
            Self::Wordless => "application-refused-wordless",
            Self::Long => "apply-trouble-long",
        }
    }
}

impl State {
    /// Whether the applicant may change it.
    #[must_use]
    pub fn is_open_to_applicant(self) -> bool {
        !matches!(self, Self::Waiting | Self::Accepted)
    }
}

impl Claim {
    /// Whether it holds at this time. One that would last longer than any was
    /// taken while the clock stood ahead.
    #[must_use]
    pub fn holds(self, at: Millis) -> bool {
        (at.0 + 1..=at.0 + LEASE_MS).contains(&self.until.0)
    }
}

impl Application {
    #[must_use]
    pub fn has_picture(&self) -> bool {
        self.picture.is_some() || self.avatar.is_some()
    }

    #[must_use]
    pub fn new(id: ApplicationId, account: AccountId, at: Millis) -> Self {
        Self {
            id,
            account,
            version: 0,
            state: State::Drafting,
            form: Form::default(),
            locale: String::new(),
            picture: None,
            avatar: None,
            agreement: None,
            flags: Vec::new(),
            created_at: at,
            waiting_since: None,
            claim: None,
            reason: None,
            decided_by: None,
            decided_at: None,
            creator: None,
        }
    }

    /// Whether the desk may look at it: it was sent, and is nobody's draft now.
    #[must_use]
    pub fn is_known_to_desk(&self) -> bool {
        let is_sent = !matches!(self.state, State::Drafting | State::Withdrawn);
        is_sent && self.waiting_since.is_some()
    }

    /// The claim that holds at this time.
    #[must_use]
    pub fn held(&self, at: Millis) -> Option<Claim> {
        self.claim.filter(|claim| claim.holds(at))
    }

    /// What the applicant changed: one that was rejected or withdrawn is a
    /// draft again, one with a question keeps it.
    ///
    /// # Errors
    /// [`Refusal::NotNow`]
    pub fn corrected(self, form: Form) -> Result<Self, Refusal> {
        if !self.state.is_open_to_applicant() {
            return Err(Refusal::NotNow);
        }
        let state = match self.state {
            State::Asked => State::Asked,
            _ => State::Drafting,
        };
        Ok(Self {
            state,
            form,
            ..self
        })
    }

    /// # Errors
    /// Why not.
    pub fn after(self, act: Act, at: Millis) -> Result<Self, Refusal> {
        if act.words().chars().count() > WORDS_CHARS {
            return Err(Refusal::Long);
        }
        match act {
            Act::Send { agreement, flags } => self.sent(agreement, flags, at),
            Act::Withdraw => match self.state {
                State::Drafting | State::Waiting | State::Asked => Ok(Self {
                    state: State::Withdrawn,
                    claim: None,
                    ..self
                }),
                _ => Err(Refusal::NotNow),
            },
            Act::Take { by } => self.taken(by, at),
            Act::GiveBack { by } => {
                let own = self.claim.is_some_and(|claim| claim.by == by);
                let claim = self.claim.filter(|_| !own);
                Ok(Self { claim, ..self })
            }
            Act::Ask { words, .. } if words.trim().is_empty() => Err(Refusal::Wordless),
            Act::Ask { by, .. } => self.decided(State::Asked, by, at),
            Act::Accept { by, .. } => self.decided(State::Accepted, by, at),
            Act::Reject { by, reason, .. } => {
                let decided = self.decided(State::Rejected, by, at)?;
                let reason = Some(reason);
                Ok(Self { reason, ..decided })
            }
        }
    }

    fn sent(self, agreement: i64, flags: Vec<Flag>, at: Millis) -> Result<Self, Refusal> {
        if !matches!(self.state, State::Drafting | State::Asked) {
            return Err(Refusal::NotNow);
        }
        // Whoever answers a question does not lose the place.
        let since = self.waiting_since.filter(|_| self.state == State::Asked);
        // What was answered stands with what was asked: see `words`.
        let form = Form {
            answer: String::new(),
            ..self.form
        };
        Ok(Self {
            form,
            state: State::Waiting,
            agreement: Some(agreement),
            flags,
            waiting_since: Some(since.unwrap_or(at)),
            claim: None,
            reason: None,
            decided_by: None,
            decided_at: None,
            ..self
        })
    }

    fn taken(self, by: AccountId, at: Millis) -> Result<Self, Refusal> {
        if self.state != State::Waiting {
            return Err(Refusal::NotNow);
        }
        if self.account == by {
            return Err(Refusal::Own);
        }
        if self.held(at).is_some_and(|claim| claim.by != by) {
            return Err(Refusal::Held);
        }
        let until = Millis(at.0 + LEASE_MS);
        let claim = Some(Claim { by, until });
        Ok(Self { claim, ..self })
    }

    fn decided(self, state: State, by: AccountId, at: Millis) -> Result<Self, Refusal> {
        if self.state != State::Waiting {
            return Err(Refusal::NotNow);
        }
        match self.held(at) {
            Some(claim) if claim.by == by => {}
            Some(_) => return Err(Refusal::Held),
            None => return Err(Refusal::NotTaken),
        }
        Ok(Self {
            state,
            claim: None,
            decided_by: Some(by),
            decided_at: Some(at),
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(1_000_000);

    fn acts() -> Vec<Act> {
        let words = || "x".to_owned();
        vec![
            Act::Send {
                agreement: AGREEMENT,
                flags: Vec::new(),
            },
            Act::Withdraw,
            Act::Take { by: AccountId(7) },
            Act::Take { by: AccountId(8) },
            Act::GiveBack { by: AccountId(7) },
            Act::Ask {
                by: AccountId(7),
                words: words(),
            },
            Act::Accept {
                by: AccountId(7),
                words: String::new(),
            },
            Act::Reject {
                by: AccountId(8),
                reason: Reason::Name,
                words: words(),
            },
        ]
    }

    /// Every walk of five acts and corrections, from the draft on.
    #[test]
    fn no_walk_decides_what_is_not_held_or_leaves_what_was_accepted() {
        fn walk(from: &Application, steps: usize) {
            if steps == 0 {
                return;
            }
            let at = Millis(NOW.0 + i64::try_from(steps).unwrap_or(0));
            for act in acts() {
                let Ok(to) = from.clone().after(act.clone(), at) else {
                    continue;
                };
                match act {
                    Act::Take { by } => assert!(from.held(at).is_none_or(|held| held.by == by)),
                    Act::Ask { by, .. } | Act::Accept { by, .. } | Act::Reject { by, .. } => {
                        assert_eq!(from.state, State::Waiting);
                        assert_eq!(from.held(at).map(|held| held.by), Some(by));
                        assert_eq!(to.claim, None);
                    }
                    Act::Send { .. } => assert!(to.agreement.is_some()),
                    Act::Withdraw | Act::GiveBack { .. } => {}
                }
                assert!(from.state != State::Accepted || to.state == State::Accepted);
                assert!(to.claim.is_none() || to.state == State::Waiting);
                walk(&to, steps - 1);
            }
            if let Ok(to) = from.clone().corrected(Form::default()) {
                assert!(from.state.is_open_to_applicant());
                walk(&to, steps - 1);
            }
        }
        walk(&Application::new(ApplicationId(1), AccountId(2), NOW), 6);
    }

    #[test]
    fn words_that_are_too_long_are_refused_and_not_cut() {
        let sent = Act::Send {
            agreement: AGREEMENT,
            flags: Vec::new(),
        };
        let by = AccountId(7);
        let taken = Application::new(ApplicationId(1), AccountId(2), NOW)
            .after(sent, NOW)
            .and_then(|waiting| waiting.after(Act::Take { by }, NOW))
            .expect("taken");
        for (chars, refusal) in [(WORDS_CHARS, None), (WORDS_CHARS + 1, Some(Refusal::Long))] {
            let words = format!(" {} ", "长".repeat(chars));
            let reason = Reason::Name;
            let acts = [
                Act::Ask {
                    by,
                    words: words.clone(),
                },
                Act::Accept {
                    by,
                    words: words.clone(),
                },
                Act::Reject { by, reason, words },
            ];
            for act in acts {
                assert_eq!(taken.clone().after(act, NOW).err(), refusal, "{chars}");
            }
        }
    }

    #[test]
    fn a_claim_runs_out_and_nobody_takes_an_application_of_their_own() {
        let sent = Act::Send {
            agreement: 1,
            flags: Vec::new(),
        };
        let waiting = Application::new(ApplicationId(1), AccountId(2), NOW)
            .after(sent, NOW)
            .expect("sent");
        assert_eq!(
            waiting.clone().after(Act::Take { by: AccountId(2) }, NOW),
            Err(Refusal::Own)
        );
        let taken = waiting
            .after(Act::Take { by: AccountId(7) }, NOW)
            .expect("taken");
        assert_eq!(
            taken.clone().after(Act::Take { by: AccountId(8) }, NOW),
            Err(Refusal::Held)
        );
        let later = Millis(NOW.0 + LEASE_MS);
        let accept = Act::Accept {
            by: AccountId(7),
            words: String::new(),
        };
        assert_eq!(taken.clone().after(accept, later), Err(Refusal::NotTaken));
        assert!(taken.after(Act::Take { by: AccountId(8) }, later).is_ok());
    }
}
