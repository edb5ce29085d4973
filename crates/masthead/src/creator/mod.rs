//! Creators (号): publishing accounts with members, followers and an archive.

mod compose;
pub mod events;
pub mod look;
pub mod pages;
pub(crate) mod routes;
mod samples;
pub mod store;

pub use routes::routes;
