//! Comments (跟贴) below articles: their rows, and what a page shows of them. The page of an article asks for both.

mod changes;
mod compose;
pub mod events;
pub mod pages;
pub mod store;

use crate::portal::{Feature, Told, with_ids};

pub use compose::threads;

pub const FEATURE: Feature = Feature {
    events: &[
        Told::changing::<events::CommentPosted>(r#"{"comment":9,"article":1}"#),
        Told::changing::<events::CommentChanged>(r#"{"comment":9,"article":1}"#),
    ],
    tables: &[with_ids!("comment")],
    ..Feature::named("comment")
};
