//! The hot list.

pub mod pages;
mod samples;
