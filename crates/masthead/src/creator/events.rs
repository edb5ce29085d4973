use crate::id::{AccountId, CreatorId};
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// A creator was set up, or its name, bio, avatar, members, … changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct CreatorChanged {
    pub creator: CreatorId,
}

impl Fact for CreatorChanged {
    const KIND: &'static str = "creator.changed";
    const VERSION: i64 = 1;
}

/// A reader follows a creator from now on.
#[derive(Debug, Serialize, Deserialize)]
pub struct CreatorFollowed {
    pub creator: CreatorId,
    pub reader: AccountId,
}

impl Fact for CreatorFollowed {
    const KIND: &'static str = "creator.followed";
    const VERSION: i64 = 1;
}

/// A reader follows a creator no longer.
#[derive(Debug, Serialize, Deserialize)]
pub struct CreatorUnfollowed {
    pub creator: CreatorId,
    pub reader: AccountId,
}

impl Fact for CreatorUnfollowed {
    const KIND: &'static str = "creator.unfollowed";
    const VERSION: i64 = 1;
}
