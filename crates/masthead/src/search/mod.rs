//! The search page.

pub mod pages;
mod samples;
