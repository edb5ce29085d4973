//! Who writes for a creator: its owners invite people, change what they are, and part with them.

mod change;
mod invite;
mod join;
mod list;
pub mod pages;
mod routes;
pub mod rules;
mod samples;
pub mod store;

pub use routes::routes;
