//! HTML in → document → JSON → document is the identity, and what is rendered is read back as a document.
#![no_main]

use libfuzzer_sys::fuzz_target;
use masthead_document::render::{self, HtmlOptions, NoMedia};
use masthead_document::{Document, Limits, Policy, parse};

fuzz_target!(|input: &str| {
    let Ok(parsed) = parse::from_html(input, &Limits::default(), &Policy::default()) else {
        return;
    };
    let json = serde_json::to_string(&parsed.document).expect("a document is JSON");
    let back: Document = serde_json::from_str(&json).expect("our own JSON is read");
    assert_eq!(back, parsed.document);
    let html = render::html(&back, &NoMedia, &HtmlOptions::default()).to_lowercase();
    assert!(!html.contains("<script") && !html.contains("href=\"javascript"));
});
