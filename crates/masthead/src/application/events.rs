use crate::id::{AccountId, ApplicationDocumentId, ApplicationId};
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// An application came to another state; or, while it is a draft or waits, was
/// saved, taken or given back.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApplicationChanged {
    pub application: ApplicationId,
    /// The applicant's account.
    pub account: AccountId,
    pub state: String,
}

impl Fact for ApplicationChanged {
    const KIND: &'static str = "application.changed";
    const VERSION: i64 = 1;
}

/// A reviewer took an application, or gave it back.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApplicationClaimed {
    pub application: ApplicationId,
    pub account: AccountId,
    /// None: given back.
    pub by: Option<AccountId>,
}

impl Fact for ApplicationClaimed {
    const KIND: &'static str = "application.claimed";
    const VERSION: i64 = 1;
}

/// A reviewer opened a paper that an applicant sent.
#[derive(Debug, Serialize, Deserialize)]
pub struct DocumentOpened {
    pub application: ApplicationId,
    pub document: ApplicationDocumentId,
    pub by: AccountId,
}

impl Fact for DocumentOpened {
    const KIND: &'static str = "application.document_opened";
    const VERSION: i64 = 1;
}
