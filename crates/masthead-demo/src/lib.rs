//! Demo content and generated archives of any size.

pub mod content;
pub mod generate;
pub mod pictures;
