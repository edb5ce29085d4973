//! Which letters somebody wants, and how they are ended.

pub mod events;
pub mod pages;
mod routes;
pub mod rules;
mod samples;
mod send;
mod settings;
mod stop;
pub mod store;

pub use routes::routes;
pub use rules::{DIGEST_HOUR, Topic, Way};
pub use send::{Envelope, send, send_always};
