//! Markdown (CommonMark with tables and strikethrough), by way of HTML.
//!
//! Raw HTML may open in one piece of inline Markdown and close in another, so the whole goes through the
//! HTML reader: one set of rules for both.

use super::Parsed;
use super::html::{self, Reading};
use crate::limits::{Limits, Refusal};
use crate::policy::Policy;
use comrak::Options;

/// Reads Markdown. The title of a picture is its caption.
///
/// # Errors
/// A [`Refusal`] that names the limit.
pub fn from_markdown(input: &str, limits: &Limits, policy: &Policy) -> Result<Parsed, Refusal> {
    limits.check_input(input)?;
    let html = comrak::markdown_to_html(input, &options());
    html::read(&html, limits, policy, Reading::Markdown)
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    // Without it `**强调。**后` stays unmarked, since CommonMark asks for a space after the full stop.
    options.extension.cjk_friendly_emphasis = true;
    options.render.r#unsafe = true;
    options
}
