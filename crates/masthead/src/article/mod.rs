//! Articles, their revisions and their pages.

mod compose;
pub mod events;
mod head;
pub mod pages;
mod routes;
pub mod rules;
mod samples;
mod share;
pub mod store;

pub use compose::compose;
pub(crate) use compose::document;
pub(crate) use head::description;
pub use routes::{Reading, read, read_around, routes};
