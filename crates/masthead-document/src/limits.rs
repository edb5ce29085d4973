//! How large a document may be, and what is said when it is larger.

use std::io;

use serde::Serialize;
use thiserror::Error;

/// Nesting that no setting can exceed: JSON readers stop at 128 levels, and a block takes three of them.
pub const MAX_DEPTH: usize = 32;

/// Limits on what a converter takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the input, and of the document that comes of it as JSON: what was taken can be read again.
    pub input_bytes: usize,
    /// Blocks within blocks, the outermost being 1; never more than [`MAX_DEPTH`].
    pub depth: usize,
    /// Blocks, list items, cells, runs of text and breaks together.
    pub nodes: usize,
    /// Characters of text together, captions included.
    pub text_chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Limits {
    /// `input_bytes` has room for as many characters as the text may have, of four bytes each, and as much again for
    /// what is around them: else a Chinese text would end before its `text_chars` are reached.
    pub const DEFAULT: Self = Self {
        input_bytes: 8 * 1024 * 1024,
        depth: MAX_DEPTH,
        nodes: 20_000,
        text_chars: 1_000_000,
    };

    /// For documents of our own store, which passed an operator's limits when they came in.
    pub(crate) fn stored() -> Self {
        Self {
            input_bytes: usize::MAX,
            depth: MAX_DEPTH,
            nodes: usize::MAX,
            text_chars: usize::MAX,
        }
    }

    pub(crate) fn check_input(&self, input: &str) -> Result<(), Refusal> {
        if input.len() > self.input_bytes {
            return Err(Refusal::InputTooLarge {
                size_bytes: input.len(),
                limit_bytes: self.input_bytes,
            });
        }
        Ok(())
    }

    pub(crate) fn check_written(&self, document: &impl Serialize) -> Result<(), Refusal> {
        let mut size = Size(0);
        serde_json::to_writer(&mut size, document).expect("a document is plain data");
        if size.0 > self.input_bytes {
            return Err(Refusal::InputTooLarge {
                size_bytes: size.0,
                limit_bytes: self.input_bytes,
            });
        }
        Ok(())
    }
}

/// How many bytes something has once it is written.
struct Size(usize);

impl io::Write for Size {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Why a body cannot be taken at all. Each limit is named with its value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("the text has {size_bytes} bytes; the limit (input_bytes) is {limit_bytes}")]
    InputTooLarge {
        size_bytes: usize,
        limit_bytes: usize,
    },
    #[error("blocks are nested deeper than the limit (depth) of {limit}")]
    TooDeep { limit: usize },
    #[error("the text has more parts than the limit (nodes) of {limit}")]
    TooManyNodes { limit: usize },
    #[error("the text has more characters than the limit (text_chars) of {limit}")]
    TextTooLong { limit: usize },
    #[error("not a document: {reason}")]
    NotADocument { reason: String },
    #[error("document version {version} is not known; this program reads version {known}")]
    UnknownVersion { version: u32, known: u32 },
}
