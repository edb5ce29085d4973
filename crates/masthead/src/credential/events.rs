use crate::id::{AccountId, CreatorId, CredentialId};
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// A credential was sent, decided on, or ended.
#[derive(Debug, Serialize, Deserialize)]
pub struct CredentialChanged {
    pub credential: CredentialId,
    pub creator: CreatorId,
    pub field: String,
    pub state: String,
    /// It came with the application by which its creator joined.
    pub joined: bool,
}

impl Fact for CredentialChanged {
    const KIND: &'static str = "credential.changed";
    const VERSION: i64 = 1;
}

/// A credential that the desk confirmed ends soon.
#[derive(Debug, Serialize, Deserialize)]
pub struct CredentialEnding {
    pub credential: CredentialId,
    pub creator: CreatorId,
    pub field: String,
}

impl Fact for CredentialEnding {
    const KIND: &'static str = "credential.ending";
    const VERSION: i64 = 1;
}

/// Somebody at the desk opened the paper of a credential.
#[derive(Debug, Serialize, Deserialize)]
pub struct CredentialOpened {
    pub credential: CredentialId,
    pub creator: CreatorId,
    pub by: AccountId,
}

impl Fact for CredentialOpened {
    const KIND: &'static str = "credential.opened";
    const VERSION: i64 = 1;
}
