//! Pages for when something went wrong.

mod answer;
pub mod pages;
mod samples;

pub use answer::{answer, too_long};
