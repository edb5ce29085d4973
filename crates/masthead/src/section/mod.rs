//! The desk sets the portal up: its name, its channels and its columns.

mod edit;
mod form;
mod kind;
mod list;
mod name;
pub mod pages;
mod routes;
pub mod rules;
mod samples;
mod store;

pub use kind::Kind;
pub use routes::routes;
pub(crate) use store::take_turn;
