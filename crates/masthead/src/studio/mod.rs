//! The studio: where creators write, hand in, and follow what becomes of it.

mod by_form;
mod by_script;
mod desk_of;
mod draft;
mod files;
mod hand_in;
mod history;
mod hold;
mod leave;
mod list;
pub mod pages;
mod pictures;
mod preview;
mod room;
mod routes;
mod samples;
mod sent;
mod show;
mod uploads;
mod view;
mod words;

pub use routes::routes;
