//! The desk reads what creators hand in, and decides.

mod accept;
mod approve;
mod claim;
mod decide;
mod letters;
mod moderate;
pub mod pages;
mod queue;
mod read;
mod routes;
pub mod rules;
mod samples;
mod takedown;

pub use routes::routes;
