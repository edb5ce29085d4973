//! Builds blocks from the starts, texts and ends that the walk meets.

use super::Reading;
use super::dom::{Dom, Element, NodeId};
use super::element::{Leave, Meaning, meaning};
use super::frame::{Frame, Kind, Line, Table, language};
use super::media;
use super::soft::Blanks;
use crate::finding::{FindingKind, Findings};
use crate::limits::{Limits, MAX_DEPTH, Refusal};
use crate::marks::{Inline, Mark};
use crate::node::Block;
use std::mem;

pub(super) struct Builder<'a> {
    pub(super) limits: &'a Limits,
    reading: Reading,
    pub(super) frames: Vec<Frame>,
    /// The line of text that is open.
    pub(super) line: Vec<Inline>,
    pub(super) marks: Vec<Mark>,
    blanks: Blanks,
    /// Runs of text so far: each is a node of the document, and holds a copy of its marks.
    runs: usize,
    /// Cells of tables so far.
    pub(super) cells: usize,
    /// Blocks met where only a line may stand; they follow the structure around it.
    hoisted: Vec<Block>,
    pub(super) findings: Findings,
}

impl<'a> Builder<'a> {
    pub(super) fn new(limits: &'a Limits, reading: Reading) -> Self {
        Self {
            limits,
            reading,
            frames: vec![Frame::Blocks(Kind::Root, Vec::new())],
            line: Vec::new(),
            marks: Vec::new(),
            blanks: Blanks::default(),
            runs: 0,
            cells: 0,
            hoisted: Vec::new(),
            findings: Findings::default(),
        }
    }

    pub(super) fn finish(mut self) -> (Vec<Block>, Findings) {
        self.flush();
        match self.frames.pop() {
            Some(Frame::Blocks(_, mut blocks)) => {
                blocks.append(&mut self.hoisted);
                (blocks, self.findings)
            }
            _ => (self.hoisted, self.findings),
        }
    }

    /// The start of an element. `None`: its contents are not to be visited.
    pub(super) fn enter(
        &mut self,
        dom: &Dom,
        id: NodeId,
        element: &Element,
    ) -> Result<Option<Leave>, Refusal> {
        let meaning = meaning(element);
        if let Some(Frame::Code { .. }) = self.frames.last() {
            return Ok(self.enter_in_code(&meaning, element));
        }
        if self.in_line() {
            return Ok(self.enter_in_line(&meaning, dom, id, element));
        }
        self.enter_block(meaning, dom, id, element)
    }

    fn enter_in_code(&mut self, meaning: &Meaning, element: &Element) -> Option<Leave> {
        if let Some(Frame::Code {
            language: known,
            text,
        }) = self.frames.last_mut()
        {
            match meaning {
                Meaning::Dropped => return None,
                Meaning::Break => text.push('\n'),
                _ if known.is_empty() => *known = language(element).unwrap_or_default(),
                _ => {}
            }
        }
        Some(Leave::Nothing)
    }

    /// Within a heading, a cell or a caption: blocks become lines, media follow after.
    fn enter_in_line(
        &mut self,
        meaning: &Meaning,
        dom: &Dom,
        id: NodeId,
        element: &Element,
    ) -> Option<Leave> {
        match meaning {
            Meaning::Unwrapped if element.has_class("credit") => {
                Some(Leave::Credit(self.line.len()))
            }
            Meaning::Dropped | Meaning::Unwrapped | Meaning::Reading | Meaning::Break => {
                self.enter_text(meaning, element)
            }
            Meaning::Picture | Meaning::Video | Meaning::Audio | Meaning::Frame => {
                self.enter_media(meaning, dom, id, element);
                None
            }
            _ => {
                self.soft_break();
                Some(Leave::Apart)
            }
        }
    }

    fn enter_text(&mut self, meaning: &Meaning, element: &Element) -> Option<Leave> {
        match meaning {
            Meaning::Dropped => {
                if !matches!(element.tag(), "head" | "rp") {
                    self.findings
                        .add(FindingKind::ElementDropped, element.tag());
                }
                None
            }
            Meaning::Reading => Some(Leave::Reading(self.begin_reading())),
            Meaning::Break => {
                self.line.push(Inline::Break {});
                None
            }
            _ => Some(Leave::Nothing),
        }
    }

    fn enter_media(&mut self, meaning: &Meaning, dom: &Dom, id: NodeId, element: &Element) {
        let block = match meaning {
            Meaning::Video => media::video(dom, id, element),
            Meaning::Audio => media::audio(dom, id, element),
            Meaning::Frame => media::embed(element),
            _ => media::picture(element, self.reading),
        };
        self.push_block(block);
    }

