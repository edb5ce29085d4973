//! The typed document of an article: a closed set of blocks and marks, converters in, renderers out.
//!
//! A [`Document`] can only be built through this crate's normal form, so a renderer never sees a link, a
//! picture or a nesting that the rules would refuse. See the crate's README for the tour.

pub mod bidi;
mod count;
mod document;
mod finding;
mod limits;
mod link;
mod marks;
mod media;
mod node;
mod normal;
mod policy;
mod script;
mod source;

pub mod json;
pub mod parse;
pub mod render;
pub mod text;

pub use count::{reading_minutes, summary, word_count};
pub use document::{Document, VERSION};
pub use finding::{Finding, FindingKind};
pub use limits::{Limits, MAX_DEPTH, Refusal};
pub use link::{clean_href, is_external};
pub use marks::{Inline, Mark};
pub use node::{Audio, Block, Cell, Picture, Track, Video};
pub use parse::Parsed;
pub use policy::Policy;
pub use source::{MediaSource, PATH_CHARS, is_media_path, is_media_source, media_reference};
