//! Pages of plain explanation.

pub mod pages;
mod routes;
mod samples;

pub use routes::routes;
