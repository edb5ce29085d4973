//! The home page.

pub mod pages;
mod routes;
mod samples;

pub use routes::{routes, stands};
