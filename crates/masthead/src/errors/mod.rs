//! Pages for when something went wrong.

pub mod pages;
mod samples;
