use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// An account was set up, or its name or address changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct AccountChanged {
    pub account: i64,
}

impl Fact for AccountChanged {
    const KIND: &'static str = "account.changed";
    const VERSION: i64 = 1;
}
