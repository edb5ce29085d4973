//! Curation: the desk fills places on pages, for a time, sees how a page will
//! look, and puts an earlier state of a place back.

mod access;
mod change;
mod coming;
mod form;
mod list;
pub mod pages;
mod place;
mod preview;
mod read;
mod routes;
mod samples;
mod versions;

pub use routes::routes;
