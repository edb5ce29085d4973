//! Creators: publishing accounts with members, followers and an archive.

pub mod events;
pub mod store;
