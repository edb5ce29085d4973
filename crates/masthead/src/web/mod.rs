//! What all pages share: the theme that renders them, the words of both languages, the assets, the layout and the
//! parts (cards, pictures, bylines) that templates get.
//!
//! A feature writes one struct per template in its `pages.rs`, implements [`Page`] for it, and calls [`Theme::render`].

mod assets;
mod count;
mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}
mod layout;
mod locale;
mod markup;
mod parts;
mod pieces;
mod said;
pub mod samples;
mod share;
#[cfg(test)]
mod tests;
mod theme;
mod when;
mod words;

pub use assets::{Asset, assets, path as asset_path};
pub use layout::{Around, Feed, Head, Language, Layout, Link, NavLink, Preview, Site};
pub use locale::{Edition, Locale};
pub use markup::Markup;
pub use parts::{
    Card, CreatorLine, Label, Line, Originals, Picture, PictureSource, SlotBlock, Tab, Trouble,
    TurnPage,
};
pub use pieces::{
    Headlines, HotRow, LeftOutLine, Me, OriginalTabs, Piece, Surroundings, Tile, TitleLine,
};
pub use share::Share;
pub use theme::{Page, Theme, ThemeFault};
pub(crate) use when::machine as machine_time;
pub use words::{Words, WordsFault};
