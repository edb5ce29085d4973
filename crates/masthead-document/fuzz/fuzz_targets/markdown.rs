//! Markdown → document → Markdown → document is a fixpoint.
#![no_main]

use libfuzzer_sys::fuzz_target;
use masthead_document::{Limits, Policy, parse, render};

fuzz_target!(|input: &str| {
    let read = |text: &str| parse::from_markdown(text, &Limits::default(), &Policy::default());
    if let Ok(first) = read(input)
        && let Ok(second) = read(&render::markdown(&first.document))
    {
        assert_eq!(second.document, first.document);
    }
});
