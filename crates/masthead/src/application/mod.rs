//! Applying to join as a creator, and the desk's queue that decides on it. A
//! person keeps one open application; every change of it is one guarded write
//! of the whole row.

mod apply;
mod code;
mod compose;
mod decide;
pub mod events;
pub mod files;
pub mod form;
mod letters;
mod look;
mod names;
mod own;
pub mod pages;
mod queue;
mod routes;
pub mod rules;
mod samples;
mod sent_files;
pub mod store;
pub mod words;

pub use compose::hand_in;
pub use routes::routes;
