//! Plain text: blocks parted by a blank line.

use crate::document::Document;
use crate::marks::Inline;
use crate::node::{Block, Cell};

/// The document as plain text, without a line feed at its end. What has no words (a divider, a decorative
/// picture) is left out.
pub fn text(document: &Document) -> String {
    blocks(document.blocks())
}

fn blocks(blocks: &[Block]) -> String {
    let parts: Vec<String> = blocks
        .iter()
        .map(block)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph { content } | Block::Heading { content, .. } => inlines(content),
        Block::Picture(picture) => lines(&[&picture.alt, &picture.caption, &picture.credit]),
        Block::Video(video) => lines(&[&video.title, &video.caption]),
        Block::Audio(audio) => lines(&[&audio.title, &audio.caption]),
        Block::Quote {
            blocks: inner,
            cite,
        } => lines(&[&blocks(inner), cite]),
        Block::List {
            ordered,
            start,
            items,
        } => list(*ordered, *start, items),
        Block::Table {
            header,
            rows,
            caption,
        } => table(header, rows, caption),
        Block::Code { text, .. } => text.clone(),
        Block::Embed { url, title } => lines(&[title, url]),
        Block::Divider {} => String::new(),
    }
}

fn list(ordered: bool, start: u32, items: &[Vec<Block>]) -> String {
    let numbered = items.iter().zip(start..).map(|(item, number)| {
        let sign = if ordered {
            format!("{number}. ")
        } else {
            "• ".to_owned()
        };
        let indent = format!("\n{}", " ".repeat(sign.chars().count()));
        format!("{sign}{}", blocks(item).replace('\n', &indent))
    });
    numbered.collect::<Vec<_>>().join("\n")
}

fn table(header: &[Cell], rows: &[Vec<Cell>], caption: &str) -> String {
    let row = |cells: &[Cell]| {
        let texts: Vec<String> = cells
            .iter()
            .map(|cell| inlines(&cell.content).replace('\n', " "))
            .collect();
        texts.join("\t")
    };
    let rows: Vec<String> = std::iter::once(header)
        .filter(|header| !header.is_empty())
        .chain(rows.iter().map(Vec::as_slice))
        .map(row)
        .collect();
    lines(&[caption, &rows.join("\n")])
}

fn inlines(content: &[Inline]) -> String {
    let texts = content.iter().map(|inline| match inline {
        Inline::Text { text, .. } => text.as_str(),
        Inline::Break {} => "\n",
    });
    texts.collect()
}

fn lines(parts: &[&str]) -> String {
    let filled: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    filled.join("\n")
}
