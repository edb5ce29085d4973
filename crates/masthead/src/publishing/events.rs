use crate::id::{AccountId, ArticleId, CreatorId, RemarkId, RevisionId, SubmissionId};
use masthead_clock::Millis;
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// A step in the life of an article: see [`super::rules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Submitted,
    Recalled,
    /// Its creator gave the text up.
    Discarded,
    /// Its creator goes on with a piece that was given up.
    Resumed,
    SentBack,
    Rejected,
    /// Accepted, for readers from `at` on.
    Scheduled {
        at: Millis,
    },
    /// Accepted, for readers at once; `at` is when it first came out.
    Published {
        at: Millis,
    },
    /// The time of a scheduled one came.
    CameOut {
        at: Millis,
    },
    Unscheduled,
    Withdrawn {
        at: Millis,
    },
    Retracted {
        at: Millis,
    },
    /// The desk took it away; `at` is when it came out, or was to.
    TakenDown {
        at: Millis,
    },
    /// The desk gave it back to its readers.
    Restored {
        at: Millis,
    },
    /// The desk gave it back before its time: it is scheduled again.
    Rescheduled {
        at: Millis,
    },
    /// The desk gave the page back that says that its creator disowned it.
    StubRestored {
        at: Millis,
    },
}

/// An article took a step. What its readers notice of it is said by the
/// article's own facts, beside this one.
#[derive(Debug, Serialize, Deserialize)]
pub struct ArticleStepped {
    pub article: ArticleId,
    pub creator: CreatorId,
    pub step: Step,
    /// The submission that was made or decided.
    pub submission: Option<SubmissionId>,
}

impl Fact for ArticleStepped {
    const KIND: &'static str = "article.stepped";
    const VERSION: i64 = 1;
}

/// Somebody began to write.
#[derive(Debug, Serialize, Deserialize)]
pub struct ArticleBegun {
    pub article: ArticleId,
    pub creator: CreatorId,
}

impl Fact for ArticleBegun {
    const KIND: &'static str = "article.begun";
    const VERSION: i64 = 1;
}

/// A text was kept for good.
#[derive(Debug, Serialize, Deserialize)]
pub struct RevisionKept {
    pub article: ArticleId,
    pub revision: RevisionId,
}

impl Fact for RevisionKept {
    const KIND: &'static str = "revision.kept";
    const VERSION: i64 = 1;
}

/// A reviewer said something of a submission.
#[derive(Debug, Serialize, Deserialize)]
pub struct RemarkMade {
    pub article: ArticleId,
    pub submission: SubmissionId,
    pub remark: RemarkId,
}

impl Fact for RemarkMade {
    const KIND: &'static str = "remark.made";
    const VERSION: i64 = 1;
}

/// A reviewer took a submission, or gave it back.
#[derive(Debug, Serialize, Deserialize)]
pub struct SubmissionClaimed {
    pub submission: SubmissionId,
    /// None where it was given back.
    pub reviewer: Option<AccountId>,
}

impl Fact for SubmissionClaimed {
    const KIND: &'static str = "submission.claimed";
    const VERSION: i64 = 1;
}

/// The desk looked at what was published before it was read there.
#[derive(Debug, Serialize, Deserialize)]
pub struct SubmissionChecked {
    pub submission: SubmissionId,
    pub article: ArticleId,
    pub creator: CreatorId,
    /// Else it was taken down.
    pub confirmed: bool,
}

impl Fact for SubmissionChecked {
    const KIND: &'static str = "submission.checked";
    const VERSION: i64 = 1;
}

/// Somebody may see a draft by a link until then.
#[derive(Debug, Serialize, Deserialize)]
pub struct PreviewOpened {
    pub article: ArticleId,
    pub ends_at: Millis,
}

impl Fact for PreviewOpened {
    const KIND: &'static str = "preview.opened";
    const VERSION: i64 = 1;
}

/// Somebody has read a submission and would take it; another has to read it too.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReadingGiven {
    pub article: ArticleId,
    pub submission: SubmissionId,
    /// None of an approver, who has no account.
    pub reviewer: Option<AccountId>,
}

impl Fact for ReadingGiven {
    const KIND: &'static str = "reading.given";
    const VERSION: i64 = 1;
}

/// Somebody without an account may decide on a submission by a link until then.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApproverAsked {
    pub article: ArticleId,
    pub submission: SubmissionId,
    pub ends_at: Millis,
}

impl Fact for ApproverAsked {
    const KIND: &'static str = "approver.asked";
    const VERSION: i64 = 1;
}
