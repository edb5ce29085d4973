//! Properties that hold for any input.

mod common;

use common::{assert_closed, html, markdown, page, try_html};
use masthead_document::{Document, Limits, parse, render};
use proptest::prelude::*;

/// Pieces that parsers stumble over, in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z &;<>\"'/=!\\-]{0,12}",
        2 => "[一-龥，。“”Ａ！\u{3000}]{0,6}",
        6 => prop::sample::select(TAGS.to_vec()).prop_map(str::to_owned),
        2 => prop::sample::select(LINKS.to_vec()).prop_map(|href| format!("<a href=\"{href}\">x</a>")),
        1 => prop::sample::select(LINKS.to_vec()).prop_map(|src| format!("<img src='{src}' alt=y onerror=z>")),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

const TAGS: [&str; 60] = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<h1>",
    "</h1>",
    "<h3>",
    "</h3>",
    "<ul>",
    "</ul>",
    "<ol start=3>",
    "</ol>",
    "<li>",
    "</li>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<th>",
    "</tr>",
    "<caption>",
    "<blockquote>",
    "</blockquote>",
    "<footer>",
    "</footer>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<figure>",
    "</figure>",
    "<figcaption>",
    "</figcaption>",
    "<span class=credit>",
    "</span>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<svg>",
    "</svg>",
    "<math>",
    "<template>",
    "</template>",
    "<textarea>",
    "</textarea>",
    "<iframe src=https://player.example.org/1>",
    "</iframe>",
    "<video src=media/v.mp4>",
    "</video>",
    "<br>",
    "<hr>",
    "<del>",
    "</del>",
    "<!--",
    "-->",
];

const LINKS: [&str; 9] = [
    "https://example.org/a?b=1&c=2",
    "javascript:alert(1)",
    "jav&#x09;ascript:alert(1)",
    "//example.org",
    "/a b",
    "media/桥.jpg",
    "media/../x",
    "data:text/html,x",
    "mailto:a@example.org",
];

fn markdown_soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z0-9 .()!\\-+=:|#>~`*_\\[\\]\\\\&<]{0,10}",
        3 => "[一-龥，。“”！]{0,5}",
        3 => prop::sample::select(vec![
            "\n", "\n\n", "\n- ", "\n  - ", "\n1. ", "\n> ", "\n## ", "\n```\n", "**", "*", "~~", "`", "\\\n",
            "\n| a | b |\n| - | - |\n| c | d |\n", "[x](/y)", "![一](media/a.jpg \"caption\")", "\n---\n", "<b>",
            "</b>", "<blockquote>", "</blockquote>", "\n\n<div>", "<td>", "<br>", "&nbsp;", "&amp;", "<u>",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

fn through_json(document: &Document) -> Document {
    let json = serde_json::to_string(document).expect("a document is JSON");
    let back: Document = serde_json::from_str(&json).expect("our own JSON is read");
    assert_eq!(
        serde_json::to_string(&back).expect("a document is JSON"),
        json
    );
    back
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn html_out_holds_the_renderers_own_set_alone(input in soup()) {
        if let Ok(parsed) = try_html(&input) {
            assert_closed(&page(&parsed.document), &input);
        }
    }

    #[test]
    fn document_to_json_to_document_is_the_identity(input in soup()) {
        if let Ok(parsed) = try_html(&input) {
            prop_assert_eq!(through_json(&parsed.document), parsed.document);
        }
    }

    #[test]
    fn what_was_taken_within_limits_is_taken_again_within_them(
        input in soup(), blanks in 0..2_500_usize, chars in 1..200_usize
    ) {
        let limits = Limits { input_bytes: 12_000, text_chars: chars, nodes: 40, ..Limits::default() };
        let far = format!("<img src='https://example.org/a'><a href='/{}'>y</a>", "|".repeat(blanks));
        if let Ok(parsed) = parse::from_html(&(input + &far), &limits, &common::policy()) {
            let json = serde_json::to_string(&parsed.document).expect("a document is JSON");
            let again = parse::from_json(&json, &limits, &common::policy());
            prop_assert_eq!(again.map(|again| again.document), Ok(parsed.document));
        }
    }

    #[test]
    fn any_text_becomes_a_document_that_json_gives_back(input in any::<String>()) {
        let parsed = parse::from_text(&input, &Limits::default(), &common::policy());
        let document = parsed.expect("small").document;
        prop_assert_eq!(through_json(&document), document);
    }

    #[test]
    fn markdown_is_a_fixpoint(input in markdown_soup()) {
        let first = markdown(&input);
        let written = render::markdown(&first);
        let second = markdown(&written);
        prop_assert_eq!(&second, &first, "{}", written);
        prop_assert_eq!(render::markdown(&second), written);
    }

    #[test]
    fn what_html_says_markdown_says_too(input in soup()) {
        if let Ok(parsed) = try_html(&input) {
            let once = markdown(&render::markdown(&parsed.document));
            let twice = markdown(&render::markdown(&once));
            prop_assert_eq!(twice, once);
        }
    }
}

#[test]
fn deep_nesting_is_refused_and_overflows_nothing() {
    let started = "<div>".repeat(100_000);
    assert!(try_html(&started).is_err());
    assert!(try_html(&"<blockquote>".repeat(200)).is_err());
    assert!(try_html(&"<b><p>".repeat(50_000)).is_err());
    let quoted = parse::from_markdown(&"> ".repeat(2_000), &Limits::default(), &common::policy());
    drop(quoted);
    assert_eq!(html(&"<div>".repeat(500)).blocks().len(), 0);
}

#[test]
fn a_tag_with_attributes_without_end_is_refused_early() {
    let attributes: String = (0..200_000).map(|n| format!("a{n:x} ")).collect();
    assert!(try_html(&format!("<p {attributes}>x")).is_err());
    let slashes = attributes.replace(' ', "/");
    assert!(try_html(&format!("<p a='>' {slashes}>x")).is_err());
    let picture = format!(
        "<img alt=x src='data:image/png;base64,{}'>y",
        "AAAAAAA/".repeat(20_000)
    );
    assert_eq!(html(&picture).blocks().len(), 1);
    assert!(try_html(&"word ".repeat(190_000)).is_ok());
}
