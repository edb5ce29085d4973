//! The desk reads what creators hand in, and decides.

mod accept;
mod approve;
mod claim;
mod decide;
mod letters;
pub mod pages;
mod queue;
mod read;
mod routes;
pub mod rules;
mod samples;

pub use routes::routes;
