//! The desk: where operators work.

mod accounts;
pub mod pages;
mod routes;
mod samples;

pub use routes::routes;
