//! Channels (频道): the sections of the portal, a tree. An article has one.

pub mod events;
pub mod pages;
pub(crate) mod routes;
mod samples;
pub mod store;

pub use routes::{compose, routes};
