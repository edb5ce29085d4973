//! Pages for when something went wrong.

mod answer;
mod busy;
pub mod pages;
mod samples;

pub use answer::{answer, too_long};
pub use busy::busy;
