use masthead_clock::Millis;

use crate::application::rules::State as ApplicationState;
use crate::credential::rules::State as CredentialState;
use crate::subscription::Topic;

/// Notifications older than this are cleared away.
pub const KEPT_DAYS: i64 = 90;
/// What followed creators published is listed for so long.
pub const FOLLOWING_DAYS: i64 = 30;
/// More unread ones than this are not counted.
pub const COUNTED: i64 = 100;

const DAY_MS: i64 = 24 * 3_600_000;

/// What somebody is told of. The locale key is `notification-of-{name}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    ApplicationAsked,
    ApplicationAccepted,
    ApplicationRejected,
    SentBack,
    Rejected,
    /// Accepted, for readers at once.
    Accepted,
    /// Accepted, for readers later.
    Scheduled,
    /// The time of a scheduled one came.
    CameOut,
    /// Taken from its readers by the desk.
    TakenDown,
    /// Given back to its readers.
    Restored,
    /// Given back before its time: it is scheduled again.
    Rescheduled,
    /// Published at once, looked at afterwards, and it stands.
    Checked,
    /// A violation was written down.
    Recorded,
    AppealWon,
    AppealLost,
    Trusted,
    Untrusted,
    /// The desk confirmed a paper.
    CredentialConfirmed,
    CredentialRefused,
    CredentialRevoked,
    /// A paper ends soon.
    CredentialEnding,
    CredentialEnded,
    Followed,
    /// A followed creator published: this one has no rows.
    Following,
}

impl Kind {
    pub const ALL: [Self; 24] = [
        Self::ApplicationAsked,
        Self::ApplicationAccepted,
        Self::ApplicationRejected,
        Self::SentBack,
        Self::Rejected,
        Self::Accepted,
        Self::Scheduled,
        Self::CameOut,
        Self::TakenDown,
        Self::Restored,
        Self::Rescheduled,
        Self::Checked,
        Self::Recorded,
        Self::AppealWon,
        Self::AppealLost,
        Self::Trusted,
        Self::Untrusted,
        Self::CredentialConfirmed,
        Self::CredentialRefused,
        Self::CredentialRevoked,
        Self::CredentialEnding,
        Self::CredentialEnded,
        Self::Followed,
        Self::Following,
    ];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ApplicationAsked => "application-asked",
            Self::ApplicationAccepted => "application-accepted",
            Self::ApplicationRejected => "application-rejected",
            Self::SentBack => "sent-back",
            Self::Rejected => "rejected",
            Self::Accepted => "accepted",
            Self::Scheduled => "scheduled",
            Self::CameOut => "came-out",
            Self::TakenDown => "taken-down",
            Self::Restored => "restored",
            Self::Rescheduled => "rescheduled",
            Self::Checked => "checked",
            Self::Recorded => "recorded",
            Self::AppealWon => "appeal-won",
            Self::AppealLost => "appeal-lost",
            Self::Trusted => "trusted",
            Self::Untrusted => "untrusted",
            Self::CredentialConfirmed => "credential-confirmed",
            Self::CredentialRefused => "credential-refused",
            Self::CredentialRevoked => "credential-revoked",
            Self::CredentialEnding => "credential-ending",
            Self::CredentialEnded => "credential-ended",
            Self::Followed => "followed",
            Self::Following => "following",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What an applicant is told where an application came to this state:
    /// nothing of what they did themselves.
    #[must_use]
    pub fn of_application(state: ApplicationState) -> Option<Self> {
        match state {
            ApplicationState::Asked => Some(Self::ApplicationAsked),
            ApplicationState::Accepted => Some(Self::ApplicationAccepted),
            ApplicationState::Rejected => Some(Self::ApplicationRejected),
            ApplicationState::Drafting
            | ApplicationState::Waiting
            | ApplicationState::Withdrawn => None,
        }
    }

    /// What a creator's members are told where a paper of theirs came to this
    /// state: nothing of what they sent themselves.
    #[must_use]
    pub fn of_credential(state: CredentialState) -> Option<Self> {
        match state {
            CredentialState::Confirmed => Some(Self::CredentialConfirmed),
            CredentialState::Refused => Some(Self::CredentialRefused),
            CredentialState::Revoked => Some(Self::CredentialRevoked),
            CredentialState::Ended => Some(Self::CredentialEnded),
            CredentialState::Waiting | CredentialState::Replaced => None,
        }
    }

    /// The kind of letters that tell of it. None where a letter is sent
    /// whatever its recipient chose: whoever decides writes it.
    #[must_use]
    pub fn topic(self) -> Option<Topic> {
        match self {
            Self::ApplicationAsked
            | Self::ApplicationAccepted
            | Self::ApplicationRejected
            | Self::CredentialConfirmed
            | Self::CredentialRefused
            | Self::CredentialRevoked
            | Self::CredentialEnding
            | Self::CredentialEnded => Some(Topic::Application),
            Self::SentBack
            | Self::Rejected
            | Self::Accepted
            | Self::Scheduled
            | Self::Checked
            | Self::Restored
            | Self::Rescheduled => Some(Topic::Review),
            Self::CameOut => Some(Topic::Published),
            Self::Followed => Some(Topic::Followed),
            Self::Following => Some(Topic::Following),
            Self::TakenDown
            | Self::Recorded
            | Self::AppealWon
            | Self::AppealLost
            | Self::Trusted
            | Self::Untrusted => None,
        }
    }

    /// Whether whoever decides writes the letter, in the same transaction.
    #[must_use]
    pub fn is_written_to(self) -> bool {
        match self.topic() {
            None => true,
            Some(Topic::Application) => matches!(
                self,
                Self::ApplicationAsked | Self::ApplicationAccepted | Self::ApplicationRejected
            ),
            Some(Topic::Review) => !matches!(self, Self::Restored | Self::Rescheduled),
            Some(_) => false,
        }
    }

    /// Whether it went against somebody, who is shown why.
    #[must_use]
    pub fn has_reason(self) -> bool {
        matches!(self, Self::SentBack | Self::Rejected | Self::TakenDown)
    }
}

/// The time so many days before.
#[must_use]
pub fn days_before(now: Millis, days: i64) -> Millis {
    Millis(now.0 - days * DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
        }
    }
}
