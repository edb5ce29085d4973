//! Channels: the sections of the portal, a tree. An article has one.

pub mod events;
pub mod store;
