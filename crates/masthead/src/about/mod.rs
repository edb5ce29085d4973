//! Pages of plain explanation.

pub mod pages;
mod routes;
pub(crate) mod samples;

pub use routes::routes;
pub(crate) use routes::{contact, layout};
