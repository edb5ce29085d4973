//! Pictures: read with limits, cleaned, kept and scaled. Films and sounds: looked into, and kept as they came. See
//! README.md for what stays and what goes.

mod av1;
mod captions;
mod container;
mod crop;
mod film;
mod format;
mod hash;
mod limits;
mod marks;
mod memory;
mod metadata;
mod parts;
mod picture;
mod pixels;
mod refusal;
mod renditions;
mod store;
mod widths;

pub use captions::{CaptionsRefusal, captions};
pub use crop::{Part, crop};
pub use film::{Film, FilmKind, FilmRefusal, FilmSource, ProbeError, Sort, probe};
pub use format::Format;
pub use hash::{Hash, Hasher, NotAHash};
pub use limits::Limits;
pub use marks::{AiStatus, Marks};
pub use memory::{memory_bytes, memory_of_master};
pub use parts::{PartOf, Parts};
pub use picture::{Picture, read};
pub use refusal::Refusal;
pub use renditions::{Rendition, renditions};
pub use store::{Head, Object, Shelf, Store, StoreError};
pub use widths::{WIDTHS, rendition_formats, rendition_height, rendition_widths};