    fn enter_block(
        &mut self,
        meaning: Meaning,
        dom: &Dom,
        id: NodeId,
        element: &Element,
    ) -> Result<Option<Leave>, Refusal> {
        use Meaning as M;
        let in_table = matches!(self.frames.last(), Some(Frame::Table(_)));
        let frame = match meaning {
            M::Dropped | M::Unwrapped | M::Reading | M::Break => {
                return Ok(self.enter_text(&meaning, element));
            }
            M::Picture | M::Video | M::Audio | M::Frame => {
                self.flush();
                self.enter_media(&meaning, dom, id, element);
                return Ok(None);
            }
            M::Divider => {
                self.flush();
                self.push_block(Block::Divider {});
                return Ok(None);
            }
            M::Heading(level) => Frame::Line(Line::Heading(level)),
            M::Code => Frame::code(element),
            M::Quote => Frame::Blocks(
                Kind::Quote {
                    cite: String::new(),
                },
                Vec::new(),
            ),
            M::List => Frame::list(element),
            M::Item if matches!(self.frames.last(), Some(Frame::List { .. })) => {
                Frame::Blocks(Kind::Item, Vec::new())
            }
            M::Table => Frame::Table(Table::default()),
            M::Cell if in_table => Frame::cell(element),
            M::Caption if in_table => Frame::Line(Line::TableCaption),
            M::Figure => Frame::Blocks(figure(), Vec::new()),
            M::FigureCaption if self.is_in(|kind| matches!(kind, Kind::Figure { .. })) => {
                Frame::Line(Line::FigureCaption)
            }
            M::Footer if self.is_in(|kind| matches!(kind, Kind::Quote { .. })) => {
                Frame::Line(Line::Cite)
            }
            _ => {
                self.flush();
                return Ok(Some(Leave::Apart));
            }
        };
        self.flush();
        self.open(frame)?;
        Ok(Some(Leave::Frame))
    }

    /// The end of an element that was visited.
    pub(super) fn leave(&mut self, leave: Leave) {
        match leave {
            Leave::Nothing => {}
            Leave::Apart if self.in_line() => self.soft_break(),
            Leave::Apart => {
                self.flush();
                if let Some(Frame::Table(table)) = self.frames.last_mut() {
                    table.end_row();
                }
            }
            Leave::Frame => self.close(),
            Leave::Credit(from) => self.take_credit(from),
            Leave::Reading(from) => self.end_reading(from),
        }
    }

    /// Text, with its blanks collapsed as HTML does.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Refusal> {
        if let Some(Frame::Code { text: code, .. }) = self.frames.last_mut() {
            code.push_str(text);
            return Ok(());
        }
        let before = self.line.last_mut().and_then(|inline| match inline {
            Inline::Text { text, .. } => Some(text),
            Inline::Break {} => None,
        });
        let run = self.blanks.collapse(before, text);
        if run.is_empty() {
            return Ok(());
        }
        self.runs += 1;
        if self.runs > self.limits.nodes {
            let limit = self.limits.nodes;
            return Err(Refusal::TooManyNodes { limit });
        }
        self.push_text(run);
        Ok(())
    }

    /// Ends the open paragraph.
    pub(super) fn flush(&mut self) {
        let content = mem::take(&mut self.line);
        if !content.is_empty() {
            self.push_block(Block::Paragraph { content });
        }
    }

    pub(super) fn push_block(&mut self, block: Block) {
        if blank_paragraph(&block) {
            return;
        }
        match self.frames.last_mut() {
            Some(Frame::Blocks(_, blocks)) => blocks.push(block),
            Some(Frame::List { items, .. }) => match items.last_mut() {
                Some(item) => item.push(block),
                None => items.push(vec![block]),
            },
            _ => self.hoisted.push(block),
        }
    }

    /// Puts what was hoisted where blocks may stand again.
    pub(super) fn settle(&mut self) {
        if matches!(
            self.frames.last(),
            Some(Frame::Blocks(..) | Frame::List { .. })
        ) {
            for block in mem::take(&mut self.hoisted) {
                self.push_block(block);
            }
        }
    }

    fn open(&mut self, frame: Frame) -> Result<(), Refusal> {
        // A list opens two frames for one level, and the innermost level holds lines or code.
        let limit = self.limits.depth.min(MAX_DEPTH);
        if self.frames.len() > 2 * limit + 2 {
            return Err(Refusal::TooDeep { limit });
        }
        self.frames.push(frame);
        Ok(())
    }

    fn in_line(&self) -> bool {
        matches!(self.frames.last(), Some(Frame::Line(_)))
    }

    fn is_in(&self, wanted: impl Fn(&Kind) -> bool) -> bool {
        matches!(self.frames.last(), Some(Frame::Blocks(kind, _)) if wanted(kind))
    }

    pub(super) fn push_text(&mut self, text: String) {
        let marks = self.marks.clone();
        self.line.push(Inline::Text { text, marks });
    }

    fn soft_break(&mut self) {
        if matches!(self.line.last(), Some(Inline::Text { .. })) {
            self.line.push(Inline::Break {});
        }
    }
}

fn figure() -> Kind {
    Kind::Figure {
        caption: String::new(),
        credit: String::new(),
    }
}

/// Blanks between two blocks; dropped here so that they do not count as content of a list or a table.
fn blank_paragraph(block: &Block) -> bool {
    let blank = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.chars().all(char::is_whitespace),
        Inline::Break {} => true,
    };
    matches!(block, Block::Paragraph { content } if content.iter().all(blank))
}
