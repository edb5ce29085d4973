//! Comments (跟贴) below articles: their rows, and what a page shows of them. The page of an article asks for both.

mod compose;
pub mod events;
pub mod pages;
pub mod store;

pub use compose::threads;
