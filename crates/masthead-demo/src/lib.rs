//! Demo content and generated archives of any size.

pub mod generate;
pub mod pictures;
pub mod content;
