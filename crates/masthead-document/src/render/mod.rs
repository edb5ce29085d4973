//! From a document to HTML, plain text and Markdown.

mod escape;
mod figure;
mod html;
mod interchange;
mod markdown;
mod markdown_inline;
mod options;
mod text;

pub use escape::write_escaped;
pub use html::html;
pub use markdown::markdown;
pub use options::{FilmFile, HtmlOptions, MediaUrls, NoMedia, PictureSources, Source};
pub use text::text;
