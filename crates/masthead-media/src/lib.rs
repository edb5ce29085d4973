//! Pictures: read with limits, cleaned, kept and scaled. See README.md for what stays and what goes.

mod av1;
mod container;
mod crop;
mod format;
mod hash;
mod limits;
mod marks;
mod metadata;
mod picture;
mod pixels;
mod refusal;
mod renditions;
mod store;
mod widths;

pub use crop::{Part, crop};
pub use format::Format;
pub use hash::{Hash, NotAHash};
pub use limits::Limits;
pub use marks::{AiStatus, Marks};
pub use picture::{Picture, read};
pub use refusal::Refusal;
pub use renditions::{Rendition, renditions};
pub use store::{Head, Object, Shelf, Store, StoreError};
pub use widths::{WIDTHS, rendition_formats, rendition_widths};
