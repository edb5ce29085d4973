//! Comments (跟贴) below articles.

mod changes;
pub mod events;
pub mod store;

use crate::portal::{Feature, Told, with_ids};

pub const FEATURE: Feature = Feature {
    events: &[
        Told::changing::<events::CommentPosted>(r#"{"comment":9,"article":1}"#),
        Told::changing::<events::CommentChanged>(r#"{"comment":9,"article":1}"#),
    ],
    tables: &[with_ids!("comment")],
    ..Feature::named("comment")
};
