use crate::id::AccountId;
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// Somebody chose which letters come; the log does not keep which.
#[derive(Debug, Serialize, Deserialize)]
pub struct LettersChosen {
    pub account: AccountId,
}

impl Fact for LettersChosen {
    const KIND: &'static str = "account.letters_chosen";
    const VERSION: i64 = 1;
}
