//! Feeds html5ever piece by piece, and stops it where it would take too long: it cannot be stopped from within.

use super::dom::Dom;
use super::sink::Sink;
use crate::limits::{Limits, Refusal};
use html5ever::interface::{TokenizerResult, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use std::cell::Cell;

/// Bytes between two looks at the limits.
const CHUNK: usize = 4096;

/// The tokenizer compares each attribute with all before it in its tag: 300,000 of them, which fit into
/// 2 MiB, took 18 s. So much may the squares of the attributes come to: a third of a second. One picture of
/// 2 MiB in base64, whose slashes (one in 64) look like attributes, is still within it.
const ATTRIBUTE_SQUARES: usize = 1_200_000_000;

/// Parses a page.
pub(super) fn parse(input: &str, limits: &Limits) -> Result<Dom, Refusal> {
    let builder = TreeBuilder::new(Sink::default(), TreeBuilderOpts::default());
    let watch = Watch {
        builder,
        moved: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(watch, html5ever::tokenizer::TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut tag = OpenTag::default();
    let mut rest = input;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK));
        queue.push_back(StrTendril::from_slice(chunk));
        run(&tokenizer, &queue);
        tokenizer.sink.builder.sink.check(limits)?;
        tag.grow(chunk, tokenizer.sink.moved.take(), limits)?;
        rest = after;
    }
    run(&tokenizer, &queue);
    tokenizer.end();
    Ok(tokenizer.sink.builder.sink.finish())
}

/// Until all is read: the tokenizer pauses after each script.
fn run(tokenizer: &Tokenizer<Watch>, queue: &BufferQueue) {
    while !matches!(tokenizer.feed(queue), TokenizerResult::Done) {}
}

/// The tree builder, and whether a token has come since last asked.
struct Watch {
    builder: TreeBuilder<super::dom::NodeId, Sink>,
    moved: Cell<bool>,
}

impl TokenSink for Watch {
    type Handle = super::dom::NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Self::Handle> {
        // A repeated attribute is an error that comes from within a tag.
        if !matches!(token, Token::ParseError(_)) {
            self.moved.set(true);
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// A tag that runs over several pieces without an end.
#[derive(Default)]
struct OpenTag {
    attributes: usize,
    squares: usize,
}

impl OpenTag {
    /// Counts what may part attributes: blanks, slashes, quotes.
    fn grow(&mut self, chunk: &str, moved: bool, limits: &Limits) -> Result<(), Refusal> {
        if moved {
            self.attributes = 0;
            return Ok(());
        }
        let before = self.attributes;
        let parting =
            |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' | b'"' | b'\'');
        self.attributes += chunk.bytes().filter(|b| parting(b)).count();
        self.squares += self.attributes * self.attributes - before * before;
        if self.squares > ATTRIBUTE_SQUARES {
            return Err(Refusal::TooManyNodes {
                limit: limits.nodes,
            });
        }
        Ok(())
    }
}
