//! Accounts: people who read, comment, follow and write for creators. How they
//! register, log in and keep their account.

mod compose;
mod device;
mod enter;
mod entry;
pub mod events;
mod letters;
mod link;
mod own;
pub mod pages;
mod person;
mod register;
mod routes;
pub mod rules;
mod samples;
pub mod store;

pub use entry::Entry;
pub use person::{Person, guard};
pub use routes::routes;
