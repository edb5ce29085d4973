use crate::id::ChannelId;
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// A channel was set up, or its name, place in the tree or position changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct ChannelChanged {
    pub channel: ChannelId,
}

impl Fact for ChannelChanged {
    const KIND: &'static str = "channel.changed";
    const VERSION: i64 = 1;
}

/// A channel in which nothing stood is gone.
#[derive(Debug, Serialize, Deserialize)]
pub struct ChannelRemoved {
    pub channel: ChannelId,
    pub slug: String,
}

impl Fact for ChannelRemoved {
    const KIND: &'static str = "channel.removed";
    const VERSION: i64 = 1;
}
