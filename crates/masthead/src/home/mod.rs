//! The home page.

pub mod pages;
mod routes;
mod samples;

pub use routes::{compose, routes, stands, top_stories};
