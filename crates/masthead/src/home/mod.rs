//! The home page.

pub mod pages;
mod samples;
