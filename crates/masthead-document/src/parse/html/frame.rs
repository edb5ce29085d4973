//! The open structures of the document that is being built.

use super::dom::Element;
use crate::node::{Block, Cell};

/// A structure that is open.
pub(super) enum Frame {
    /// Takes blocks.
    Blocks(Kind, Vec<Block>),
    List {
        ordered: bool,
        start: u32,
        items: Vec<Vec<Block>>,
    },
    Table(Table),
    /// Takes a line of text and nothing else.
    Line(Line),
    /// Takes text as it stands.
    Code {
        language: String,
        text: String,
    },
}

pub(super) enum Kind {
    Root,
    Item,
    Quote { cite: String },
    Figure { caption: String, credit: String },
}

pub(super) enum Line {
    Heading(u8),
    Cell { header: bool, columns: usize },
    TableCaption,
    FigureCaption,
    Cite,
}

#[derive(Default)]
pub(super) struct Table {
    pub(super) header: Vec<Cell>,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) row: Vec<Cell>,
    pub(super) caption: String,
}

impl Table {
    /// Closes the open row. The first one is the header where all its cells head something.
    pub(super) fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if row.is_empty() {
            return;
        }
        let first = self.header.is_empty() && self.rows.is_empty();
        if first && row.iter().all(|cell| cell.header) {
            self.header = row;
        } else {
            self.rows.push(row);
        }
    }
}

impl Frame {
    pub(super) fn list(element: &Element) -> Self {
        let start = element.attr("start").and_then(|n| n.trim().parse().ok());
        Self::List {
            ordered: element.tag() == "ol",
            start: start.unwrap_or(1),
            items: Vec::new(),
        }
    }

    pub(super) fn cell(element: &Element) -> Self {
        let span = element.attr("colspan").and_then(|n| n.trim().parse().ok());
        Self::Line(Line::Cell {
            header: element.tag() == "th",
            columns: span.unwrap_or(1).clamp(1, 50),
        })
    }

    pub(super) fn code(element: &Element) -> Self {
        Self::Code {
            language: language(element).unwrap_or_default(),
            text: String::new(),
        }
    }
}

/// The language that a class such as `language-rust` names.
pub(super) fn language(element: &Element) -> Option<String> {
    let mut classes = element.attr("class")?.split_ascii_whitespace();
    classes
        .find_map(|class| class.strip_prefix("language-"))
        .map(str::to_owned)
}
