//! The archive: everything that a site holds, read from a folder or a zip and
//! written to one.

pub mod export;
pub mod import;
