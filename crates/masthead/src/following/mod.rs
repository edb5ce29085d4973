//! Following creators: the button on public pages, which are the same for
//! everybody, and the own list of whom one follows.

mod change;
mod own;
pub mod pages;
mod routes;
mod samples;
pub mod store;

pub use routes::routes;

/// Creators that one reader follows at most: a page of theirs asks for all of them.
pub const MOST: i64 = 2_000;
