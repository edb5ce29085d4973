//! Columns (栏目): curated series with a page of their own, and tabs of a parent.

pub mod events;
pub mod pages;
mod routes;
mod samples;
pub mod store;

pub use routes::{compose, routes};
