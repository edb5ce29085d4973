//! The hot list.

pub mod pages;
mod routes;
mod samples;

pub use routes::{compose, routes};
