//! Pages of plain explanation.

pub mod pages;
mod samples;
