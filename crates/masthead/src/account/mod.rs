//! Accounts: people who read, comment, follow and write for creators.

pub mod events;
pub mod store;
