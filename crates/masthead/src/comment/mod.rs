//! Comments (跟贴) below articles.

pub mod events;
pub mod store;
