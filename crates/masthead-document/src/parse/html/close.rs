//! The ends of structures: a frame becomes a block of the frame around it.

use super::builder::Builder;
use super::frame::{Frame, Kind, Line};
use crate::marks::Inline;
use crate::node::{Block, Cell};
use std::mem;

impl Builder<'_> {
    /// Closes the innermost frame.
    pub(super) fn close(&mut self) {
        if !matches!(self.frames.last(), Some(Frame::Line(_))) {
            self.flush();
        }
        match self.frames.pop() {
            Some(Frame::Blocks(kind, blocks)) => self.close_blocks(kind, blocks),
            Some(Frame::List {
                ordered,
                start,
                items,
            }) => {
                self.push_block(Block::List {
                    ordered,
                    start,
                    items,
                });
            }
            Some(Frame::Table(mut table)) => {
                table.end_row();
                self.push_block(Block::Table {
                    header: table.header,
                    rows: table.rows,
                    caption: table.caption,
                });
            }
            Some(Frame::Line(line)) => self.close_line(line),
            Some(Frame::Code { language, text }) => self.push_block(Block::Code { language, text }),
            None => {}
        }
        self.settle();
    }

    fn close_blocks(&mut self, kind: Kind, mut blocks: Vec<Block>) {
        match kind {
            Kind::Quote { cite } => self.push_block(Block::Quote { blocks, cite }),
            Kind::Item => match self.frames.last_mut() {
                Some(Frame::List { items, .. }) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.push_block(block)),
            },
            Kind::Figure { caption, credit } => {
                caption_figure(&mut blocks, caption, credit);
                blocks.into_iter().for_each(|block| self.push_block(block));
            }
            Kind::Root => self.frames.push(Frame::Blocks(Kind::Root, blocks)),
        }
    }

    fn close_line(&mut self, line: Line) {
        let content = mem::take(&mut self.line);
        match (line, self.frames.last_mut()) {
            (Line::Heading(level), _) => self.push_block(Block::Heading { level, content }),
            (Line::Cell { header, columns }, Some(Frame::Table(table))) => {
                table.row.push(Cell { content, header });
                // With more cells than nodes it is refused, and wide ones need not be made.
                let is_over = self.cells > self.limits.nodes;
                let columns = if is_over { 1 } else { columns };
                self.cells += columns;
                let filled = table.row.len() + columns - 1;
                table.row.resize_with(filled, || Cell {
                    content: Vec::new(),
                    header,
                });
            }
            (Line::TableCaption, Some(Frame::Table(table))) => table.caption = plain(&content),
            (Line::FigureCaption, Some(Frame::Blocks(Kind::Figure { caption, .. }, _))) => {
                *caption = plain(&content);
            }
            (Line::Cite, Some(Frame::Blocks(Kind::Quote { cite }, _))) => *cite = plain(&content),
            _ => self.push_block(Block::Paragraph { content }),
        }
    }

    /// What stands in the caption since `from` names the source of the picture.
    pub(super) fn take_credit(&mut self, from: usize) {
        let [.., outer, Frame::Line(Line::FigureCaption)] = self.frames.as_mut_slice() else {
            return;
        };
        if let Frame::Blocks(Kind::Figure { credit, .. }, _) = outer {
            let from = from.min(self.line.len());
            *credit = plain(&self.line.split_off(from));
        }
    }
}

/// Gives a figure's caption to the first thing in it that can have one; else it stands as a paragraph.
fn caption_figure(blocks: &mut Vec<Block>, caption: String, credit: String) {
    for block in blocks.iter_mut() {
        let slot = match block {
            Block::Picture(picture) => {
                picture.credit.clone_from(&credit);
                &mut picture.caption
            }
            Block::Video(video) => &mut video.caption,
            Block::Audio(audio) => &mut audio.caption,
            Block::Table { caption, .. } => caption,
            Block::Quote { cite, .. } => cite,
            Block::Embed { title, .. } => title,
            _ => continue,
        };
        if slot.trim().is_empty() {
            *slot = caption;
            return;
        }
    }
    if !caption.is_empty() {
        let content = vec![Inline::plain(caption)];
        blocks.push(Block::Paragraph { content });
    }
}

fn plain(content: &[Inline]) -> String {
    let texts = content.iter().map(|inline| match inline {
        Inline::Text { text, .. } => text.as_str(),
        Inline::Break {} => " ",
    });
    texts.collect()
}
