//! The normal form: one way to say each thing, and nothing that the rules refuse.
//!
//! Every document passes through here, whatever it was read from. Normalising twice changes nothing.

mod inline;
mod media;
mod table;

use crate::finding::{FindingKind, Findings};
use crate::limits::{Limits, MAX_DEPTH, Refusal};
use crate::node::Block;
use crate::policy::Policy;
use crate::text::clean;

/// The largest number that a list may start with: Markdown takes nine digits.
const MAX_START: u32 = 999_999_999;

/// Blocks in normal form.
pub(crate) fn normalise(
    blocks: Vec<Block>,
    limits: &Limits,
    policy: &Policy,
    findings: &mut Findings,
) -> Result<Vec<Block>, Refusal> {
    let mut pass = Pass {
        limits,
        policy,
        findings,
        nodes: 0,
        chars: 0,
    };
    pass.blocks(blocks, 1)
}

/// One pass over a document, with what it has counted so far.
struct Pass<'a> {
    limits: &'a Limits,
    policy: &'a Policy,
    findings: &'a mut Findings,
    nodes: usize,
    chars: usize,
}

impl Pass<'_> {
    fn blocks(&mut self, blocks: Vec<Block>, depth: usize) -> Result<Vec<Block>, Refusal> {
        let limit = self.limits.depth.min(MAX_DEPTH);
        if depth > limit && !blocks.is_empty() {
            return Err(Refusal::TooDeep { limit });
        }
        let mut out = Vec::with_capacity(blocks.len());
        for block in blocks {
            self.count_nodes(1)?;
            self.block(block, depth, &mut out)?;
        }
        Ok(out)
    }

    fn block(&mut self, block: Block, depth: usize, out: &mut Vec<Block>) -> Result<(), Refusal> {
        match block {
            Block::Paragraph { content } => {
                let content = self.inlines(content)?;
                push_unless(content.is_empty(), out, || Block::Paragraph { content });
            }
            Block::Heading { level, content } => {
                let content = self.inlines(content)?;
                let level = self.level(level);
                push_unless(content.is_empty(), out, || Block::Heading {
                    level,
                    content,
                });
            }
            Block::Picture(picture) => out.extend(self.picture(picture)?),
            Block::Video(video) => out.extend(self.video(video)?),
            Block::Audio(audio) => out.extend(self.audio(audio)?),
            Block::Quote { blocks, cite } => {
                let blocks = self.blocks(blocks, depth + 1)?;
                let cite = self.line(&cite)?;
                push_unless(blocks.is_empty(), out, || Block::Quote { blocks, cite });
            }
            Block::List {
                ordered,
                start,
                items,
            } => {
                let items = self.items(items, depth)?;
                let start = if ordered { start.min(MAX_START) } else { 1 };
                push_unless(items.is_empty(), out, || Block::List {
                    ordered,
                    start,
                    items,
                });
            }
            Block::Table {
                header,
                rows,
                caption,
            } => {
                out.extend(self.table(header, rows, &caption)?);
            }
            Block::Code { language, text } => {
                let text = self.code(&text)?;
                let language = language_name(&language);
                push_unless(text.trim().is_empty(), out, || Block::Code {
                    language,
                    text,
                });
            }
            Block::Embed { url, title } => out.extend(self.embed(url, &title)?),
            Block::Divider {} => out.push(Block::Divider {}),
        }
        Ok(())
    }

    fn items(&mut self, items: Vec<Vec<Block>>, depth: usize) -> Result<Vec<Vec<Block>>, Refusal> {
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            self.count_nodes(1)?;
            let item = self.blocks(item, depth + 1)?;
            if !item.is_empty() {
                out.push(item);
            }
        }
        Ok(out)
    }

    fn level(&mut self, level: u8) -> u8 {
        let mended = level.clamp(2, 4);
        if mended != level {
            self.findings
                .add(FindingKind::HeadingLevel, &format!("h{level}"));
        }
        mended
    }

    fn embed(&mut self, url: String, title: &str) -> Result<Option<Block>, Refusal> {
        if !self.policy.allows_embed(&url) {
            self.findings.add(FindingKind::EmbedDropped, &url);
            return Ok(None);
        }
        let title = self.line(title)?;
        Ok(Some(Block::Embed { url, title }))
    }

    fn code(&mut self, text: &str) -> Result<String, Refusal> {
        let cleaned = clean(text);
        let kept = cleaned.text.trim_end_matches('\n');
        self.count_chars(kept)?;
        Ok(kept.to_owned())
    }

    /// One line of plain text: an alt text, a caption, a name.
    fn line(&mut self, text: &str) -> Result<String, Refusal> {
        let line = inline::one_line(text);
        self.count_chars(&line)?;
        Ok(line)
    }

    fn count_nodes(&mut self, more: usize) -> Result<(), Refusal> {
        self.nodes = self.nodes.saturating_add(more);
        if self.nodes > self.limits.nodes {
            return Err(Refusal::TooManyNodes {
                limit: self.limits.nodes,
            });
        }
        Ok(())
    }

    fn count_chars(&mut self, text: &str) -> Result<(), Refusal> {
        self.chars = self.chars.saturating_add(text.chars().count());
        if self.chars > self.limits.text_chars {
            return Err(Refusal::TextTooLong {
                limit: self.limits.text_chars,
            });
        }
        Ok(())
    }
}

fn push_unless(empty: bool, out: &mut Vec<Block>, block: impl FnOnce() -> Block) {
    if !empty {
        out.push(block());
    }
}

/// A short name of a computer language, or nothing.
fn language_name(language: &str) -> String {
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '.' | '_');
    if language.len() <= 32 && language.chars().all(sound) {
        language.to_owned()
    } else {
        String::new()
    }
}
