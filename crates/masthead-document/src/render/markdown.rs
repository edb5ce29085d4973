//! Markdown that the Markdown reader reads back as the same document.

use super::interchange;
use super::markdown_inline::{Place, escape_text, inlines};
use crate::document::Document;
use crate::node::{Block, Cell, Picture};
use crate::source::to_reference;

/// The document as CommonMark with tables and strikethrough; what these cannot say is raw HTML.
pub fn markdown(document: &Document) -> String {
    let mut out = blocks(document.blocks());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut odd = false;
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 {
            out.push_str("\n\n");
        }
        // Two lists in a row would grow together under the same sign.
        let follows = index > 0 && matches!(blocks[index - 1], Block::List { .. });
        odd = follows && !odd;
        out.push_str(&write(block, odd));
    }
    out
}

fn write(block: &Block, odd: bool) -> String {
    match block {
        Block::Paragraph { content } => inlines(content, Place::Paragraph),
        Block::Heading { level, content } => {
            format!(
                "{} {}",
                "#".repeat(usize::from(*level)),
                inlines(content, Place::Heading)
            )
        }
        Block::Picture(picture) => {
            picture_line(picture).unwrap_or_else(|| interchange::block(block))
        }
        Block::Quote {
            blocks: inner,
            cite,
        } => quote(inner, cite),
        Block::List {
            ordered,
            start,
            items,
        } => list(*ordered, *start, items, odd),
        Block::Table {
            header,
            rows,
            caption,
        } => table(header, rows, caption).unwrap_or_else(|| interchange::block(block)),
        Block::Code { language, text } => code(language, text),
        // Underscores, since `- ***` and `- ---` would be rules instead of items.
        Block::Divider {} => "___".to_owned(),
        Block::Video(_) | Block::Audio(_) | Block::Embed { .. } => interchange::block(block),
    }
}

fn picture_line(picture: &Picture) -> Option<String> {
    let plain = !picture.decorative
        && picture.credit.is_empty()
        && picture.width.is_none()
        && picture.height.is_none();
    plain.then(|| {
        let alt = escape_text(&picture.alt);
        let title = match picture.caption.as_str() {
            "" => String::new(),
            caption => format!(" \"{}\"", escape_text(caption).replace('"', "\\\"")),
        };
        format!("![{alt}]({}{title})", to_reference(&picture.src))
    })
}

fn quote(inner: &[Block], cite: &str) -> String {
    let mut text = blocks(inner);
    if !cite.is_empty() {
        let mut footer = String::from("\n\n<footer>");
        super::escape::escape(cite, &mut footer);
        text.push_str(&footer);
        text.push_str("</footer>");
    }
    let lines: Vec<String> = text.split('\n').map(|line| format!("> {line}")).collect();
    lines.join("\n")
}

fn list(ordered: bool, start: u32, items: &[Vec<Block>], odd: bool) -> String {
    let written = items.iter().zip(start..).map(|(item, number)| {
        let sign = match (ordered, odd) {
            (true, false) => format!("{number}. "),
            (true, true) => format!("{number}) "),
            (false, false) => "- ".to_owned(),
            (false, true) => "* ".to_owned(),
        };
        let indent = " ".repeat(sign.len());
        let text = blocks(item);
        let mut lines = text.split('\n');
        let mut out = format!("{sign}{}", lines.next().unwrap_or_default());
        for line in lines {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(&indent);
                out.push_str(line);
            }
        }
        out
    });
    written.collect::<Vec<_>>().join("\n")
}

fn code(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{text}\n{fence}")
}

fn table(header: &[Cell], rows: &[Vec<Cell>], caption: &str) -> Option<String> {
    let width = header.len().max(rows.first().map_or(0, Vec::len));
    if !caption.is_empty() || rows.iter().flatten().any(|cell| cell.header) {
        return None;
    }
    let empty = vec![Cell::default(); width];
    let header = if header.is_empty() { &empty } else { header };
    let mut lines = vec![row(header), format!("|{}", " --- |".repeat(width))];
    lines.extend(rows.iter().map(|cells| row(cells)));
    Some(lines.join("\n"))
}

fn row(cells: &[Cell]) -> String {
    let mut out = String::from("|");
    for cell in cells {
        out.push(' ');
        out.push_str(&inlines(&cell.content, Place::Cell));
        out.push_str(" |");
    }
    out
}
