//! HTML, read by html5ever into a flat arena and walked without recursion.

mod builder;
mod close;
mod dom;
mod element;
mod feed;
mod frame;
mod media;
mod ruby;
mod sink;
mod soft;
mod style;
mod walk;
mod word;

use super::{Parsed, finish};
use crate::limits::{Limits, Refusal};
use crate::policy::Policy;
use builder::Builder;

/// Whose HTML it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Written by hand or by another program.
    Html,
    /// Made from Markdown: a picture's title is its caption, and an empty alternative text says nothing.
    Markdown,
}

/// Reads HTML, a fragment or a whole page.
///
/// # Errors
/// A [`Refusal`] that names the limit.
pub fn from_html(input: &str, limits: &Limits, policy: &Policy) -> Result<Parsed, Refusal> {
    limits.check_input(input)?;
    read(input, limits, policy, Reading::Html)
}

pub(super) fn read(
    input: &str,
    limits: &Limits,
    policy: &Policy,
    reading: Reading,
) -> Result<Parsed, Refusal> {
    let mut dom = feed::parse(input, limits)?;
    word::mend_lists(&mut dom);
    let mut builder = Builder::new(limits, reading);
    walk::walk(&dom, &mut builder)?;
    let (blocks, findings) = builder.finish();
    finish(blocks, limits, policy, findings)
}
