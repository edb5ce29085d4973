use crate::id::ArticleId;
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// A picture was taken into the store; its scaled copies are still to be made.
#[derive(Debug, Serialize, Deserialize)]
pub struct MediaStored {
    /// SHA-256 of the original, in hex.
    pub hash: String,
}

impl Fact for MediaStored {
    const KIND: &'static str = "media.stored";
    const VERSION: i64 = 1;
}

/// A picture's scaled copies stand, or could not be made.
#[derive(Debug, Serialize, Deserialize)]
pub struct MediaScaled {
    pub hash: String,
}

impl Fact for MediaScaled {
    const KIND: &'static str = "media.scaled";
    const VERSION: i64 = 1;
}

/// Readers are served less, or more, of what an article showed; or a picture
/// that only the desk had seen.
#[derive(Debug, Serialize, Deserialize)]
pub struct WithheldChanged {
    pub article: Option<ArticleId>,
}

impl Fact for WithheldChanged {
    const KIND: &'static str = "media.withheld";
    const VERSION: i64 = 1;
}

/// A file that nothing used for some days was taken out of the store.
#[derive(Debug, Serialize, Deserialize)]
pub struct MediaRemoved {
    pub hash: String,
}

impl Fact for MediaRemoved {
    const KIND: &'static str = "media.removed";
    const VERSION: i64 = 1;
}
