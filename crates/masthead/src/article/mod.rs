//! Articles and their revisions.

pub mod events;
pub mod rules;
pub mod store;
