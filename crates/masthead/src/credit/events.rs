use masthead_log::Fact;
use serde::{Deserialize, Serialize};

use super::rules::Kind;
use crate::id::{AppealId, ArticleId, CreatorId, CreditEntryId};

/// Somebody did something wrong, and it was written down.
#[derive(Debug, Serialize, Deserialize)]
pub struct CreditDeducted {
    pub entry: CreditEntryId,
    pub creator: CreatorId,
    pub kind: Kind,
    pub article: Option<ArticleId>,
}

impl Fact for CreditDeducted {
    const KIND: &'static str = "credit.deducted";
    const VERSION: i64 = 1;
}

/// A creator answered to an entry.
#[derive(Debug, Serialize, Deserialize)]
pub struct AppealMade {
    pub appeal: AppealId,
    pub entry: CreditEntryId,
    pub creator: CreatorId,
}

impl Fact for AppealMade {
    const KIND: &'static str = "appeal.made";
    const VERSION: i64 = 1;
}

/// The desk decided; a won one puts everything back.
#[derive(Debug, Serialize, Deserialize)]
pub struct AppealDecided {
    pub appeal: AppealId,
    pub entry: CreditEntryId,
    pub creator: CreatorId,
    pub won: bool,
}

impl Fact for AppealDecided {
    const KIND: &'static str = "appeal.decided";
    const VERSION: i64 = 1;
}

/// The desk trusts a creator, or no longer.
#[derive(Debug, Serialize, Deserialize)]
pub struct TrustChanged {
    pub creator: CreatorId,
    pub trusted: bool,
}

impl Fact for TrustChanged {
    const KIND: &'static str = "credit.trust_changed";
    const VERSION: i64 = 1;
}

/// Another version of the table counts.
#[derive(Debug, Serialize, Deserialize)]
pub struct CreditRulesChanged {
    pub version: i64,
}

impl Fact for CreditRulesChanged {
    const KIND: &'static str = "credit.rules_changed";
    const VERSION: i64 = 1;
}
