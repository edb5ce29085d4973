//! The Masthead archive, version 1: what `masthead import` reads and `masthead export` writes.
//!
//! A folder, or the same folder as a `.zip`: `site.json`, one `.jsonl` file per kind of row, and
//! `media/`. [`rows`] has one struct per file, [`Source`] reads an archive in a stream and without
//! trusting it, [`Writer`] writes one with the same bytes for the same rows, and [`schema`] gives
//! the JSON Schema that converters of other people check against.

mod error;
mod file;
pub mod limits;
mod parse;
mod read;
pub mod rows;
mod schema;
mod write;

pub use error::{Fault, LineError, did_you_mean, unknown};
pub use file::FileKind;
pub use limits::ReadLimits;
pub use parse::parse_line;
pub use read::{ArchiveError, Lines, MediaError, Source};
pub use schema::schema;
pub use write::{WriteError, Writer};
