//! Comments (跟贴) below articles.

pub mod events;
