//! Pages pressed once and served many times.
//!
//! A page is rendered, compressed in each encoding and given a strong ETag
//! when it is first asked for ([`Press::page`]); after that it is ready bytes.
//! Each page names what it was made of; [`Press::touch`] drops every page made
//! of something, and a page that was being made meanwhile is never kept.

mod press;
mod sheet;

pub use press::{Limits, Press};
pub use sheet::{Encoding, Pressed, Sheet};
