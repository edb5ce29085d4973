use crate::id::MailId;
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// A letter was written, to be sent.
#[derive(Debug, Serialize, Deserialize)]
pub struct LetterWritten {
    pub mail: MailId,
}

impl Fact for LetterWritten {
    const KIND: &'static str = "mail.written";
    const VERSION: i64 = 1;
}

/// A letter was handed to the mail server; it is no longer kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct LetterSent {
    pub mail: MailId,
}

impl Fact for LetterSent {
    const KIND: &'static str = "mail.sent";
    const VERSION: i64 = 1;
}

/// A letter cannot be sent, and is not tried again.
#[derive(Debug, Serialize, Deserialize)]
pub struct LetterGivenUp {
    pub mail: MailId,
}

impl Fact for LetterGivenUp {
    const KIND: &'static str = "mail.given_up";
    const VERSION: i64 = 1;
}
