use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// The site's own data (name, notice, footer, …) are different.
#[derive(Debug, Serialize, Deserialize)]
pub struct SiteChanged {}

impl Fact for SiteChanged {
    const KIND: &'static str = "site.changed";
    const VERSION: i64 = 1;
}
