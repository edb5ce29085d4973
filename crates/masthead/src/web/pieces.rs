use serde::Serialize;

use super::{Card, Line, Originals, SlotBlock};

/// A part that many pages show alike: a template of its own, rendered once and put into them as ready markup.
pub trait Piece: Serialize {
    /// The template's path, such as `web/pieces/headlines.html`.
    const TEMPLATE: &'static str;
}

/// `web/pieces/headlines.html`: the headline of each channel.
#[derive(Clone, Debug, Serialize)]
pub struct Headlines {
    pub blocks: Vec<SlotBlock>,
}

impl Piece for Headlines {
    const TEMPLATE: &'static str = "web/pieces/headlines.html";
}

/// `web/pieces/originals.html`: the original columns in tabs.
#[derive(Clone, Debug, Serialize)]
pub struct OriginalTabs {
    pub originals: Originals,
}

impl Piece for OriginalTabs {
    const TEMPLATE: &'static str = "web/pieces/originals.html";
}

/// `web/pieces/hot_row.html`: one article of the hot list.
#[derive(Clone, Debug, Serialize)]
pub struct HotRow {
    pub card: Card,
}

impl Piece for HotRow {
    const TEMPLATE: &'static str = "web/pieces/hot_row.html";
}

/// `web/pieces/tile.html`: an article beside another.
#[derive(Clone, Debug, Serialize)]
pub struct Tile {
    pub card: Card,
}

impl Piece for Tile {
    const TEMPLATE: &'static str = "web/pieces/tile.html";
}

/// `web/pieces/line.html`: an article's title in a dense list.
#[derive(Clone, Debug, Serialize)]
pub struct TitleLine {
    pub card: Line,
}

impl Piece for TitleLine {
    const TEMPLATE: &'static str = "web/pieces/line.html";
}
